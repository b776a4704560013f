"""What is read once for a whole batch is read a single time there, and each time elsewhere."""

from huiying.base.storage.kept import once, reading_once


class Register:
    """A register that counts how often it is read."""

    def __init__(self) -> None:
        self.read_count = 0

    def read(self) -> int:
        self.read_count += 1
        return self.read_count


def test_within_a_batch_a_register_is_read_once() -> None:
    register = Register()
    with reading_once():
        assert [once("limits", register.read), once("limits", register.read)] == [1, 1]


def test_elsewhere_and_in_the_next_batch_it_is_read_again() -> None:
    register = Register()
    with reading_once():
        once("limits", register.read)
    assert once("limits", register.read) == 2
    assert once("limits", register.read) == 3
    with reading_once():
        assert once("limits", register.read) == 4


def test_two_offices_are_kept_apart() -> None:
    register = Register()
    with reading_once():
        assert (once(("limits", 1), register.read), once(("limits", 2), register.read)) == (1, 2)


def test_the_batch_within_a_batch_reads_for_itself() -> None:
    register = Register()
    with reading_once():
        once("limits", register.read)
        with reading_once():
            assert once("limits", register.read) == 2
        assert once("limits", register.read) == 1

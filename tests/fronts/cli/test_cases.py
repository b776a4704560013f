"""`huiying cases moves` prints the whole table."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from huiying.work.cases.rules.moves import MOVES

pytestmark = pytest.mark.django_db


def test_every_move_has_its_line_and_says_whether_it_has_a_screen() -> None:
    out = StringIO()
    call_command("cases", "moves", stdout=out)
    head, *lines, total = out.getvalue().splitlines()
    assert head.split() == ["move", "from", "to", "who", "clock", "steps"]
    assert {line.split()[0]: line.endswith("no screen yet") for line in lines} == {
        code: not move.has_service for code, move in MOVES.items()
    }
    assert total.startswith(f"{len(MOVES)} moves")


def test_a_move_with_a_screen_that_was_never_taken_fails_when_completeness_is_asked() -> None:
    with pytest.raises(CommandError, match="receive"):
        call_command("cases", "moves", complete=True, stdout=StringIO())

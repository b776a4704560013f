"""What a case shows of people to whom: a secret asker, and numbers that stand in the text."""

from typing import Any

from huiying.pure.text.personal import mask


def sees_secrets(rights: frozenset[str]) -> bool:
    """Whether somebody with these rights on a case learns who asked secretly: its desk and its leads."""
    return "case.check" in rights


def sees_numbers(case: Any, rights: frozenset[str]) -> bool:
    """Whether they read numbers in full: desk and leads, and whoever must ring, unless the asker is secret."""
    return sees_secrets(rights) or ("case.contact" in rights and not case.is_secret)


def text_for(case: Any, rights: frozenset[str]) -> str:
    """The request in the asker's words, with the personal numbers in it hidden from whoever needs none."""
    return str(case.text) if sees_numbers(case, rights) else mask(case.text)

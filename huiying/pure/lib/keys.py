"""Keys of rows as they come with an address or a form."""


def row_key(given: str) -> int | None:
    """The key that a text names; None for what can't be the key of any row.

    >>> row_key("17"), row_key("-1"), row_key("x"), row_key(""), row_key("9" * 19)
    (17, None, None, None, None)
    """
    return int(given) if given.isdecimal() and len(given) < 19 else None

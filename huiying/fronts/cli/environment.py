"""What the environment variables of an installation say, and which of them nothing can be started with.

The settings read this before anything else stands: it imports nothing of Django.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

SECRET_LENGTH = 32
DEMO, SECRET, DATA = "HUIYING_DEMO", "HUIYING_SECRET_KEY", "HUIYING_DATA_KEY"
HIGHEST_PORT = 65535

_CHOICES = {
    DEMO: ("0", "1"),
    "HUIYING_HTTPS": ("", "0", "1"),
    "HUIYING_DATABASE": ("", "sqlite", "postgresql"),
    "HUIYING_LOGS": ("", "json", "text"),
}


def unusable(environment: Mapping[str, str], arguments: Sequence[str] = ()) -> dict[str, str]:
    """By name: what is so wrong that a process with these arguments must not start, each with what to do.

    Help and `check` start with anything, since they say what is wrong; `migrate` needs no keys.

    >>> list(unusable({"HUIYING_DEMO": "0"}, ["serve"])), unusable({"HUIYING_DEMO": "0"}, ["check"])
    (['HUIYING_SECRET_KEY', 'HUIYING_DATA_KEY'], {})
    """
    command = arguments[0] if arguments else ""
    if command in ("check", "help") or {"-h", "--help"}.intersection(arguments):
        return {}
    needs_keys = not is_demo(environment) and command != "migrate"
    return misread(environment) | (missing_keys(environment) if needs_keys else {})


def is_demo(environment: Mapping[str, str]) -> bool:
    """Whether this is the demo: without the variable it is, and anything else than 1 means that it isn't."""
    return environment.get(DEMO, "1") == "1"


def logs_as_json(environment: Mapping[str, str]) -> bool:
    """Whether log lines are for a machine to read; text is for a terminal."""
    return environment.get("HUIYING_LOGS") != "text"


def misread(environment: Mapping[str, str]) -> dict[str, str]:
    """By name: the values that mean nothing.

    >>> misread({"HUIYING_PROXIES": "x"})
    {'HUIYING_PROXIES': 'HUIYING_PROXIES is "x": give a number from 0 to 9.'}
    """
    found = {}
    for name, choices in _CHOICES.items():
        if name in environment and environment[name] not in choices:
            wanted = " or ".join(choice for choice in choices if choice)
            found[name] = f"{_quoted(environment, name)}: give {wanted}."
    for name, lowest, highest in (("HUIYING_PROXIES", 0, 9), ("HUIYING_DATABASE_PORT", 1, HIGHEST_PORT)):
        given = environment.get(name, "").strip()
        if given and not (given.isdecimal() and lowest <= int(given) <= highest):
            found[name] = f"{_quoted(environment, name)}: give a number from {lowest} to {highest}."
    if environment.get("HUIYING_CLOCK") and not _is_moment(environment["HUIYING_CLOCK"]):
        found["HUIYING_CLOCK"] = (
            f"{_quoted(environment, 'HUIYING_CLOCK')}: give a moment with its time zone, such as "
            "2023-12-15T09:00+08:00."
        )
    return found


def missing_keys(environment: Mapping[str, str]) -> dict[str, str]:
    """By name: the keys that are missing, short or the same."""
    secret, data = environment.get(SECRET, "").strip(), environment.get(DATA, "").strip()
    found = {}
    if len(secret) < SECRET_LENGTH:
        found[SECRET] = (
            f"{SECRET} is missing or short: give {SECRET_LENGTH} random characters or more. It signs logins."
        )
    if len(data) < SECRET_LENGTH:
        found[DATA] = (
            f"{DATA} is missing or short: give {SECRET_LENGTH} random characters or more, and keep a copy "
            "outside this machine. It encrypts telephone and identity numbers; without it they are lost."
        )
    elif secret == data:
        found[DATA] = f"{DATA} equals {SECRET}: give two."
    return found


def number(environment: Mapping[str, str], name: str, otherwise: int) -> int:
    """A number, or `otherwise` where there is none that can be used.

    >>> number({"A": "2", "B": "x"}, "A", 0), number({"B": "x"}, "B", 0)
    (2, 0)
    """
    given = environment.get(name, "").strip()
    return int(given) if given.isdecimal() and name not in misread(environment) else otherwise


def names(environment: Mapping[str, str], name: str, otherwise: str = "") -> list[str]:
    """A list written with commas.

    >>> names({"A": "one, two,"}, "A")
    ['one', 'two']
    """
    return [part.strip() for part in environment.get(name, otherwise).split(",") if part.strip()]


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _quoted(environment: Mapping[str, str], name: str) -> str:
    return f'{name} is "{environment[name]}"'

"""Every pair of text and ground in tokens.css can be read, by day and by night."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

TEXTS = ("ink", "quiet", "action", "at-once", "waiting", "done", "late")
GROUNDS = ("paper", "sheet")
TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b")


def colours() -> dict[str, dict[str, str]]:
    """The day set, and the night set laid over it."""
    found = finders.find("web/tokens.css")
    assert isinstance(found, str)
    day, night = Path(found).read_text().split("prefers-color-scheme: dark", 1)
    by_day = dict(TOKEN.findall(day))
    return {"day": by_day, "night": by_day | dict(TOKEN.findall(night))}


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, as WCAG 2.2 counts it (1 to 21)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_black_on_white_is_the_widest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("set_name", ["day", "night"])
def test_every_text_can_be_read_on_every_ground(set_name: str) -> None:
    tokens = colours()[set_name]
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS] + [("on-action", "action")]
    faint = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("set_name", ["day", "night"])
def test_the_edges_of_fields_and_buttons_are_seen(set_name: str) -> None:
    tokens = colours()[set_name]
    assert [ground for ground in GROUNDS if contrast(tokens["edge"], tokens[ground]) < 3] == []


def test_the_night_set_gives_every_colour_anew() -> None:
    day, night = colours()["day"], colours()["night"]
    assert [name for name in day if day[name] == night[name]] == []

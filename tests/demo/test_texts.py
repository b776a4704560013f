"""The invented texts: each is somebody's own words."""

import json
import re
from collections.abc import Iterator

import pytest

from huiying.demo import phrases
from huiying.demo.street import COMMUNITIES, LANDMARKS
from huiying.demo.texts import FOLDER, texts
from huiying.registers.directory.rules import CASE_KINDS, LANES
from huiying.registers.directory.services import STANDARD
from huiying.work.cases.rules.states import REFUSAL_CODES

SHORTEST_SHARED = 8
"""A run of so many characters that two texts share sounds like a stock phrase."""

_FIELDS = (
    "text",
    "contact",
    "answer",
    "visit",
    "bad_word",
    "second_answer",
    "refusal_word",
)


def names() -> list[str]:
    """The proper names of the street, the longest first."""
    found = {"南峰街道", *LANDMARKS}
    for community in COMMUNITIES:
        found |= {community.name, *(compound.name for compound in community.compounds)}
        found |= {name for name, _, aliases in community.landmarks for name in (name, *aliases)}
    return sorted(found, key=len, reverse=True)


def bare(text: str) -> str:
    """A text without blanks, signs and proper names; a name leaves a mark that no other shares."""
    for name in names():
        text = text.replace(name, "\0")
    return "".join(piece for piece in re.findall(r"\w+|\0", text))


def runs(written: list[str], length: int) -> Iterator[tuple[str, int, int]]:
    """Each run of that length that two texts share, with where both stand."""
    first: dict[str, int] = {}
    for place, text in enumerate(written):
        for start in range(len(text) - length + 1):
            run = text[start : start + length]
            if "\0" in run:
                continue
            if first.setdefault(run, place) != place:
                yield run, first[run], place


def worst_run(written: list[str]) -> tuple[str, int, int]:
    """The longest run that any two texts share."""
    worst = ("", 0, 0)
    length = 1
    while found := next(runs(written, length), None):
        worst, length = found, length + 1
    return worst


def everything_written() -> list[str]:
    """Each word of an asker, clerk or worker in the collection, and each short note of theirs."""
    piles = [pile for name, pile in vars(phrases).items() if name.isupper()]
    rows = [(row,) if isinstance(row, str) else row for pile in piles for row in pile]
    notes = [note for row in rows for note in row if isinstance(note, str)]
    written = [getattr(text, field) for text in texts() for field in _FIELDS if getattr(text, field)]
    return [bare(words) for words in (*written, *notes)]


@pytest.mark.prove
def test_no_two_texts_share_a_run_of_eight_characters_but_for_proper_names() -> None:
    written = everything_written()
    run, one, other = worst_run(written)
    print(
        f"{len(written)} texts; the longest shared run is {run!r}, in\n  {written[one]}\n  {written[other]}"
    )
    assert len(run) < SHORTEST_SHARED


def test_a_stock_phrase_would_be_found() -> None:
    written = [bare(text) for text in ("王社工已经上门,请放心。", "好的:王社工已经上门请放心", "灯坏了")]
    assert worst_run(written)[0] == "王社工已经上门请放心"


def test_a_proper_name_is_no_stock_phrase() -> None:
    assert worst_run([bare("金丰四点半课堂满了"), bare("金丰四点半课堂几点")])[0] == ""


def test_each_text_has_known_labels() -> None:
    codes = {row["code"] for row in json.loads(STANDARD.read_text(encoding="utf-8")) if row["matter"]}
    for text in texts():
        assert text.category in codes
        assert text.kind in CASE_KINDS
        assert text.lane in LANES
        assert text.place in text.text
        assert text.refusal_code in ("", *REFUSAL_CODES)
        assert bool(text.bad_word) == bool(text.second_answer)
        assert text.answer or text.refusal_word


def test_no_answer_puts_the_asker_off() -> None:
    empty = ("请耐心等待", "已转相关部门", "按有关规定", "高度重视", "!", "!")
    told = [text.answer + text.second_answer + text.refusal_word for text in texts()]
    assert [answer for answer in told if any(word in answer for word in empty)] == []


def test_every_line_of_the_files_is_read() -> None:
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in FOLDER.glob("*.jsonl"))
    assert len(texts()) == lines == 1298

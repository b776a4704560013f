"""The invented requests with their answers, one JSON object a line in texts/."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from huiying.demo.lines import lines

FOLDER = Path(__file__).with_name("texts")


class Text(NamedTuple):
    """A request as a good clerk would label it, and the words of the steps that follow it.

    `who` asks again and again; the texts of one `day` are neighbours who ask about one cause.
    """

    text: str
    category: str
    kind: str
    lane: str
    place: str
    month: int
    asker: str
    contact: str
    answer: str
    outcome: str
    visit: str
    bad_word: str
    second_answer: str
    refusal_code: str
    refusal_word: str
    who: str = ""
    day: int = 0


@cache
def texts(part: str = "") -> tuple[Text, ...]:
    """The texts of the street, or of another office by the folder in which they lie, in the order of the files."""
    rows: list[Text] = []
    for path in sorted((FOLDER / part).glob("*.jsonl")):
        rows += [_text(row) for row in lines(str(path.relative_to(FOLDER.parent)))]
    return tuple(rows)


def _text(row: dict[str, Any]) -> Text:
    bad, refusal = row["bad"] or {}, row["refusal"] or {}
    return Text(
        text=row["text"],
        category="other" if row["category"] == "thanks" else row["category"],
        kind=row["kind"],
        lane=row["lane"],
        place=row["place"],
        month=row["month"],
        asker=row["asker"],
        contact=row["contact"],
        answer=row["answer"],
        outcome=row["outcome"],
        visit=row["visit"],
        bad_word=bad.get("word", ""),
        second_answer=bad.get("answer", ""),
        refusal_code=refusal.get("code", ""),
        refusal_word=refusal.get("word", ""),
        who=row.get("who", ""),
        day=row.get("day", 0),
    )

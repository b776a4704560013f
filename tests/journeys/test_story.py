"""A case travels from a resident's phone to its end through everybody's hands, and its timeline tells it all."""

from pathlib import Path

from tests.cast import Cast
from tests.journeys.conftest import Hands
from tests.journeys.story import (
    CALLED,
    COMPLAINED,
    FIRST_ANSWER,
    ON_THE_PHONE,
    SATISFIED,
    SECOND_ANSWER,
    Story,
    zh,
)

BUDGET = 90
"""Seconds that a resident's request may take."""


def walk(story: Story, folder: Path) -> None:
    """The whole story, with each line of both timelines."""
    story.resident_asks_with_a_photo(folder)
    story.system_understands()
    story.clerk_sees_what_was_understood()
    story.clerk_dispatches_to_the_one_proposed()
    story.worker_accepts_and_rings()
    story.worker_answers(FIRST_ANSWER)
    story.clerk_checks_the_answer(FIRST_ANSWER)
    story.resident_reads_and_rates(FIRST_ANSWER, "dissatisfied", COMPLAINED)
    story.clerk_asks_back("It isn't solved", ON_THE_PHONE)
    story.worker_answers(SECOND_ANSWER)
    story.clerk_checks_the_answer(SECOND_ANSWER)
    story.resident_reads_and_rates(SECOND_ANSWER, "satisfied")
    story.clerk_asks_back("It is solved", SATISFIED)
    assert story.timeline_of_the_desk() == told_at_the_desk()
    assert story.timeline_of_the_asker(SECOND_ANSWER) == told_to_the_asker()


def told_at_the_desk() -> list[str]:
    """Every line of the desk's timeline."""
    return [
        zh("Received"),
        zh("Photos added"),
        zh("Category, kind and lane set"),
        zh("Dispatched to %(provider)s", provider="社工乙"),
        zh("Accepted by %(provider)s", provider="社工乙"),
        f"{zh('Asker contacted')}: {CALLED}",
        zh("Begun"),
        f"{zh('Answered')}: {FIRST_ANSWER}",
        zh("Answer checked"),
        f"{zh('Rated: %(grade)s', grade=zh('dissatisfied'))}: {COMPLAINED}",
        f"{zh('Asked back: %(result)s', result=zh('not solved'))}: {ON_THE_PHONE}",
        zh("To be done again"),
        f"{zh('Answered')}: {SECOND_ANSWER}",
        zh("Answer checked"),
        zh("Rated: %(grade)s", grade=zh("satisfied")),
        f"{zh('Asked back: %(result)s', result=zh('solved'))}: {SATISFIED}",
        zh("Closed"),
    ]


def told_to_the_asker() -> list[str]:
    """Every line of the asker's timeline; the words of the answer that holds stand above it."""
    return [
        zh("We have it"),
        zh("Photos came in"),
        zh("We understand what it is about"),
        zh("Given to %(provider)s", provider="社工乙"),
        zh("%(provider)s has taken it up", provider="社工乙"),
        f"{zh('You were contacted')}: {CALLED}",
        zh("Work has begun"),
        f"{zh('The answer was written')}: {FIRST_ANSWER}",
        zh("The answer was checked"),
        f"{zh('You rated: %(grade)s', grade=zh('dissatisfied'))}: {COMPLAINED}",
        zh("We asked you: %(result)s", result=zh("not solved")),
        zh("It wasn't done well; we do it again"),
        zh("The answer was written"),
        zh("The answer was checked"),
        zh("You rated: %(grade)s", grade=zh("satisfied")),
        zh("We asked you: %(result)s", result=zh("solved")),
        zh("Done and closed"),
    ]


def test_a_case_travels_from_a_residents_phone_to_its_end(cast: Cast, hands: Hands, tmp_path: Path) -> None:
    story = Story(cast, hands)
    walk(story, tmp_path)
    print(f"\nresident: 2 fields, {story.seconds:.1f} s to number, code and slip")
    print(f"pages read by axe on the way: {story.read_count}, faults: {len(story.found)}")
    assert story.found == []
    assert hands.wrong == []
    assert story.seconds < BUDGET

"""How often a standard answer was taken is counted over its versions, from dated rows."""

from datetime import date, timedelta

from huiying.registers.directory.services import NewAnswer, change_answer
from huiying.work.cases.selectors.answers import use_counts
from tests.cast import MORNING
from tests.work.cases.story import Story
from tests.work.cases.test_services_answers import answered, kept


def test_uses_are_counted_since_a_moment_over_all_versions_for_whoever_reads_them(story: Story) -> None:
    first = kept(story)
    answered(story, story.received("几点下班呀"), first)
    middle = story.walk.moment + timedelta(minutes=1)
    new = NewAnswer("几点下班", "六点", story.cast.desk, date(2024, 6, 1))
    second = story.walk(lambda: change_answer(viewer=story.clerk, answer=first, new=new))
    answered(story, story.received("几点关门"), second)
    assert use_counts(story.clerk, [first.line], MORNING) == {first.line: 2}
    assert use_counts(story.clerk, [first.line], middle) == {first.line: 1}
    assert use_counts(story.viewer(story.cast.admin), [first.line], MORNING) == {}

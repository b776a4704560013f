"""Reminders in words: which clock, and what to do about it."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from huiying.fronts.web.today.notes import note_words
from huiying.pure.lib import clock
from tests.cast import MORNING

DUE = clock.local_time(MORNING.date(), 17).isoformat()


@pytest.mark.parametrize(
    ("code", "which", "words"),
    [
        ("case.warned", "", "NF1，下一步：今天 17:00 前。"),
        ("case.warned", "contact", "NF1，首次联系期限：今天 17:00 前。"),
        ("case.overdue", "", "NF1 超期了，人家还在等。请先打个电话说一声，再写答复。"),
        ("case.overdue", "accept", "NF1 到点没人签收。请看看谁能接。"),
        ("case.overdue", "contact", "NF1 到点还没联系对方。请马上打个电话。"),
    ],
)
def test_a_reminder_says_which_clock_it_is(code: str, which: str, words: str) -> None:
    message = SimpleNamespace(template_code=code, data={"number": "NF1", "due_at": DUE, "clock": which})
    with clock.held_at(MORNING), translation.override("zh-hans"):
        assert note_words(message) == words


def test_a_message_without_a_clock_is_of_the_askers() -> None:
    message = SimpleNamespace(template_code="case.overdue", data={"number": "NF1", "due_at": DUE})
    with translation.override("en"):
        assert note_words(message).startswith("NF1 is late, and somebody waits.")

"""A worker writes an answer with a wet thumb and no signal: it is sent once, and what was written is not lost."""

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, Cast
from tests.fronts.web.stages import brought_to
from tests.journeys.conftest import PHONE, Hands
from tests.journeys.story import log_in, press, zh

WRITTEN = "井盖换好了，晚上再去看一眼"


def _write_the_answer(page: Page, number: str) -> None:
    page.goto(f"/desk/cases/{number}/")
    page.get_by_label(zh("Solved"), exact=True).check()
    page.get_by_label(zh("Answer"), exact=True).fill(WRITTEN)


def _send(page: Page) -> None:
    press(page.get_by_role("button", name=zh("Done, send the answer")))


def _expect_it_still_there(page: Page) -> None:
    expect(page.get_by_label(zh("Answer"), exact=True)).to_have_value(WRITTEN)
    expect(page.get_by_label(zh("Solved"), exact=True)).to_be_checked()


def test_what_was_written_survives_a_login_that_had_ended(cast: Cast, hands: Hands) -> None:
    case = brought_to(cast, "handling")
    page = hands.open(PHONE)
    log_in(page, cast.worker.username)
    _write_the_answer(page, case.number)
    page.context.clear_cookies(name="session")
    _send(page)
    page.locator("input[name=username]").fill(cast.worker.username)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page.get_by_role("button", name=zh("Log in"), exact=True))
    expect(page.get_by_role("status")).to_contain_text(
        zh("Your login had ended, so this wasn't sent. Please look it over and send it once more.")
    )
    _expect_it_still_there(page)
    page.reload()
    expect(page.get_by_label(zh("Answer"), exact=True)).to_have_value("")
    assert case.steps.filter(move="answer").count() == 0


def test_without_a_signal_nothing_is_sent_and_nothing_lost(cast: Cast, hands: Hands) -> None:
    case = brought_to(cast, "handling")
    page = hands.open(PHONE)
    log_in(page, cast.worker.username)
    _write_the_answer(page, case.number)
    page.context.set_offline(True)
    _send(page)
    expect(page.get_by_text(zh("No signal just now"))).to_be_visible()
    _expect_it_still_there(page)
    page.context.set_offline(False)
    _send(page)
    expect(page.get_by_role("status")).to_contain_text(zh("The answer is on its way."))
    assert case.steps.filter(move="answer").count() == 1
    assert hands.wrong == []

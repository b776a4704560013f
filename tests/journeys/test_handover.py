"""A worker hands everything over before leave; the colleague finds it, and an asker reads the new name."""

from datetime import timedelta

from playwright.sync_api import expect

from huiying.work.cases.services.intake import code_of
from tests.cast import MORNING, Cast, Walk
from tests.fronts.web.stages import brought_to, on_the_way
from tests.journeys.conftest import DESK, PHONE, Hands
from tests.journeys.story import log_in, press, zh

WORD = "下周休年假，水管的料在门卫"


def test_before_leave_everything_goes_over_and_the_asker_reads_the_new_name(cast: Cast, hands: Hands) -> None:
    walk = Walk(MORNING - timedelta(days=1))
    cases = [
        brought_to(cast, state, walk=walk, text=f"柳岸小区1幢水管漏了（{state}）")
        for state in ("dispatched", "accepted", "handling")
    ]
    promised = on_the_way(cast, "promised", walk)
    page = hands.open(PHONE)
    log_in(page, cast.worker.username)
    press(page.get_by_role("link", name=zh("Handover"), exact=True))
    page.get_by_label(zh("Whose")).select_option(label="社工乙")
    page.get_by_label(zh("To which colleague")).select_option(label="社工丙")
    page.get_by_label(zh("Why, and what they need to know")).fill(WORD)
    press(page.get_by_role("button", name=zh("Hand everything over")))
    said = page.get_by_role("status")
    expect(said).to_contain_text("3件、1项承诺")
    expect(said).to_contain_text("社工丙")

    colleague = hands.open(PHONE)
    log_in(colleague, cast.other_worker.username)
    for case in cases:
        expect(colleague.get_by_role("main")).to_contain_text(case.number)
    for case in cases:
        case.refresh_from_db()
        assert case.provider == cast.other_party
        colleague.goto(f"/desk/cases/{case.number}/")
        expect(colleague.get_by_role("main")).to_contain_text(WORD)
    promised.promise.refresh_from_db()
    assert promised.promise.holder_id == cast.other_party.pk

    asker = hands.open(DESK)

    asker.goto("/track/")
    asker.get_by_label(zh("Number"), exact=True).fill(cases[2].number)
    asker.get_by_label(zh("Query code")).fill(code_of(cases[2]))
    press(asker.get_by_role("button", name=zh("Show me")))
    expect(asker.get_by_role("main")).to_contain_text("社工丙")
    assert hands.wrong == []

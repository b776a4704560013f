"""A lead clears what waits for them on a phone: one tap and a word each."""

from datetime import date, timedelta

from playwright.sync_api import expect

from huiying.work.cases.models import Case, Ruling
from huiying.work.cases.services.rulings import NewQuestion, ask_lead
from tests.cast import MORNING, Cast, Walk
from tests.fronts.web.stages import brought_to, on_the_way
from tests.journeys.conftest import PHONE, Hands
from tests.journeys.story import log_in, press, zh

YESTERDAY = MORNING - timedelta(days=1)


def waiting(cast: Cast) -> dict[str, Case]:
    """One question of each kind that was put to the lead yesterday."""
    asked = {
        "return": on_the_way(cast, "return asked", Walk(YESTERDAY)),
        "extension": on_the_way(cast, "extension asked", Walk(YESTERDAY)),
    }
    questions = {
        "promise": NewQuestion("promise", "排到明年", date(2024, 3, 1), "换新管"),
        "termination": NewQuestion("termination", "那户搬走了"),
    }
    for kind, question in questions.items():
        walk = Walk(YESTERDAY)
        case = brought_to(cast, "handling", walk=walk, text=f"柳岸小区1幢水管漏了（{kind}）")
        asked[kind] = walk(ask_lead, viewer=cast.viewer(cast.worker), case=case, question=question)
    return asked


def test_a_lead_clears_the_day_on_a_phone(cast: Cast, hands: Hands) -> None:
    asked = waiting(cast)
    page = hands.open(PHONE)
    log_in(page, cast.lead.username)
    first = page.locator("main section").first
    expect(first.get_by_role("heading")).to_have_text(zh("For you to decide"))
    questions = first.get_by_role("article")
    expect(questions).to_have_count(len(asked))
    taps = 0
    for kind, button, word in (
        ("return", "Give it to somebody else", "请物业科接"),
        ("extension", "Agree to the new day", "配件到了就装"),
        ("promise", "Agree to the promise", "开春就换"),
    ):
        case = questions.filter(has_text=asked[kind].number)
        case.get_by_label(zh("Your word")).fill(word)
        press(case.get_by_role("button", name=zh(button), exact=True))
        taps += 1
        expect(page.get_by_role("status")).to_contain_text(
            zh("Decided. Whoever asked reads it, and what the asker needs to know.")
        )
    case = questions.filter(has_text=asked["termination"].number)
    press(case.get_by_role("button", name=zh("Go on with it"), exact=True))
    expect(page.locator(".error-summary")).to_be_visible()  # a no takes a word
    page.get_by_label(zh("Your word")).fill("新住户还在等")
    press(page.get_by_role("button", name=zh("Go on with it"), exact=True))
    expect(page.get_by_role("heading", name=zh("For you to decide"))).to_have_count(0)
    print(f"\n{taps} questions by one tap and a word each; a no without a word asked for one")
    assert hands.wrong == []
    decided = Ruling.objects.filter(case__in=asked.values()).values_list("kind", "is_granted", "ruling")
    assert set(decided) == {
        ("return", True, "请物业科接"),
        ("extension", True, "配件到了就装"),
        ("promise", True, "开春就换"),
        ("termination", False, "新住户还在等"),
    }

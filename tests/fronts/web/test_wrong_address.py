"""What somebody reads whose address leads nowhere, or to what isn't theirs."""

from django.test import Client

from tests.cast import Cast
from tests.fronts.web.company import BACKEND


def _answer(cast: Cast, who: str, url: str) -> tuple[int, str]:
    client = Client()
    client.cookies["language"] = "en"
    if who:
        client.force_login(getattr(cast, who), backend=BACKEND)
    answer = client.get(url)
    return answer.status_code, answer.content.decode()


def test_staff_find_back_to_their_work_and_askers_to_the_first_page(cast: Cast) -> None:
    for who, url, status in (("worker", "/desk/cases/NF0000000000X/", 404), ("worker", "/desk/trail/", 403)):
        got, page = _answer(cast, who, url)
        assert got == status
        assert '<a class="button main" href="/desk/">To my work</a>' in page
    got, page = _answer(cast, "", "/nowhere/")
    assert got == 404
    assert '<a class="button main" href="/">To the first page</a>' in page
    assert "use its number and query code" in page


def test_a_case_that_is_not_theirs_reads_as_one_that_does_not_exist(cast: Cast) -> None:
    assert cast.elsewhere
    theirs = cast.elsewhere.receive(text="别处的")
    status, page = _answer(cast, "clerk", f"/desk/cases/{theirs.number}/")
    none, other = _answer(cast, "clerk", "/desk/cases/NF0000000000X/")
    assert status == none == 404
    assert page.replace(theirs.number, "NF0000000000X") == other

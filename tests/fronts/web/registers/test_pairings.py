"""Pairings at the desk: noted, kept up, ended."""

from django.urls import reverse

from huiying.registers.parties.models import Pairing
from tests.cast import Cast
from tests.fronts.web.registers.conftest import Open

LIST, NEW = reverse("registers:pairing_list"), reverse("registers:pairing_new")
GIVEN = {"kind": "mentor", "first": "社工乙", "second": "社工丙", "from_on": "2023-05-01"}


def test_a_pairing_is_noted_kept_up_and_ended(cast: Cast, opened: Open) -> None:
    assert "No pairing here." in opened(cast.clerk, LIST).content.decode()
    page = opened(cast.clerk, NEW, **GIVEN)["Location"]
    pairing = Pairing.objects.get()
    assert page == reverse("registers:pairing_detail", args=[pairing.uuid])
    opened(cast.clerk, f"{page}contact/", on="2023-12-01", words="一起走了三家")
    words = opened(cast.lead, page).content.decode()
    for fact in ("社工乙 and 社工丙", "Mentor and apprentice", "一起走了三家", "Friday 1 December 2023"):
        assert fact in words
    assert "Note a contact" not in words
    assert page in opened(cast.clerk, f"{LIST}?kind=mentor").content.decode()
    opened(cast.clerk, f"{page}end/", until_on="2023-12-15")
    assert page not in opened(cast.clerk, LIST).content.decode()
    assert "Friday 15 December 2023" in opened(cast.clerk, page).content.decode()


def test_what_does_not_fit_is_told_beside_its_field(cast: Cast, opened: Open) -> None:
    page = opened(cast.clerk, NEW, **{**GIVEN, "second": "社工乙"}).content.decode()
    assert "A pairing takes two." in page
    page = opened(cast.clerk, NEW, **{**GIVEN, "first": "南峰街道服务台"}).content.decode()
    assert 'id="id_first_error"' in page
    page = opened(cast.clerk, NEW, **{**GIVEN, "first": "社工", "second": "没有的人"}).content.decode()
    assert "Several fit. Please choose one." in page
    assert "Nobody here is called that." in page
    assert not Pairing.objects.exists()

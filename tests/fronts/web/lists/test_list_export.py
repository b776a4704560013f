"""Every list can be taken away as Excel: the rows that its page shows, masked as there, and the trail says so."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiying.base.trail.models import Entry
from huiying.fronts.web.lists import views
from huiying.fronts.web.registers import listing
from huiying.pure.sheets.reading import read_rows
from huiying.registers.parties.services import NewPerson, register_people
from tests.cast import SYSTEM
from tests.fronts.web.addresses import READERS, pages
from tests.fronts.web.company import Company

EXPORT = "/desk/export/"


def take(client: Client, page: str, query: str = "") -> Any:
    return client.post(EXPORT, {"page": page, "query": query})


def rows(answer: Any, folder: Path) -> list[tuple[str, ...]]:
    path = folder / "list.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    return [row.cells for row in read_rows(path)]


def test_every_list_that_offers_it_can_be_taken_away(everybody: Company, tmp_path: Path) -> None:
    found = {}
    for page in pages():
        client = everybody.client("lead" if page.name in READERS else "clerk")
        if not page.name.endswith("_list") or page.is_of_a_record:
            continue
        shown = client.get(page.path(None))
        if shown.status_code == 200 and EXPORT.encode() in shown.content:
            answer = take(client, page.path(None))
            assert answer.status_code == 200, page.name
            found[page.name] = len(rows(answer, tmp_path)) - 1
    assert {
        "cases:case_list",
        "registers:person_list",
        "registers:organisation_list",
        "meetings:meeting_list",
    } <= set(found)
    assert all(found.values()), found
    exported = Entry.objects.filter(code="list.exported").values_list("data", flat=True)
    assert {entry["list"]: entry["rows"] for entry in exported} == {
        name.replace(":", "."): count for name, count in found.items()
    }


def test_the_rows_are_those_of_the_filters_and_all_of_them(everybody: Company, tmp_path: Path) -> None:
    client = everybody.client("clerk")
    with_all = rows(take(client, "/desk/cases/", "state=received&newer=x"), tmp_path)
    shown = client.get("/desk/cases/?state=received").context["cases"]
    assert [row[0] for row in with_all[1:]] == [case.number for case in shown]


def test_a_long_list_is_read_in_parts_and_written_down_whole(
    everybody: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = everybody.client("clerk")
    for page in ("/desk/cases/", "/desk/registers/people/"):
        at_once = rows(take(client, page), tmp_path)
        with monkeypatch.context() as patched:
            patched.setattr(listing, "PART", 2)
            in_parts = rows(take(client, page), tmp_path)
        assert len(at_once) > 5
        assert [row[0] for row in in_parts] == [row[0] for row in at_once]
        assert in_parts[0][1] == "备注", "whether a later part has notes isn't known yet"


def test_no_more_than_a_part_is_kept(everybody: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    monkeypatch.setattr(listing, "PART", 2)
    page_of = listing.keyset_page
    monkeypatch.setattr(
        listing, "keyset_page", lambda *given, **more: sizes.append(more["size"]) or page_of(*given, **more)
    )
    take(everybody.client("clerk"), "/desk/cases/")
    assert set(sizes) == {2}
    assert len(sizes) > 2


def test_a_list_of_places_asks_for_no_place_row_by_row(everybody: Company) -> None:
    """A home in a building lies four levels below the street."""
    building = everybody.cast.compound.children.get(until_on=None)
    people = [NewPerson(f"楼里{number}", home=building) for number in range(9)]
    register_people(viewer=SYSTEM, office=everybody.cast.office, people=people)
    client = everybody.client("clerk")
    client.get("/desk/registers/people/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/desk/registers/people/")
    assert len(queries) <= 8


def test_what_is_masked_on_the_page_is_masked_in_the_file(everybody: Company, tmp_path: Path) -> None:
    found = rows(take(everybody.client("clerk"), "/desk/registers/people/"), tmp_path)
    said = str(found)
    assert "139****5678" in said
    assert "13900005678" not in said
    assert not re.search(r"<\w", said)


def test_a_list_that_is_too_long_is_to_be_narrowed_first(
    everybody: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_TAKEN", 2)
    monkeypatch.setattr(views, "MOST_TAKEN", 2)
    client = everybody.client("clerk")
    answer = take(client, "/desk/cases/", "state=open")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/cases/?state=open")
    assert "超过 2 行" in client.get(answer["Location"]).content.decode()
    assert not Entry.objects.filter(code="list.exported").exists()


@pytest.mark.parametrize(
    "page",
    [
        "/desk/cases/NF23121500014/",
        "/desk/",
        "//elsewhere.example/",
        "https://elsewhere.example/",
        "",
        "/desk/export/",
    ],
)
def test_what_is_no_list_can_t_be_taken_away(everybody: Company, page: str) -> None:
    assert take(everybody.client("clerk"), page).status_code == 404


def test_a_list_that_somebody_may_not_read_isn_t_there_for_them(everybody: Company) -> None:
    assert take(everybody.client("clerk"), "/desk/registers/users/").status_code == 404
    assert take(everybody.client("auditor"), "/desk/registers/users/").status_code == 200


def test_a_worker_takes_nothing_away_and_isn_t_offered_it(everybody: Company) -> None:
    client = everybody.client("worker")
    assert take(client, "/desk/cases/").status_code == 403
    assert EXPORT.encode() not in client.get("/desk/cases/").content

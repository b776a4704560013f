"""What an entry holds, in words: no field's name and no code reaches a reader."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

import huiying
from huiying.base.imports.models import OUTCOMES as IMPORT_OUTCOMES
from huiying.base.jobs.rules import TRIED_AGAIN_WHEN
from huiying.base.trail.models import Entry
from huiying.base.trail.services import NewEntry, record
from huiying.fronts.web.directory.views import categories, duty, offerings, workers
from huiying.fronts.web.registers.wording import FIELDS
from huiying.fronts.web.setup.views import office, places, venues
from huiying.fronts.web.trail.details import CODES, NAMES, UNSAID, details
from huiying.fronts.web.trail.sentences import AREAS, LISTS, SENTENCES
from huiying.pure.sheets.reading import read_rows
from huiying.registers.directory.rules import CASE_KINDS, LANES
from huiying.registers.parties.models import Affiliation, Pairing
from huiying.work.cases.models import Hazard, Measure, Visit
from huiying.work.cases.rules import states
from huiying.work.cases.rules.rulings import QUESTIONS
from tests.cast import Cast
from tests.fronts.web.stages import brought_to

SERVICES = Path(huiying.__file__).parent
NEW = {"NewEntry": 5, "NewStep": None, "_recorded": None}
"""What is called with an entry's data: by which place in its arguments, else by its keyword `data` alone."""


def _is_call_of(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _keys(node: ast.AST | None) -> Iterator[str]:
    if isinstance(node, ast.Dict):
        yield from (key.value for key in node.keys if isinstance(key, ast.Constant))


def _named_data(function: ast.AST) -> Iterator[str]:
    """The keys of what a function calls `data`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            [target] = node.targets if isinstance(node, ast.Assign) else [node.target]
            if isinstance(target, ast.Name) and target.id == "data":
                yield from _keys(node.value)
            if isinstance(target, ast.Subscript) and ast.unparse(target.value) == "data":
                yield ast.literal_eval(target.slice)


def _written() -> set[str]:
    """The names of the fields that the services write into entries."""
    found: set[str] = set()
    for path in (*SERVICES.rglob("services/*.py"), *SERVICES.rglob("services.py")):
        found |= _written_in(path)
    return found


def _written_in(path: Path) -> set[str]:
    found: set[str] = set()
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            for name, at in NEW.items():
                if not _is_call_of(node, name):
                    continue
                assert isinstance(node, ast.Call)
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                data = node.args[at] if at is not None and len(node.args) > at else given.get("data")
                found |= set(_keys(data))
                if isinstance(data, ast.Name) and data.id == "data":
                    found |= set(_named_data(function))
                if name == "_recorded":
                    found |= {keyword for keyword in given if keyword}
    return found


def test_every_field_that_a_service_writes_has_its_name() -> None:
    written = _written()
    assert {"provider", "role", "fields", "rows", "into", "due_on", "count"} <= written
    in_sentences = {
        name for words in SENTENCES.values() for name in ("field", "reason", "list") if name in words
    }
    assert written - set(NAMES) - UNSAID - in_sentences == set()
    assert set(IMPORT_OUTCOMES) <= set(NAMES)


def test_no_name_is_kept_for_a_field_that_nothing_writes() -> None:
    assert set(NAMES) - _written() - set(IMPORT_OUTCOMES) == set()


@pytest.mark.parametrize(
    ("area", "field", "codes"),
    [
        ("case", "grade", map(str, states.GRADES)),
        ("case", "kind", (*CASE_KINDS, *QUESTIONS)),
        ("case", "lane", LANES),
        ("case", "outcome", states.OUTCOMES),
        ("case", "result", states.VISIT_RESULTS),
        ("case", "source", states.SOURCES),
        ("case", "to", states.STATES),
        ("hazard", "grade", dict(Hazard._meta.get_field("grade").choices or ())),
        ("job", "stood", TRIED_AGAIN_WHEN),
        ("pairing", "kind", dict(Pairing._meta.get_field("kind").choices or ())),
        ("person", "role", dict(Affiliation._meta.get_field("role").choices or ())),
        ("problem", "kind", dict(Measure._meta.get_field("kind").choices or ())),
        ("visit", "kind", dict(Visit._meta.get_field("kind").choices or ())),
    ],
)
def test_every_code_of_a_field_has_its_words(area: str, field: str, codes: Iterator[str]) -> None:
    wanted = set(codes)
    assert wanted
    assert wanted - set(CODES[area, field]) == set()


def test_every_field_that_a_form_changes_has_its_name() -> None:
    forms = (
        *(categories.FIELDS, categories.GROUP_FIELDS, duty.FIELDS, offerings.FIELDS, workers.FIELDS),
        *(office.ALL, places.FIELDS, venues.FIELDS),
    )
    assert {name for fields in forms for name in fields} - set(FIELDS) == set()


def test_every_area_can_be_chosen() -> None:
    areas = {code.partition(".")[0] + "." for code in SENTENCES}
    assert areas - set(AREAS) == {"demo."}


def _lists(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _lists(each, f"{each.namespace}." if each.namespace else space)
        elif isinstance(each, URLPattern) and each.name and each.name.endswith("_list"):
            yield space + each.name


def test_every_list_that_can_be_taken_away_has_its_name() -> None:
    not_taken = {"public.service_list", "trail.job_list"}
    assert set(_lists(get_resolver())) - not_taken == {name for name in LISTS if name.endswith("_list")}


@pytest.mark.parametrize(
    ("code", "data", "words"),
    [
        ("case.rate", {"serial": 4, "to": "closed", "grade": 5}, "Then Closed; Grade very satisfied"),
        ("case.promise", {"due_on": "2023-12-20"}, "Until when Wednesday 20 December 2023"),
        ("case.hotline_changed", {"fields": "contact.text"}, "Changed Telephone, What it is about"),
        ("place.changed", {"fields": ["name", "aliases"]}, "Changed Name, What else people call it"),
        ("person.affiliated", {"role": "adviser"}, "Role Adviser"),
        ("match.overridden", {"to": 7}, "Provider a record not open to you"),
        ("grant.given", {"role": "desk"}, ""),
        ("case.merge", {"into": "NF2312150001A"}, "The other record another case"),
    ],
)
def test_an_entry_says_what_it_holds(code: str, data: dict[str, object], words: str) -> None:
    with translation.override("en"):
        said = details(Entry(code=code, data=data), {})
        assert "; ".join(f"{name} {value}" for name, value in said) == words


def _page(cast: Cast, who: str, query: str = "") -> str:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("trail:entry_list") + query).content.decode()


def test_whom_a_case_went_to_stands_in_the_trail_without_a_code(cast: Cast) -> None:
    case = brought_to(cast, "dispatched")
    words = _page(cast, "auditor", f"?number={case.number}")
    assert case.provider is not None
    assert f"Provider: {case.provider.name}" in words
    assert "case.dispatch" not in words


def test_which_list_was_taken_away_is_said(cast: Cast) -> None:
    data = {"list": "registers.person_list", "rows": 812}
    record([NewEntry("list.exported", cast.viewer(cast.clerk), cast.office.pk, "list", 0, data)])
    assert "nf clerk took a list away as Excel: People, 812 rows" in _page(cast, "auditor", "?area=list.")


def test_the_trail_is_narrowed_to_whoever_did_it(cast: Cast) -> None:
    cast.receive(text="水管漏了")
    brought_to(cast, "dispatched")
    words = _page(cast, "auditor", "?who=nf+clerk")
    assert "nf clerk dispatched" in words
    assert "The asker registered" not in words
    assert "Nobody who logs in has this name." in _page(cast, "auditor", "?who=nobody")


def test_the_trail_is_taken_away_in_words(cast: Cast, tmp_path: Path) -> None:
    case = brought_to(cast, "dispatched")
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(cast.auditor, backend="django.contrib.auth.backends.ModelBackend")
    asked = {"page": reverse("trail:entry_list"), "query": f"number={case.number}"}
    answer = client.post(reverse("lists:list_export"), asked)
    path = tmp_path / "trail.xlsx"
    path.write_bytes(answer.getvalue())  # type: ignore[attr-defined]
    heads, first, *_others = (row.cells for row in read_rows(path))
    assert heads[:3] == ("Entry", "Time", "Particulars")
    assert first[0] == f"nf clerk dispatched {case.number}"
    assert "a list away as Excel: Trail, " in _page(cast, "auditor", "?area=list.")

"""A form takes what it shows, and nothing else that somebody sends along with it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction

from huiying.base.storage.fields import EncryptedField
from huiying.fronts.web.registers.wording import WEIGHTS
from huiying.pure.lib import clock
from tests.cast import MORNING
from tests.fronts.web.addresses import POSTS, READERS, Page, answer_in_short, case_of, pages
from tests.fronts.web.beside import BESIDE_FIELDS
from tests.fronts.web.company import Company, opening

_MOVE = {"word"}
_TRIAGE = {"category", "kind", "lane", "place", "why"}
_ASKED = {"text", "contact", "is_secret", "beneficiary_name", "beneficiary_relation", "photos"}
_ANSWER = {"question", "text", "category", "document", "owner", "valid_until"}
_FILE = {
    *("name", "sex", "birth_on", "phone", "identity_number", "home", "schooling", "jobs", "skills"),
    *("languages", "way", "hours", "not_at_home", "needs_two_visitors"),
}
_ORGANISATION = {"name", "kind", "credit_code", "place", "industry", "tags", "own_tags", "phone"}
_TEAM = {"name", "kind", "place", "parent", "phone"}
_LAST_DAY = {"until_on"}
_ROLE = {"role", "over", "from_on", "until_on"}
_WEEK = {f"hours_{day}" for day in range(7)}
_OFFERING = {
    *("seen", "name", "name_en", "summary", "for_whom", "categories", "area", "venue", "at_most"),
    *("life_stage", "service_kind", "is_value_added", "is_public"),
} | _WEEK
_WORKER = {"seen", "type", "ceiling", "area"} | _WEEK
_DUTY = {"seen", "place", "from_hour", "until_hour", "person", "stand_in"}
_LIMIT = {"seen", "rehearsed", "from_on", "amount", "unit", "at_least", "document"}
_CATEGORY = {
    *("seen", "rehearsed", "name", "name_en", "words", "parent", "kind", "lane"),
    *("matter", "provider_kind", "door", "order"),
}
_VENUE = {
    *("seen", "name", "name_en", "aliases", "kind", "place", "address"),
    *("floor_area_m2", "functions", "capacity"),
} | _WEEK
_SETTINGS = {
    *("seen", "rehearsed", "name", "name_en", "phone", "phone_hours", "doors"),
    *("notice", "notice_en", "phone_hours_en", "triage_threshold"),
    *(f"weight_{code}" for code in WEIGHTS),
}
DECLARED: dict[str, set[str]] = {
    "account:language": {"language", "next"},
    "account:large_print": {"next"},
    "account:login": {"username", "password", "next"},
    "account:logout": {"next"},
    "account:password": {"old_password", "new_password1", "new_password2"},
    "cases:accept": set(),
    **BESIDE_FIELDS,
    "cases:answer": {"outcome", "word", "standard"},
    "cases:ask_back": {"result", "word"},
    "cases:begin": set(),
    "cases:case_new": _ASKED - {"photos"}
    | {"asker", "asker_name", "source", "beneficiary_consent", "not_home", "ring_when", "then"},
    "cases:intake_caller": {"contact", "asker"},
    "cases:intake_matter": {"text"},
    "cases:check": _MOVE,
    "cases:contact": _MOVE,
    "cases:dispatch": {"provider", "why"},
    "cases:on_the_spot": {"category", "kind", "outcome", "word", "standard"},
    "cases:refuse": {"code", "word"},
    "cases:link_asker": set(),
    "cases:renew_code": {"contact"},
    "cases:retriage": _TRIAGE,
    "cases:send_back": _MOVE,
    "cases:thanks": _MOVE,
    "cases:triage": _TRIAGE,
    "cases:withdraw": _MOVE,
    "cases:split": {"text"},
    "cases:merge": {"number"},
    "cases:unmerge": set(),
    "cases:take_back": _MOVE,
    "cases:keep": _MOVE,
    "cases:take_up": _MOVE,
    "cases:supervise": _MOVE,
    "cases:ask_more": _MOVE,
    "cases:note_try": _MOVE,
    "cases:ask_return": _MOVE,
    "cases:ask_extension": {"until_on", "word"},
    "cases:ask_promise": {"what", "until_on", "word"},
    "cases:ask_end": _MOVE,
    "cases:elsewhere": {"body", "agent", "ask_on", "word"},
    "cases:come_back": _MOVE,
    "cases:call_in": {"provider", "word"},
    "cases:hand_over": {"provider", "word"},
    "cases:handover": {"holder", "provider", "word"},
    "cases:tell": _MOVE,
    "cases:add_photos": {"photos"},
    "cases:end_promise": {"result", "word"},
    "cases:appeal": _MOVE,
    "cases:rule_case": {"decision", "word"},
    "cases:agenda": {"meeting", "word"},
    "answers:answer_new": _ANSWER,
    "answers:answer_change": _ANSWER,
    "answers:answer_end": set(),
    "given:given_new": {
        *("once", "case", "offering", "other", "who", "count", "whom", "happened_at", "result", "word"),
        *("other_minutes", "minutes"),
    },
    "given:given_strike": {"reason"},
    "imports:import_new": {"file"},
    "imports:import_detail": {"do", "is_strict", "head_0", "head_1"},
    "imports:import_go_on": set(),
    "imports:import_faults": set(),
    "imports:import_answers": set(),
    "trail:job_try_again": set(),
    "trail:job_call_off": set(),
    "lists:list_export": {"page", "query"},
    "meetings:meeting_new": {"kind", "title", "held_on", "held_from", "where"},
    "meetings:meeting_decide": {"what", "who", "by_on"},
    "meetings:meeting_close": {"attended", "minutes"},
    "directory:offering_new": _OFFERING,
    "directory:offering_change": _OFFERING,
    "directory:offering_end": set(),
    "directory:offering_take_up": set(),
    "directory:worker_open": _WORKER,
    "directory:worker_change": _WORKER,
    "directory:worker_close": set(),
    "directory:leave_new": {"from_on", "until_on"},
    "directory:leave_end": set(),
    "directory:tie_new": {"words", "party"},
    "directory:tie_end": set(),
    "directory:duty_new": _DUTY | {"days"},
    "directory:duty_change": _DUTY | {"weekday"},
    "directory:duty_end": set(),
    "directory:category_new": _CATEGORY,
    "directory:category_change": _CATEGORY,
    "directory:category_end": set(),
    "directory:category_group_new": {"seen", "name", "name_en", "door", "order"},
    "setup:place_new": {"level", "names", "code"},
    "setup:place_change": {"seen", "name", "name_en", "aliases", "area_m2"},
    "setup:place_end": {"last_on", "into"},
    "setup:venue_new": _VENUE,
    "setup:venue_change": _VENUE,
    "setup:venue_end": set(),
    "setup:place_take_up": set(),
    "setup:venue_take_up": set(),
    "setup:venue_count": {"on", "count", "word"},
    "setup:office_settings": _SETTINGS,
    "setup:limit_new": _LIMIT | {"matter"},
    "setup:limit_set": _LIMIT,
    "setup:limit_end": set(),
    "setup:days_set": {"seen", "rehearsed", "from_on", "until_on", "is_working", "note", "document"},
    "setup:day_end": set(),
    "public:word_add": {"word", "page"},
    "public:look_again_case": {"word", "page"},
    "public:reopen_case": {"word", "page"},
    "desk:office": {"office"},
    "desk:notes_read": {"note"},
    "public:ask": _ASKED | {"on"},
    "public:close_case": set(),
    "public:leave": set(),
    "public:my": {"phone", "code", "leave"},
    "public:photos_add": {"photos", "page"},
    "public:put_right_case": {"place", "category", "page"},
    "public:rate_case": {"grade", "word", "page"},
    "public:track": {"number", "code"},
    "public:withdraw_case": {"word", "page"},
    "registers:person_new": _FILE | {"is_another"},
    "registers:person_change": _FILE | {"home_from", "without_phone", "version"},
    "registers:person_merge": {"file"},
    "registers:person_part": {"file"},
    "registers:household_new": {"who", "home", "from_on", "tags"},
    "registers:household_change": {"name", "tags", "version"},
    "registers:household_move": {"place", "on"},
    "registers:household_end": _LAST_DAY,
    "registers:household_member_new": {"who", "relation", "from_on"},
    "registers:household_member_end": _LAST_DAY,
    "registers:organisation_new": _ORGANISATION,
    "registers:organisation_change": _ORGANISATION | {"version"},
    "registers:organisation_end": _LAST_DAY,
    "registers:organisation_member_new": {"who", "role", "from_on"},
    "registers:organisation_member_end": _LAST_DAY,
    "registers:pairing_new": {"kind", "first", "second", "from_on"},
    "registers:pairing_contact": {"on", "words"},
    "registers:pairing_end": _LAST_DAY,
    "registers:team_new": _TEAM,
    "registers:team_change": _TEAM | {"version"},
    "registers:team_end": _LAST_DAY,
    "registers:team_member_new": {"who", "role", "from_on"},
    "registers:team_member_end": _LAST_DAY,
    "registers:user_new": _ROLE | {"person", "name", "username"},
    "registers:user_password": set(),
    "registers:user_lock": set(),
    "registers:user_unlock": set(),
    "registers:grant_new": _ROLE,
    "registers:grant_end": {"is_at_once", *_LAST_DAY},
    "registers:person_reveal": {"field", "reason"},
}
"""What each form shows to whoever fills it in."""
POISON = {
    models.BooleanField: "on",
    models.IntegerField: "1",
    models.ForeignKey: "1",
    models.DateField: "2001-01-01",
    models.DateTimeField: "2001-01-01T00:00:00+08:00",
    models.JSONField: '{"poison": 1}',
}
LIKELY = {"state": "closed", "lane": "at_once", "source": "hotline", "role": "admin", "channel": "none"}


def _everything() -> dict[str, str]:
    """A value for every column of every record, under its own name and that of its key."""
    sent: dict[str, str] = {}
    for model in _models():
        for column in model._meta.concrete_fields:
            value = next((value for kind, value in POISON.items() if isinstance(column, kind)), "毒")
            sent[column.name] = sent[column.attname] = LIKELY.get(column.name, value)
    return sent


def _models() -> Iterator[type[models.Model]]:
    for config in apps.get_app_configs():
        if config.name.startswith("huiying."):
            yield from config.get_models()


def _rows() -> set[str]:
    """All records, but for what is drawn by lot: keys for addresses, digests over them,
    passwords' salts; and when Django saw a login."""
    found = set()
    for model in _models():
        names = [
            column.attname
            for column in model._meta.concrete_fields
            if not isinstance(column, (models.UUIDField, models.BinaryField, EncryptedField))
            and column.name not in ("digest", "text_digest", "password", "sha256", "last_login")
        ]
        found |= {f"{model._meta.label} {row}" for row in model._default_manager.values(*names)}
    return found


def _after(everybody: Company, page: Page, also: dict[str, str]) -> tuple[str, set[str]]:
    """The answer, and all records after a form was sent, which is then taken back."""
    cache.clear()
    with transaction.atomic():
        client = everybody.client(
            "stranger" if page.name == "account:login" else READERS.get(page.name, "clerk")
        )
        opening(client, case_of(page.name, everybody.own))
        body = POSTS[page.name].body(everybody, everybody.own)
        answer = client.post(page.path(everybody.own), {**also, **body})
        found = answer_in_short(answer), _rows()
        transaction.set_rollback(True)
    return found


def test_every_form_says_which_fields_it_takes() -> None:
    assert DECLARED.keys() == POSTS.keys()


def test_a_form_sent_with_every_column_of_the_database_changes_what_it_shows_and_no_more(
    everybody: Company, subtests: pytest.Subtests
) -> None:
    by_name = {page.name: page for page in pages()}
    for name, declared in DECLARED.items():
        extra = {key: value for key, value in _everything().items() if key not in declared}
        assert len(extra) > 100
        with clock.held_at(MORNING + timedelta(hours=3)), subtests.test(name):
            answer, plain = _after(everybody, by_name[name], {})
            stuffed_answer, stuffed = _after(everybody, by_name[name], extra)
            assert stuffed_answer == answer == POSTS[name].done
            assert stuffed ^ plain == set()


def test_the_search_for_changes_sees_a_column_that_did_change(everybody: Company) -> None:
    page = next(page for page in pages() if page.name == "public:ask")
    with clock.held_at(MORNING + timedelta(hours=3)):
        _answer, plain = _after(everybody, page, {})
        _answer, named = _after(everybody, page, {"beneficiary_name": "王阿婆"})
    assert len(named ^ plain) == 2

"""Every address of the product, and what it takes to open it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from huiying.work.cases.services.intake import code_of
from tests.cast import PASSWORD
from tests.fronts.web.beside import BESIDE_POSTS, key_of
from tests.fronts.web.company import PHONE, Company, Records, a_photo, a_table
from tests.fronts.web.forms_of_offices import FORMS, OF_ADMINS, keys_of

ABSENT = {
    "number": "NF23121599994",
    "kind": "return",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "key": 999999,
    "grant": 999999,
}
Body = Callable[[Company, Records], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """One address: its name, the action that its view declares, and what its pattern asks for."""

    name: str
    action: str
    asks_for: tuple[str, ...]

    @property
    def is_of_a_record(self) -> bool:
        """Whether it opens one record."""
        return bool(self.asks_for)

    def path(self, records: Records | None) -> str:
        """Its path for one record of an office, or for none that there is."""
        given = _keys(self.name, records) if records else ABSENT
        given = {**given, "size": "thumbnail"}
        return reverse(self.name, kwargs={key: given[key] for key in self.asks_for})


@dataclass(frozen=True, slots=True)
class Post:
    """What is sent to a page, and the answer when it was let through."""

    done: str
    body: Body = lambda _company, _records: {}
    is_form: bool = True
    """A form is also opened by GET; a deed is not."""


def pages() -> list[Page]:
    """Every address of the resolver."""
    return list(_pages(get_resolver(), "", ()))


def _pages(resolver: URLResolver, space: str, asked: tuple[str, ...]) -> Iterator[Page]:
    for pattern in resolver.url_patterns:
        here = (*asked, *pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            yield Page(f"{space}{pattern.name}", getattr(pattern.callback, "action", ""), here)
        else:
            yield from _pages(pattern, f"{pattern.namespace}:" if pattern.namespace else space, here)


STATES = {
    "cases:triage": "received",
    "cases:on_the_spot": "received",
    "cases:refuse": "received",
    "cases:thanks": "received",
    "cases:withdraw": "received",
    "cases:retriage": "triaged",
    "cases:dispatch": "triaged",
    "cases:contact": "accepted",
    "cases:begin": "accepted",
    "cases:answer": "handling",
    "cases:check": "answered",
    "cases:send_back": "answered",
    "cases:ask_back": "checked",
    "cases:split": "received",
    "cases:merge": "received",
    "cases:unmerge": "merged",
    "cases:keep": "unanswered",
    "cases:take_up": "kept",
    "cases:supervise": "handling",
    "cases:ask_more": "handling",
    "cases:note_try": "incomplete",
    "cases:ask_extension": "handling",
    "cases:ask_promise": "handling",
    "cases:ask_end": "handling",
    "cases:elsewhere": "handling",
    "cases:come_back": "elsewhere",
    "cases:call_in": "handling",
    "cases:hand_over": "handling",
    "cases:tell": "handling",
    "cases:add_photos": "handling",
    "cases:end_promise": "promised",
    "cases:appeal": "rated badly",
    "cases:rule_case": "return asked",
    "cases:agenda": "handling",
    "meetings:meeting_decide": "on the agenda",
    "public:look_again_case": "refused",
    "public:reopen_case": "closed",
    "public:put_right_case": "received",
    "public:rate_case": "checked",
    "public:photo": "with a photo",
    "cases:link_asker": "with a phone",
    "cases:renew_code": "with a phone",
}
"""The state in which a page's move is possible; the others are tried on a case that was dispatched."""


def case_of(name: str, records: Records) -> Any:
    """The case on which a page is tried."""
    return records.cases[STATES.get(name, "dispatched")]


def _keys(name: str, records: Records) -> dict[str, Any]:
    if beside := key_of(name, records.beside):
        return beside
    if name.startswith(("given:", "answers:")):
        return {"uuid": str(records.given if name.startswith("given:") else records.answer)}
    if name.startswith("meetings:"):
        return {"number": case_of(name, records).number, "uuid": str(records.meeting)}
    if name.startswith(("registers:user", "registers:grant")):
        return {"key": records.user, "grant": records.grant}
    if name.startswith("imports:"):
        return {"uuid": str(records.file)}
    if name.startswith(("directory:", "setup:", "trail:")):
        return keys_of(name, records)
    kind = "photo" if name.endswith(":photo") else _party_of(name)
    return {
        "number": case_of(name, records).number,
        "kind": "return",
        "uuid": str(getattr(records, kind)),
        "key": records.ties.get(kind, 0),
    }


def _party_of(name: str) -> str:
    """On which of the parties a page is tried; a desk is read, another team is changed."""
    kind = name.partition(":")[2].partition("_")[0]
    if kind == "team":
        return "team" if name.endswith("_detail") else "squad"
    return kind if kind in ("household", "organisation", "pairing") else "person"


def _word(_company: Company, _records: Records) -> dict[str, Any]:
    return {"word": "说好了"}


def _triage(company: Company, records: Records) -> dict[str, Any]:
    return {"category": "estate.facilities", "kind": "complaint", "lane": "with_care", "place": ""}


def _dispatch(_company: Company, records: Records) -> dict[str, Any]:
    return {"provider": records.provider, "why": "他认得那里"}


def _colleague(_company: Company, records: Records) -> dict[str, Any]:
    return {"holder": records.provider, "provider": records.colleague, "word": "休假"}


def _answer(_company: Company, records: Records) -> dict[str, Any]:
    return {
        "question": "灯坏了怎么报修",
        "text": "打服务台电话",
        "category": "estate.facilities",
        "document": "物业管理办法",
        "owner": records.desk,
        "valid_until": "2024-06-30",
    }


def _given(_company: Company, records: Records) -> dict[str, Any]:
    return {"offering": records.offering, "who": "counted", "count": 3, "minutes": 15, "result": "done"}


def _last_day(_company: Company, _records: Records) -> dict[str, Any]:
    return {"until_on": "2023-12-15"}


def _role(_company: Company, role: str) -> dict[str, Any]:
    return {"role": role, "over": "office-NF", "from_on": "2023-12-15"}


def _organisation(_company: Company, _records: Records) -> dict[str, Any]:
    return {"name": "柳岸灯具厂", "kind": "enterprise", "version": "1"}


def _team(_company: Company, _records: Records) -> dict[str, Any]:
    return {"name": "路灯专班", "kind": "task_force", "version": "1"}


_BY_WORKERS = (
    *("accept", "begin", "answer", "contact", "ask_return", "ask_extension", "ask_promise"),
    *("elsewhere", "come_back", "appeal"),
)
_BY_ADMINISTRATORS = (
    *("user_list", "user_new", "user_detail", "user_sight", "user_password", "user_lock", "user_unlock"),
    *("grant_new", "grant_end"),
)
READERS = {
    **{f"registers:{page}": "admin" for page in _BY_ADMINISTRATORS},
    **dict.fromkeys(OF_ADMINS, "admin"),
    "trail:entry_list": "lead",
    "cases:rule_case": "lead",
    "cases:supervise": "lead",
    **{f"cases:{code}": "worker" for code in _BY_WORKERS},
}
"""Who opens a page of staff that isn't the clerk's."""


_CASE = "302 cases:case_detail"
POSTS = {
    "account:language": Post("302 public:home", lambda *_: {"language": "en"}, is_form=False),
    "account:large_print": Post("302 public:home", is_form=False),
    "account:login": Post(
        "302 desk:today", lambda company, _: {"username": company.cast.clerk.username, "password": PASSWORD}
    ),
    "account:logout": Post("302 public:home", is_form=False),
    "account:password": Post(
        "302 desk:today",
        lambda *_: {
            "old_password": PASSWORD,
            "new_password1": "quite-another-1",
            "new_password2": "quite-another-1",
        },
    ),
    "cases:accept": Post(_CASE),
    **{name: Post(*sent) for name, sent in BESIDE_POSTS.items()},
    "cases:answer": Post(_CASE, lambda *_: {"outcome": "solved", "word": "换好了"}),
    "cases:ask_back": Post(_CASE, lambda *_: {"result": "yes", "word": "亮了"}),
    "cases:begin": Post(_CASE),
    "cases:case_new": Post(_CASE, lambda *_: {"text": "水管漏水", "source": "phone"}),
    "cases:intake_caller": Post("200", lambda *_: {"contact": PHONE}, is_form=False),
    "cases:intake_matter": Post("200", lambda *_: {"text": "水管漏水"}, is_form=False),
    "cases:check": Post(_CASE),
    "cases:contact": Post(_CASE, _word),
    "cases:dispatch": Post(_CASE, _dispatch),
    "cases:on_the_spot": Post(
        _CASE,
        lambda *_: {"category": "other", "kind": "consultation", "outcome": "explained", "word": "周二"},
    ),
    "cases:refuse": Post(_CASE, lambda *_: {"code": "court", "word": "请到法院"}),
    "cases:link_asker": Post(_CASE, is_form=False),
    "cases:renew_code": Post(_CASE, lambda *_: {"contact": PHONE}, is_form=False),
    "cases:retriage": Post(_CASE, _triage),
    "cases:send_back": Post(_CASE, _word),
    "cases:thanks": Post(_CASE, _word),
    "cases:triage": Post(_CASE, _triage),
    "cases:withdraw": Post(_CASE),
    "cases:split": Post(_CASE, lambda *_: {"text": "楼上半夜吵"}),
    "cases:merge": Post(_CASE, lambda _, records: {"number": records.cases["triaged"].number}),
    "cases:unmerge": Post(_CASE),
    "cases:take_back": Post(_CASE),
    "cases:keep": Post(_CASE, _word),
    "cases:take_up": Post(_CASE, _word),
    "cases:supervise": Post(_CASE, _word),
    "cases:ask_more": Post(_CASE, _word),
    "cases:note_try": Post(_CASE),
    "cases:ask_return": Post(_CASE, _word),
    "cases:ask_extension": Post(_CASE, lambda *_: {"until_on": "2024-01-04", "word": "配件没到"}),
    "cases:ask_promise": Post(
        _CASE, lambda *_: {"what": "换新管", "until_on": "2024-03-01", "word": "排满了"}
    ),
    "cases:ask_end": Post(_CASE, _word),
    "cases:elsewhere": Post(_CASE, lambda *_: {"body": "供电所", "agent": "社工乙", "ask_on": "2023-12-20"}),
    "cases:come_back": Post(_CASE, _word),
    "cases:call_in": Post(_CASE, _colleague),
    "cases:hand_over": Post(_CASE, _colleague),
    "cases:handover": Post("302 desk:today", _colleague),
    "cases:tell": Post(_CASE, _word),
    "cases:add_photos": Post(_CASE, lambda *_: {"photos": a_photo()}),
    "cases:end_promise": Post(_CASE, lambda *_: {"result": "kept", "word": "管换了"}),
    "cases:appeal": Post(_CASE, _word),
    "cases:rule_case": Post("302 desk:today", lambda *_: {"decision": "yes", "word": ""}),
    "cases:agenda": Post(
        _CASE, lambda _, records: {"meeting": records.meeting_key, "word": "三家都说不归自己"}
    ),
    "answers:answer_new": Post("302 answers:answer_detail", _answer),
    "answers:answer_change": Post("302 answers:answer_detail", _answer),
    "answers:answer_end": Post("302 answers:answer_list", is_form=False),
    "given:given_new": Post("302 desk:today", _given),
    "given:given_strike": Post("302 given:given_detail", lambda *_: {"reason": "点错了"}, is_form=False),
    "imports:import_new": Post("302 imports:import_detail", lambda *_: {"file": a_table()}),
    "imports:import_detail": Post(
        "302 imports:import_detail", lambda *_: {"do": "look", "head_0": "number", "head_1": "text"}
    ),
    "trail:job_try_again": Post("302 trail:job_detail", is_form=False),
    "trail:job_call_off": Post("302 trail:job_detail", is_form=False),
    "imports:import_go_on": Post("302 imports:import_detail", is_form=False),
    "imports:import_faults": Post("200", is_form=False),
    "imports:import_answers": Post("200", is_form=False),
    "lists:list_export": Post(
        "200", lambda *_: {"page": "/desk/cases/", "query": "state=open"}, is_form=False
    ),
    "meetings:meeting_new": Post(
        "302 meetings:meeting_detail",
        lambda *_: {"kind": "joint", "title": "路灯", "held_on": "2023-12-20", "held_from": "14:00"},
    ),
    "meetings:meeting_decide": Post(
        "302 meetings:meeting_detail",
        lambda _, records: {"what": "物业修", "who": records.provider, "by_on": "2023-12-29"},
    ),
    "meetings:meeting_close": Post(
        "302 meetings:meeting_detail",
        lambda _, records: {"attended": [records.provider], "minutes": "三家各让一步"},
    ),
    **{name: Post(done, body) for name, (done, body) in FORMS.items()},
    "public:word_add": Post("303 public:track_case", _word, is_form=False),
    "public:look_again_case": Post("303 public:track_case", _word, is_form=False),
    "public:reopen_case": Post("303 public:track_case", _word, is_form=False),
    **dict.fromkeys(("desk:office", "desk:notes_read"), Post("302 desk:today", is_form=False)),
    "public:ask": Post("303 public:receipt", lambda *_: {"text": "停水了"}),
    "public:close_case": Post("303 public:track", is_form=False),
    "public:leave": Post("200", is_form=False),
    "public:my": Post("303 public:my", lambda *_: {"phone": PHONE}),
    "public:photos_add": Post("303 public:track_case", lambda *_: {"photos": a_photo()}, is_form=False),
    "public:put_right_case": Post("303 public:track_case", is_form=False),
    "public:rate_case": Post("303 public:track_case", lambda *_: {"grade": "2"}, is_form=False),
    "public:track": Post("303 public:track_case", lambda company, _: _keys_of(company.own.cases["received"])),
    "public:withdraw_case": Post("303 public:track_case", is_form=False),
    "registers:person_new": Post("302 registers:person_detail", lambda *_: {"name": "王新人"}),
    "registers:person_change": Post(
        "302 registers:person_detail", lambda *_: {"name": "居民丁丁", "version": "1"}
    ),
    "registers:person_merge": Post(
        "302 registers:person_detail", lambda _, records: {"file": str(records.namesake)}
    ),
    "registers:person_part": Post(
        "302 registers:person_detail", lambda _, records: {"file": str(records.namesake)}, is_form=False
    ),
    "registers:household_new": Post(
        "302 registers:household_detail",
        lambda *_: {"who": "社工乙", "home": "1幢", "from_on": "2023-05-01"},
    ),
    "registers:household_change": Post(
        "302 registers:household_detail", lambda *_: {"name": "居民丁", "tags": "军属", "version": "1"}
    ),
    "registers:household_move": Post(
        "302 registers:household_detail", lambda *_: {"place": "1幢", "on": "2023-12-15"}
    ),
    "registers:household_end": Post("302 registers:household_detail", _last_day),
    "registers:household_member_new": Post(
        "302 registers:household_detail",
        lambda *_: {"who": "社工乙", "relation": "other", "from_on": "2023-05-01"},
    ),
    "registers:household_member_end": Post("302 registers:household_detail", _last_day),
    "registers:organisation_new": Post("302 registers:organisation_detail", _organisation),
    "registers:organisation_change": Post("302 registers:organisation_detail", _organisation),
    "registers:organisation_end": Post("302 registers:organisation_detail", _last_day),
    "registers:organisation_member_new": Post(
        "302 registers:organisation_detail",
        lambda *_: {"who": "社工乙", "role": "member", "from_on": "2023-05-01"},
    ),
    "registers:organisation_member_end": Post("302 registers:organisation_detail", _last_day),
    "registers:pairing_new": Post(
        "302 registers:pairing_detail",
        lambda *_: {"kind": "mentor", "first": "社工乙", "second": "社工丙", "from_on": "2023-05-01"},
    ),
    "registers:pairing_contact": Post(
        "302 registers:pairing_detail", lambda *_: {"on": "2023-12-01", "words": "一起走了三家"}
    ),
    "registers:pairing_end": Post("302 registers:pairing_detail", _last_day),
    "registers:team_new": Post("302 registers:team_detail", _team),
    "registers:team_change": Post("302 registers:team_detail", _team),
    "registers:team_end": Post("302 registers:team_detail", _last_day),
    "registers:team_member_new": Post(
        "302 registers:team_detail", lambda *_: {"who": "社工丙", "from_on": "2023-05-01"}
    ),
    "registers:team_member_end": Post("302 registers:team_detail", _last_day),
    "registers:user_new": Post(
        "200", lambda company, _: {"name": "王新人", "username": "wang.xin", **_role(company, "desk")}
    ),
    "registers:user_password": Post("200", is_form=False),
    "registers:user_lock": Post("302 registers:user_detail", is_form=False),
    "registers:user_unlock": Post("302 registers:user_detail", is_form=False),
    "registers:grant_new": Post("302 registers:user_detail", lambda company, _: _role(company, "lead")),
    "registers:grant_end": Post("302 registers:user_detail", _last_day),
    "registers:person_reveal": Post(
        "200", lambda *_: {"field": "phone", "reason": "call_back"}, is_form=False
    ),
}
"""What takes a POST; every other page is only read."""


def _keys_of(case: Any) -> dict[str, Any]:
    return {"number": case.number, "code": code_of(case)}


def answer_in_short(response: Any) -> str:
    """An answer's status, and the name of the page to which it leads."""
    if response.status_code not in (302, 303):
        return str(response.status_code)
    path = response["Location"].partition("?")[0].partition("#")[0]
    return f"{response.status_code} {resolve(path).view_name}"

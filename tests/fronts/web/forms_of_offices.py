"""What the forms of the directory and of an office's set-up are sent, and which records they are tried on."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from huiying.fronts.web.editing import sign_of
from huiying.fronts.web.registers.wording import WEIGHTS
from huiying.registers.directory.models import Category
from huiying.registers.parties.models import Party
from tests.fronts.web.company import Company, Records


def keys_of(name: str, records: Records) -> dict[str, Any]:
    """The record that a page of the directory or of an office's set-up opens."""
    code = name.partition(":")[2]
    uuids = {
        "offering_new": records.team,
        "worker_open": records.person,
        **dict.fromkeys(("job_detail", "job_try_again"), records.job),
        "job_call_off": records.job_to_come,
    }
    keys = {
        "duty_change": records.duty,
        "duty_end": records.duty,
        "leave_end": records.leave,
        "tie_end": records.tie,
        "limit_set": records.limit,
        "limit_end": records.coming_limit,
        "day_end": records.own_day,
        **dict.fromkeys(("place_new", "place_change"), records.compound),
        "place_end": records.building,
        "place_take_up": records.ended_place,
        "venue_take_up": records.closed_venue,
        "offering_take_up": records.ended_offering,
        **{f"venue_{code}": records.venue for code in ("detail", "change", "end", "count")},
        "category_change": records.category,
        "category_new": records.category,
        "category_end": records.category,
    }
    return {"uuid": str(uuids.get(code, records.worker)), "key": keys.get(code, records.offering)}


def _offering(_company: Company, records: Records) -> dict[str, Any]:
    week = {f"hours_{day}": "8-12, 14-17" if day < 5 else "" for day in range(7)}
    kind = {"life_stage": "growing", "service_kind": "finance", "is_value_added": "on", "is_public": "on"}
    where = {"area": records.area, "categories": ["elder.meals"]}
    return {"name": "银企见面", "for_whom": "园区企业", "at_most": "3"} | week | kind | where


def _worker(_company: Company, records: Records) -> dict[str, Any]:
    return {"type": "elderly", "ceiling": "6", "area": records.area, "hours_0": "8-17"}


def _duty(_company: Company, records: Records) -> dict[str, Any]:
    who = {"person": records.colleague, "stand_in": records.provider}
    hours = {"days": ["0", "2"], "weekday": "0", "from_hour": "8", "until_hour": "20"}
    return {"place": records.compound} | hours | who


_LIMIT = {
    "from_on": "2024-02-01",
    "amount": "4",
    "unit": "working_days",
    "at_least": "0",
    "document": "办法第九条",
}


def _limit(_company: Company, _records: Records) -> dict[str, Any]:
    return after_rehearsal(_LIMIT)


def _new_limit(_company: Company, _records: Records) -> dict[str, Any]:
    return after_rehearsal(_LIMIT | {"matter": "case.answer.help.elderly"})


def _days(_company: Company, _records: Records) -> dict[str, Any]:
    days = {"from_on": "2024-01-15", "until_on": "2024-01-16"}
    return after_rehearsal(days | {"is_working": "0", "note": "台风", "document": ""})


def after_rehearsal(body: dict[str, Any]) -> dict[str, Any]:
    """A form whose effect was shown, sent once more as it is."""
    sent = QueryDict(urlencode(body, doseq=True))
    return body | {"rehearsed": sign_of(sent, list(body))}


def _category_values(records: Records) -> dict[str, Any]:
    category = Category.objects.get(pk=records.category)
    body = {
        "name": "助餐",
        "name_en": "Meals",
        "words": "送饭，订餐",
        "parent": category.parent_id,
        "kind": "help",
    }
    more = {"lane": "at_once", "matter": "case.answer.help", "provider_kind": "worker", "door": "community"}
    return body | more | {"order": "7"}


def _category(_company: Company, records: Records) -> dict[str, Any]:
    return after_rehearsal(_category_values(records))


def _new_category(_company: Company, records: Records) -> dict[str, Any]:
    return _category_values(records)


def _group(_company: Company, _records: Records) -> dict[str, Any]:
    return {"name": "动物", "name_en": "Animals", "door": "community", "order": "3"}


def _places(_company: Company, _records: Records) -> dict[str, Any]:
    return {"level": "building", "names": "2幢，3幢"}


def _place(_company: Company, _records: Records) -> dict[str, Any]:
    return {"name": "柳岸花园", "name_en": "", "aliases": "柳岸里", "area_m2": "52000"}


def _place_end(_company: Company, _records: Records) -> dict[str, Any]:
    return {"last_on": "2023-12-15", "into": ""}


def _venue(_company: Company, records: Records) -> dict[str, Any]:
    body = {"name": "便民食堂", "kind": "canteen", "place": records.compound, "address": "1幢底层"}
    return body | {"floor_area_m2": "120", "hours_0": "10-13", "functions": "堂食，送餐", "capacity": "40"}


def _head_count(_company: Company, _records: Records) -> dict[str, Any]:
    return {"on": "2023-12-15", "count": "37", "word": "门口计数器"}


def _settings(_company: Company, _records: Records) -> dict[str, Any]:
    body = {"name": "新名街道", "phone": "057600001111", "phone_hours": "周一至周五", "doors": ["community"]}
    weights = {f"weight_{code}": "10" for code in WEIGHTS}
    return after_rehearsal(body | {"notice": "周五下午休息", "triage_threshold": "0.70"} | weights)


def _leave(_company: Company, _records: Records) -> dict[str, Any]:
    return {"from_on": "2023-12-18", "until_on": "2023-12-19"}


def _tie(_company: Company, records: Records) -> dict[str, Any]:
    return {"words": "居民丁", "party": Party.objects.get(uuid=records.person).pk}


def _nothing(_company: Company, _records: Records) -> dict[str, Any]:
    return {}


FORMS = {
    "directory:offering_new": ("302 directory:offering_detail", _offering),
    "directory:offering_change": ("302 directory:offering_detail", _offering),
    "directory:offering_take_up": ("302 directory:offering_detail", _nothing),
    "directory:offering_end": ("302 directory:offering_detail", _nothing),
    "directory:worker_open": ("302 directory:worker_detail", _worker),
    "directory:worker_change": ("302 directory:worker_detail", _worker),
    "directory:worker_close": ("200", _nothing),  # who stands on the duty roster is taken off it first
    "directory:leave_new": ("302 directory:worker_detail", _leave),
    "directory:leave_end": ("302 directory:worker_detail", _nothing),
    "directory:tie_new": ("302 directory:worker_detail", _tie),
    "directory:tie_end": ("302 directory:worker_detail", _nothing),
    "directory:duty_new": ("302 registers:duty_list", _duty),
    "directory:duty_change": ("302 registers:duty_list", _duty),
    "directory:duty_end": ("302 registers:duty_list", _nothing),
    "directory:category_new": ("302 registers:category_list", _new_category),
    "directory:category_change": ("302 registers:category_list", _category),
    "directory:category_end": ("302 registers:category_list", _nothing),
    "directory:category_group_new": ("302 directory:category_new", _group),
    "setup:place_new": ("302 registers:place_list", _places),
    "setup:place_change": ("302 registers:place_list", _place),
    "setup:place_end": ("302 registers:place_list", _place_end),
    "setup:venue_new": ("302 setup:venue_detail", _venue),
    "setup:venue_change": ("302 setup:venue_detail", _venue),
    "setup:place_take_up": ("302 registers:place_list", _nothing),
    "setup:venue_take_up": ("302 setup:venue_detail", _nothing),
    "setup:venue_end": ("302 setup:venue_detail", _nothing),
    "setup:venue_count": ("302 setup:venue_detail", _head_count),
    "setup:office_settings": ("302 setup:checklist", _settings),
    "setup:limit_new": ("302 registers:limit_list", _new_limit),
    "setup:limit_set": ("302 registers:limit_list", _limit),
    "setup:limit_end": ("302 registers:limit_list", _nothing),
    "setup:days_set": ("302 setup:calendar_year", _days),
    "setup:day_end": ("302 setup:calendar_year", _nothing),
}
"""The answer when it was let through, and what is sent."""
OF_ADMINS = (
    *(f"trail:job_{code}" for code in ("list", "detail", "try_again", "call_off")),
    "setup:checklist",
    *(name for name in FORMS if name.startswith(("setup:", "directory:category_"))),
)
"""The forms that a clerk doesn't open."""

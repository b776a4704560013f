"""The office's words for what stands in the registers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.fronts.web.wording import day_words
from huiying.registers.parties.rules import section_of

SEXES = {"man": _("Man"), "woman": _("Woman")}
RELATIONS = {
    "head": _("Head of the household"),
    "spouse": _("Spouse"),
    "child": _("Child"),
    "parent": _("Parent"),
    "grandchild": _("Grandchild"),
    "other": _("Other relation"),
}
TEAM_KINDS = {
    "desk": _("Service desk"),
    "task_force": _("Task force"),
    "secretaries_corps": _("Secretaries' corps"),
    "policy_speakers": _("Policy speakers"),
    "grid_team": _("Grid team"),
    "service_group": _("Service group"),
    "circle": _("Service circle"),
    "organ": _("Organ of a circle"),
}
ORGANISATION_KINDS = {
    "enterprise": _("Enterprise"),
    "trade_union": _("Trade union"),
    "association": _("Association"),
    "bank": _("Bank"),
    "law_firm": _("Law firm"),
    "hospital": _("Hospital"),
    "village_committee": _("Village committee"),
    "department": _("Department"),
}
AFFILIATIONS = {
    "member": _("Member"),
    "legal_representative": _("Legal representative"),
    "adviser": _("Adviser"),
    "official": _("Official"),
    "volunteer": _("Volunteer"),
    "leader": _("Leader"),
    "agent": _("Agent"),
}
PAIRING_KINDS = {
    "mentor": _("Mentor and apprentice"),
    "official_talent": _("Official and talent"),
    "association_village": _("Association and village"),
    "cadre_enterprise": _("Cadre and enterprise"),
}
PAIRING_SIDES = {
    "mentor": (_("Mentor"), _("Apprentice")),
    "official_talent": (_("Official"), _("Talent")),
    "association_village": (_("Association"), _("Village")),
    "cadre_enterprise": (_("Cadre"), _("Enterprise")),
}
LEVELS = {
    "province": _("Province"),
    "city": _("City"),
    "county": _("County"),
    "zone": _("Zone"),
    "park": _("Park"),
    "street": _("Street or town"),
    "community": _("Community or village"),
    "grid": _("Grid"),
    "compound": _("Compound"),
    "building": _("Building"),
}
VENUE_KINDS = {
    "service_centre": _("Service centre"),
    "station": _("Service station"),
    "canteen": _("Canteen"),
    "classroom": _("Classroom"),
    "care_centre": _("Care centre"),
    "nursing_room": _("Nursing room"),
    "outdoor_worker_station": _("Station for outdoor workers"),
    "museum": _("Museum"),
    "reading_room": _("Reading room"),
    "clean_governance_corner": _("Corner of clean governance"),
}
WEIGHTS = {
    "skills": _("Skills that fit the text"),
    "nearness": _("How near they are"),
    "capacity": _("How much room they have"),
    "ratings": _("Past ratings in the category"),
    "served": _("Served this asker before"),
    "language": _("Language"),
    "fairness": _("Even load among colleagues"),
    "declined": _("Taken off for each case they gave back lately"),
}
ROLES = {
    "desk": _("Desk clerk"),
    "worker": _("Social worker"),
    "lead": _("Lead"),
    "projects": _("Projects officer"),
    "activities": _("Activities officer"),
    "aid": _("Aid officer"),
    "finance": _("Finance officer"),
    "editor": _("Editor"),
    "partner": _("Partner body"),
    "auditor": _("Auditor"),
    "security": _("Security administrator"),
    "admin": _("Administrator"),
}
WORKER_TYPES = {
    "family": _("Family social worker"),
    "child": _("Children's social worker"),
    "elderly": _("Social worker for the elderly"),
    "grid": _("Grid social worker"),
    "mediation": _("Mediation social worker"),
}
LIFE_STAGES = {
    "planned": _("Being planned"),
    "founded": _("Newly founded"),
    "on_land": _("Getting land"),
    "building": _("Putting up a plant"),
    "producing": _("Producing"),
    "growing": _("Growing"),
    "in_trouble": _("In difficulty"),
    "leaving": _("Moving or closing"),
}
"""Where an enterprise stands in its life (企业全生命周期)."""
PROVIDER_KINDS = {
    "worker": _("A social worker"),
    "team": _("A team"),
    "organisation": _("An organisation"),
    "desk": _("The service desk"),
    "team.finance": _("The finance service group"),
    "team.law": _("The legal service group"),
    "team.policy": _("The policy service group"),
    "team.talent": _("The talent service group"),
    **{f"worker.{kind}": words for kind, words in WORKER_TYPES.items()},
}
DOORS = {
    "community": _("Services for residents"),
    "enterprise": _("Services for enterprises"),
    "land": _("Projects and land"),
    "union": _("Home of workers"),
    "talent": _("Home-town talents"),
}
SERVICE_KINDS = {
    "government": _("Government affairs"),
    "finance": _("Banks and enterprises"),
    "policy": _("Advice on policies"),
    "resources": _("Matching of resources"),
}
VALUES = {"basic": _("Basic services"), "added": _("Value-added services")}
REVEALED_FIELDS = {"phone": _("Telephone"), "identity_number": _("Identity number")}
REVEAL_REASONS = {
    "call_back": _("To ring the person about a case"),
    "visit": _("To prepare a visit"),
    "check_identity": _("The person is at the counter with a paper"),
    "put_right": _("The person asked to put the file right"),
    "danger": _("Somebody is in danger"),
}
CONTACT_WAYS = {
    "": _("As it comes"),
    "phone": _("By phone"),
    "message": _("By message"),
    "visit": _("By a visit"),
}
FIELDS = {
    "name": _("Name"),
    "sex": _("Sex"),
    "birth_on": _("Birthday"),
    "phone": _("Telephone"),
    "identity_number": _("Identity number"),
    "home": _("Home"),
    "schooling": _("Schooling"),
    "jobs": _("Work"),
    "skills": _("Skills"),
    "languages": _("Languages"),
    "contact_preference": _("How they like to be reached"),
    "needs_two_visitors": _("Two visitors go together"),
    "tags": _("Tags"),
    "kind": _("What kind"),
    "credit_code": _("Unified credit code"),
    "industry": _("Industry"),
    "place": _("Place"),
    "parent": _("Belongs to"),
    "name_en": _("English name"),
    "aliases": _("What else people call it"),
    "area_m2": _("Area in m²"),
    "floor_area_m2": _("Floor area in m²"),
    "address": _("Address"),
    "hours": _("Hours"),
    "functions": _("What it is for"),
    "capacity": _("People at once"),
    "phone_hours": _("When it is answered"),
    "doors": _("Doors that are open"),
    "triage_threshold": _("From which confidence a reading is applied without a clerk"),
    "match_weights": _("How providers are weighed"),
    "texts": _("Notice on the first page"),
    "place_id": _("Place"),
    "weekday": _("Weekday"),
    "from_hour": _("From"),
    "until_hour": _("Until"),
    "person_id": _("Who takes at-once cases"),
    "stand_in_id": _("Who stands in"),
    "words": _("Words people use for it"),
    "lane": _("Lane"),
    "matter": _("By which limit it is answered"),
    "provider_kind": _("Who usually"),
    "door": _("Which door of the public page"),
    "order": _("Place in the list"),
    "summary": _("What people get"),
    "for_whom": _("For whom"),
    "categories": _("Categories"),
    "area": _("Area"),
    "venue": _("Venue"),
    "at_most": _("How many at once at most"),
    "life_stage": _("Stage of the enterprise"),
    "service_kind": _("Kind of service"),
    "is_value_added": _("Basic or more"),
    "is_public": _("Shown on the public page"),
    "type": _("Kind of social worker"),
    "ceiling": _("Open cases at most"),
    "category": _("Category"),
    "contact": _("Telephone"),
    "asker_name": _("Who asks"),
    "text": _("What it is about"),
    "none": _("nothing"),
}
"""The fields of a record that the trail names when they were changed."""
SECTIONS = {
    "A": _("Farming, forestry, animals, fishing"),
    "B": _("Mining"),
    "C": _("Manufacturing"),
    "D": _("Electricity, heat, gas, water"),
    "E": _("Construction"),
    "F": _("Wholesale and retail"),
    "G": _("Transport, storage, post"),
    "H": _("Lodging and food"),
    "I": _("Information and software"),
    "J": _("Finance"),
    "K": _("Real estate"),
    "L": _("Leasing and business services"),
    "M": _("Research and technical services"),
    "N": _("Water, environment, public facilities"),
    "O": _("Services to residents, repair"),
    "P": _("Education"),
    "Q": _("Health and social work"),
    "R": _("Culture, sport, entertainment"),
    "S": _("Public administration and social organisations"),
    "T": _("International organisations"),
}
"""The sections of GB/T 4754."""
MATTERS = {
    "case.answer": _("Answer the asker"),
    "case.answer.consultation": _("Answer a consultation"),
    "case.answer.help": _("Answer a request for help"),
    "case.answer.complaint": _("Answer a complaint"),
    "case.answer.report": _("Answer a report"),
    "case.answer.suggestion": _("Answer a suggestion"),
    "case.answer.at_once": _("Answer a case of the at-once lane"),
    "case.accept": _("Accept a case that was dispatched"),
    "case.accept.at_once": _("Accept a case of the at-once lane"),
    "case.accept.with_care": _("Accept a case of the with-care lane"),
    "case.contact": _("Contact the asker first"),
    "case.contact.at_once": _("Contact the asker first, at-once lane"),
    "case.contact.with_care": _("Contact the asker first, with-care lane"),
    "case.check": _("Check an answer"),
    "case.visit": _("Make the return visit"),
    "case.visit.bad_rating": _("Make the return visit after a bad rating"),
    "case.close": _("Close a case after the return visit"),
    "case.redo": _("Answer again after a redo"),
    "case.reopen": _("Reopen a closed case"),
    "case.extension": _("Extend a due time"),
    "case.incomplete": _("Wait for what an asker was asked for"),
    "case.promise": _("Do what was promised"),
}
AMOUNTS = {
    "minutes": (_("1 minute"), _("%(count)d minutes")),
    "hours": (_("1 hour"), _("%(count)d hours")),
    "calendar_days": (_("1 calendar day"), _("%(count)d calendar days")),
    "working_days": (_("1 working day"), _("%(count)d working days")),
}
UNITS = {
    "minutes": _("minutes"),
    "hours": _("hours"),
    "calendar_days": _("calendar days"),
    "working_days": _("working days"),
}
HOLIDAYS = {
    "New Year's Day": _("New Year's Day"),
    "Spring Festival": _("Spring Festival"),
    "Tomb-sweeping Day": _("Tomb-sweeping Day"),
    "Labour Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "National Day": _("National Day"),
    "Mid-autumn Festival": _("Mid-autumn Festival"),
}
SUBJECTS = {
    "elderly": _("older people"),
    "child": _("children"),
    "family": _("families"),
    "labour": _("work and wages"),
    "land": _("land"),
}
TAGS = {
    "high_tech": _("high-tech"),
    "digital_core": _("digital core industry"),
    "strategic_emerging": _("strategic emerging industry"),
    "above_scale": _("above designated size"),
    "new_employment": _("new forms of employment"),
}


def matter_words(matter: str) -> str:
    """A limit's matter in words; what the office added itself stands behind the longest matter we know.

    A matter that nobody knows stays a code.
    """
    known = matter
    while known and known not in MATTERS:
        known = known.rpartition(".")[0]
    if not known:
        return matter
    rest = [str(SUBJECTS.get(part, part)) for part in matter[len(known) :].split(".") if part]
    return " · ".join([str(MATTERS[known]), *rest])


def amount_words(amount: int, unit: str) -> str:
    """How long a limit runs."""
    one, many = AMOUNTS[unit]
    return str(one) if amount == 1 else str(many) % {"count": amount}


def limit_words(limit: Any) -> str:
    """How long something takes at most, or at least."""
    words = gettext("at least %(amount)s") if limit.at_least else gettext("at most %(amount)s")
    return words % {"amount": amount_words(limit.amount, limit.unit)}


def period_words(from_on: date, until_on: date | None, today: date) -> str:
    """From when, until when; and when that is not today, so in words."""
    if until_on is not None and until_on < today:
        return gettext("ended %(day)s") % {"day": day_words(until_on, today)}
    if from_on > today:
        return gettext("begins %(day)s") % {"day": day_words(from_on, today)}
    words = gettext("from %(day)s") % {"day": day_words(from_on, today)}
    if until_on is None:
        return words
    return f"{words} {gettext('until %(day)s') % {'day': day_words(until_on, today)}}"


def tag_words(tags: Iterable[str]) -> str:
    """Tags in words, those of the office's own as they are."""
    return gettext(", ").join(str(TAGS.get(tag, tag)) for tag in tags)


def industry_words(code: str) -> str:
    """An industry's code with the section it lies in."""
    section = SECTIONS.get(section_of(code))
    return f"{code} · {section}" if section else code


def options(words: dict[str, Any], everything: Any) -> list[dict[str, Any]]:
    """The options of a filter by link, the first of which takes it away."""
    rows = [{"label": label, "value": code, "count": None} for code, label in words.items()]
    return [{"label": everything, "value": None, "count": None}, *rows]

"""Triggers and the search index of cases: steps are append-only, follow each other, and lead the case's row; services
given are append-only; a hazard is looked at until it is put right."""

from huiying.base.storage.guards import Guard, append_only, postgres_trigger, refusal, sqlite_trigger
from huiying.base.storage.search import SearchIndex
from huiying.pure.text.bigrams import bigrams
from huiying.work.cases.models import ServiceGiven, ServiceStruck, Step

_FOLLOWS = ("holder_id", "provider_id", "due_at", "answer_due_at", "provider_due_at", "provider_due_kind")
"""What a case's row repeats of its last step, beside the state."""

CASE_SEARCH = SearchIndex("cases", grams=bigrams)


def _guard(name: str, table: str, event: str, wrong: str, reason: str) -> Guard:
    """A guard that refuses a row when the SQL condition `wrong` holds, written as for PostgreSQL."""
    for_sqlite = wrong.replace("IS DISTINCT FROM", "IS NOT")
    sqlite = f"SELECT CASE WHEN {for_sqlite} THEN RAISE(ABORT, 'guard {name}: {reason}') END;"
    postgres = f"BEGIN IF {wrong} THEN {refusal('postgresql', name, reason)} END IF; RETURN NEW; END"
    return Guard(
        name,
        table,
        sqlite_trigger(name, table, event, sqlite),
        postgres_trigger(name, table, event, postgres),
    )


def _any_of(condition: str, *columns: str) -> str:
    return " OR ".join(condition.format(column) for column in columns)


GUARDS = (
    *append_only(Step),
    *append_only(ServiceGiven),
    *append_only(ServiceStruck),
    _guard(
        "cases_step_follows",
        "cases_step",
        "BEFORE INSERT",
        "(NEW.serial = 1 AND NEW.from_state <> '') OR (NEW.serial > 1 AND NOT EXISTS (SELECT 1 FROM cases_step s "
        "WHERE s.case_id = NEW.case_id AND s.serial = NEW.serial - 1 AND s.to_state = NEW.from_state))",
        "a step begins where the one before it ended",
    ),
    _guard(
        "cases_case_follows_steps",
        "cases_case",
        "BEFORE UPDATE",
        f"({_any_of('NEW.{0} IS DISTINCT FROM OLD.{0}', 'state', 'step_count', *_FOLLOWS)}) AND NOT EXISTS "  # noqa: S608
        "(SELECT 1 FROM cases_step s WHERE s.case_id = NEW.id AND s.serial = NEW.step_count "
        f"AND s.to_state = NEW.state AND NOT ({_any_of('NEW.{0} IS DISTINCT FROM s.{0}', *_FOLLOWS)}))",
        "a case stands as its last step left it",
    ),
    _guard(
        "cases_case_begins_received",
        "cases_case",
        "BEFORE INSERT",
        "NEW.state <> 'received' OR NEW.step_count <> 1",
        "a case begins by being received",
    ),
    _guard(
        "cases_case_no_late_consultation",
        "cases_case",
        "BEFORE UPDATE",
        "NEW.kind = 'consultation' AND OLD.kind <> 'consultation' AND OLD.answered_at IS NOT NULL",
        "no consultation after the answer",
    ),
    _guard(
        "cases_recheck_after_found",
        "cases_recheck",
        "BEFORE INSERT",
        "EXISTS (SELECT 1 FROM cases_hazard h WHERE h.id = NEW.hazard_id AND (NEW.checked_on < h.found_on "
        "OR h.put_right_on IS NOT NULL))",
        "a hazard is looked at after it was found, until it is put right",
    ),
    _guard(
        "cases_hazard_put_right_by_recheck",
        "cases_hazard",
        "BEFORE UPDATE",
        "NEW.put_right_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases_recheck r WHERE r.hazard_id = NEW.id "
        "AND r.is_put_right AND r.checked_on = NEW.put_right_on)",
        "only a re-check says that a hazard is put right",
    ),
)

SEARCH_INDEXES = (CASE_SEARCH,)

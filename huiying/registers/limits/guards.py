"""Triggers of limits: what a row once said for its days it says for ever; only its last day is set later."""

from huiying.base.storage.guards import Guard, postgres_trigger, refusal, sqlite_trigger

_NAME, _TABLE = "limits_limit_keeps", "limits_limit"
_REASON = "a limit in force is followed by another and never rewritten"
_KEPT = ("matter", "place_id", "from_on", "amount", "unit", "at_least", "document")
_WRONG = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _KEPT)
_FOR_SQLITE = _WRONG.replace("IS DISTINCT FROM", "IS NOT")

GUARDS = (
    Guard(
        _NAME,
        _TABLE,
        sqlite_trigger(
            _NAME,
            _TABLE,
            "BEFORE UPDATE",
            f"SELECT CASE WHEN {_FOR_SQLITE} THEN RAISE(ABORT, 'guard {_NAME}: {_REASON}') END;",
        ),
        postgres_trigger(
            _NAME,
            _TABLE,
            "BEFORE UPDATE",
            f"BEGIN IF {_WRONG} THEN {refusal('postgresql', _NAME, _REASON)} END IF; RETURN NEW; END",
        ),
    ),
)

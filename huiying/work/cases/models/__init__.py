"""The records of cases."""

from huiying.work.cases.models.answers import AnswerUse
from huiying.work.cases.models.belongings import CaseHelper, CasePhoto
from huiying.work.cases.models.case import Case, Step
from huiying.work.cases.models.decisions import Promise, Proposal, Ruling
from huiying.work.cases.models.given import ServiceGiven, ServiceStruck
from huiying.work.cases.models.meetings import AgendaItem, Attendance, Meeting

__all__ = [
    "AgendaItem",
    "AnswerUse",
    "Attendance",
    "Case",
    "CaseHelper",
    "CasePhoto",
    "Meeting",
    "Promise",
    "Proposal",
    "Ruling",
    "ServiceGiven",
    "ServiceStruck",
    "Step",
]

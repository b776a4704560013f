"""The records of cases."""

from huiying.work.cases.models.answers import AnswerUse
from huiying.work.cases.models.belongings import CaseHelper, CasePhoto
from huiying.work.cases.models.case import Case, Step
from huiying.work.cases.models.decisions import Promise, Proposal, Ruling
from huiying.work.cases.models.given import ServiceGiven, ServiceStruck
from huiying.work.cases.models.meetings import AgendaItem, Attendance, Meeting
from huiying.work.cases.models.problems import CommonProblem, Measure, ProblemCase, ProblemVisit
from huiying.work.cases.models.visits import FoundCase, Hazard, Recheck, Visit, Visitor

__all__ = [
    "AgendaItem",
    "AnswerUse",
    "Attendance",
    "Case",
    "CaseHelper",
    "CasePhoto",
    "CommonProblem",
    "FoundCase",
    "Hazard",
    "Measure",
    "Meeting",
    "ProblemCase",
    "ProblemVisit",
    "Promise",
    "Proposal",
    "Recheck",
    "Ruling",
    "ServiceGiven",
    "ServiceStruck",
    "Step",
    "Visit",
    "Visitor",
]

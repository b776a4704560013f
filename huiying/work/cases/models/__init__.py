"""The records of cases."""

from huiying.work.cases.models.belongings import CaseHelper, CasePhoto
from huiying.work.cases.models.case import Case, Step
from huiying.work.cases.models.decisions import Promise, Proposal, Ruling

__all__ = ["Case", "CaseHelper", "CasePhoto", "Promise", "Proposal", "Ruling", "Step"]

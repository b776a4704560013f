"""Which standard answers were given, where and when."""

from django.db import models

from huiying.registers.directory.models import Answer
from huiying.work.cases.models.case import Case


class AnswerUse(models.Model):
    """A standard answer was taken for the answer of a case; what was then sent stands on the step."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    step_serial = models.IntegerField()
    used_at = models.DateTimeField()
    by_user = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "step_serial"], name="answer_use_once_a_step")]
        indexes = [models.Index(fields=["answer", "used_at"], name="answer_use_by_day")]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.case_id}"

"""Who helps with a case, and the photos that belong to it."""

from django.db import models
from django.db.models import Q

from huiying.base.files.models import StoredFile
from huiying.registers.parties.models import Party
from huiying.work.cases.models.case import Case


class CaseHelper(models.Model):
    """A body or person called in to help with a case; the case's provider leads (主办), helpers assist (协办)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="helpers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "party"], condition=Q(until_at=None), name="case_helper_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.party_id}"


class CasePhoto(models.Model):
    """A photo or paper that belongs to a case, added at a step."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="photos")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    step_serial = models.IntegerField()
    is_of_asker = models.BooleanField(default=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(step_serial__gt=0), name="case_photo_step")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.file_id}"

"""Photos in a form: several at once, and as the service takes them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST_PHOTOS = 9
"""At once."""


class _PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos at once; whether they are any is for the service to see."""

    # Named one by one, a phone that takes photos in a format of its own sends them as JPEG.
    widget = _PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files that were chosen, none of them left out unnoticed."""
        files: list[UploadedFile[Any]] = [file for file in data or [] if file]
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(
                _("%(count)s photos are too many for once. Please choose at most %(most)s; more can follow."),
                params={"count": len(files), "most": MOST_PHOTOS},
            )
        return files


def uploads(files: list[UploadedFile[Any]]) -> list[tuple[str, Any]]:
    """Photos as the service takes them: name and file."""
    return [(file.name or "", file) for file in files]

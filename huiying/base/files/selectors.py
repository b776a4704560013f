"""Where a stored file lies."""

from pathlib import Path

from django.conf import settings

from huiying.base.files.models import StoredFile
from huiying.base.files.rules import Size, relative_path


def path_of(file: StoredFile, size: Size = "full") -> Path:
    """The file on disk; whoever may see the record that it belongs to may see it."""
    return Path(settings.FILES_ROOT) / relative_path(file.uuid, size)

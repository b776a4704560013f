"""Lists and reports as Excel files that somebody takes away; each leaves an entry in the trail."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from typing import IO

from django.http import FileResponse

from huiying.base.trail.services import note_export
from huiying.pure.lib.viewer import Viewer
from huiying.pure.sheets.writing import write_rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_IN_MEMORY = 4 * 1024 * 1024
Sheet = tuple[str, Sequence[str], Iterable[Sequence[object]]]


def excel_file(
    viewer: Viewer,
    name: str,
    sheets: Iterable[Sheet],
    *,
    what: str,
    office_id: int | None,
    file_id: int | None = None,
) -> FileResponse:
    """Write the sheets, a large one to a passing file, so that the memory holds a row at a time; and send that."""
    target: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    count = write_rows(target, sheets)
    note_export(viewer=viewer, office_id=office_id, what=what, count=count, file_id=file_id)
    target.seek(0, io.SEEK_END)
    is_small = target.tell() <= _IN_MEMORY
    target.seek(0)
    if is_small:
        with target:
            target = io.BytesIO(target.read())
    return FileResponse(target, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)

"""A file that came in, as tests need it."""

from pathlib import Path

from huiying.base.imports.models import Import
from huiying.base.imports.services import bring
from huiying.pure.lib.viewer import Viewer
from huiying.pure.sheets.headers import Field
from huiying.pure.sheets.tables import read_tables
from tests.pure.sheets.hostile import excel

CLERK = Viewer(12, "王小明")
FIELDS = (Field("number", ("工单编号",), is_needed=True), Field("text", ("诉求内容",)))
ROWS: list[list[object]] = [["工单编号", "备注", "诉求内容"], ["HX-1", "", "灯"], ["HX-2", "急", "水"]]


def brought(folder: Path, office_id: int = 3, **said: str) -> Import:
    """A file of two rows that came to an office."""
    path = folder / "十二月.xlsx"
    path.write_bytes(excel(("工单", ROWS)))
    reading = read_tables(path, FIELDS, said)
    return bring(viewer=CLERK, office_id=office_id, kind="cases", name=path.name, path=path, reading=reading)

"""Files that mean no good, or are something else than their name says."""

import io
import random
import zipfile
from collections.abc import Callable

from xlsxwriter import Workbook

from tests.pure.sheets.old_excel import old_excel

HEADS = ["工单编号", "诉求内容"]
ROW = ["HX-1", "楼道灯坏了"]


def excel(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """A sound workbook."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets or (("工单", [HEADS, ROW]),):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(number, column, value)
    return target.getvalue()


def altered(content: bytes, part: str, change: Callable[[bytes], bytes], **more: bytes) -> bytes:
    """The same archive with one part changed, and others added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for each in given.namelist():
            inside = given.read(each)
            made.writestr(each, change(inside) if each == part else inside)
        for name, inside in more.items():
            made.writestr(name, inside)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def zip_bomb() -> bytes:
    """A sheet of a few hundred kilobytes that unpacks to 600 megabytes."""
    row = b"<row><c><v>1</v></c></row>" * 40_000
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(excel())) as given,
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made,
    ):
        for each in given.namelist():
            if each != SHEET:
                made.writestr(each, given.read(each))
        with made.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(600):
                part.write(row)
    return bomb.getvalue()


def far_corner() -> bytes:
    """Two cells, the second in the last corner that Excel has: 17 thousand million cells between them."""
    return altered(
        excel(),
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    )


def external_entity() -> bytes:
    """A part that asks for a file of the server."""
    asks = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return altered(
        excel(),
        "xl/sharedStrings.xml",
        lambda xml: asks + xml.partition(b"?>")[2].replace("楼道灯坏了".encode(), b"&e;"),
    )


def laughs() -> bytes:
    """Entities in entities, a thousand million in the end."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'.encode()
    return altered(excel(), SHEET, lambda xml: doctype + xml.partition(b"?>")[2])


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb.xlsx": ("sheet_too_large", zip_bomb),
    "far corner.xlsx": ("sheet_too_large", far_corner),
    "external entity.xlsx": ("sheet_entities", external_entity),
    "laughs.xlsx": ("sheet_entities", laughs),
    "macros.xlsm": ("sheet_macros", lambda: altered(excel(), "", bytes, **{"xl/vbaProject.bin": b"x" * 999})),
    "macros under another name.xlsx": (
        "sheet_macros",
        lambda: altered(excel(), "", bytes, **{"xl/vbaProject.bin": b"x"}),
    ),
    "macros.xls": ("sheet_macros", lambda: old_excel([HEADS, ROW]) + "_VBA_PROJECT".encode("utf-16-le")),
    "locked.xlsx": ("sheet_locked", lambda: old_excel([HEADS, ROW], part="EncryptedPackage")),
    "locked.xls": ("sheet_locked", lambda: old_excel([HEADS, ROW], is_locked=True)),
    "hundred megabytes.csv": ("sheet_size", lambda: b"a,b\n" * (25 * 1024 * 1024)),
    "photo.xlsx": ("sheet_type", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500)),
    "document.xlsx": (
        "sheet_type",
        lambda: altered(excel(), "", bytes).replace(b"xl/workbook.xml", b"wd/document.xml"),
    ),
    "page.xls": ("sheet_web_page", "<html><table><tr><td>工单编号</td></tr></table></html>".encode),
    "half.xlsx": ("sheet_broken", lambda: excel()[:-300]),
    "turned bits.xlsx": ("sheet_broken", lambda: _turned(excel())),
    "noise.xls": (
        "sheet_broken",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(1).randbytes(5000),
    ),
    "nothing.csv": ("sheet_empty", lambda: b""),
    "blanks.csv": ("sheet_empty", lambda: b"\xef\xbb\xbf\n \n,,\n"),
    "empty.xlsx": ("sheet_empty", lambda: excel(("空", []))),
    "two charsets.csv": (
        "sheet_charset",
        lambda: "编号,内容\n".encode() + "灯坏了".encode("gb18030") + b"\xff\xff\n",
    ),
    "endless cell.csv": ("sheet_broken", lambda: b'a,"' + b"x" * 200_000),
    "wide.csv": ("sheet_too_wide", lambda: b",".join([b"a"] * 300)),
    "long.csv": ("sheet_too_long", lambda: b"a,b\n" * 60_001),
}
"""By name: what is said of it, and its content."""


def _turned(content: bytes) -> bytes:
    """Bits changed in the midst of a packed part."""
    middle = len(content) // 3
    return (
        content[:middle]
        + bytes(byte ^ 0xFF for byte in content[middle : middle + 40])
        + content[middle + 40 :]
    )

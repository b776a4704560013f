"""What a file is by its content, whatever its name says; and what is never let in."""

import zipfile
import zlib
from pathlib import Path

from huiying.pure.lib.refusals import Fault, Refused

MOST_UNPACKED = 300 * 1024 * 1024
_MOST_PARTS = 10_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta")


def kind_of(path: Path) -> str:
    """excel or text. Raises Refused for everything else, and for what would do more than be read."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_ZIP):
        _look_into_archive(path)
        return "excel"
    if head.startswith(_OLE):
        _look_into_compound(path.read_bytes())
        return "excel"
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if not plain:
        raise Refused(Fault("sheet_empty", "file"))
    if plain.startswith(_PAGES):
        raise Refused(Fault("sheet_web_page", "file"))
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(Fault("sheet_type", "file"))
    return "text"


def _look_into_archive(path: Path) -> None:
    """Unpack every part once, keeping nothing: what the archive says of its sizes may be a lie."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            if any(name.endswith("vbaproject.bin") for name in names):
                raise Refused(Fault("sheet_macros", "file"))
            if "xl/workbook.xml" not in names:
                raise Refused(Fault("sheet_type", "file"))
            if any(part.flag_bits & 1 for part in parts):
                raise Refused(Fault("sheet_locked", "file"))
            if len(parts) > _MOST_PARTS:
                raise Refused(Fault("sheet_too_large", "file"))
            left = MOST_UNPACKED
            for part in parts:
                left -= _unpacked(archive, part, left)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, RuntimeError):
        raise Refused(Fault("sheet_broken", "file")) from None


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """How large a part is; no more than `most` of it is looked at."""
    size = 0
    with archive.open(part) as content:
        while chunk := content.read(64 * 1024):
            if not size and b"<!" in chunk and _declares(chunk):
                raise Refused(Fault("sheet_entities", "file"))
            size += len(chunk)
            if size > most:
                raise Refused(Fault("sheet_too_large", "file"))
    return size


def _declares(chunk: bytes) -> bool:
    plain = chunk.replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _look_into_compound(content: bytes) -> None:
    """The folders of an old Excel file are named in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused(Fault("sheet_locked", "file"))
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refused(Fault("sheet_macros", "file"))


def charset_of(path: Path) -> str:
    """The charset of a text: what its first bytes say, else UTF-8, else GB18030."""
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for charset in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=charset) as text:
                while text.read(1024 * 1024):
                    pass
        except UnicodeDecodeError:
            continue
        return charset
    raise Refused(Fault("sheet_charset", "file"))

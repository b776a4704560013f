"""The smallest workbook of Excel 97 (xls): a compound file that holds one stream of records."""

import struct

_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 15)
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + text)
    return _record(0x0203, place + struct.pack("<d", value))


def _stream(name: str, rows: list[list[str | float]], is_locked: bool) -> bytes:
    title = name.encode("utf-16-le")
    globals_start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    locked = _record(0x002F, b"\x01\0" + b"\x01\0\x01\0" + b"\x07" * 48) if is_locked else b""
    bound_size = 4 + 8 + len(title)
    offset = len(globals_start) + len(locked) + bound_size + 4
    bound = _record(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + title)
    cells = b"".join(
        _cell(number, column, value) for number, row in enumerate(rows) for column, value in enumerate(row)
    )
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + _record(0x000A)
    return globals_start + locked + bound + _record(0x000A) + sheet


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB", len(raw), kind, 1)
        + struct.pack("<III", _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def old_excel(
    rows: list[list[str | float]], *, name: str = "工单", is_locked: bool = False, part: str = "Workbook"
) -> bytes:
    """A workbook of one sheet. With another name of the part it is something else, such as a locked xlsx."""
    content = _stream(name, rows, is_locked)
    size = max(len(content), 4096)
    sectors = -(-size // _SECTOR)
    content = content.ljust(sectors * _SECTOR, b"\0")
    fat = [_FAT, _END, *range(3, sectors + 2), _END]
    fat_sectors = 1
    assert len(fat) <= fat_sectors * 128
    fat += [_FREE] * (128 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
        + struct.pack("<I", 0)
        + struct.pack("<I", _FREE) * 108
    )
    folder = _entry("Root Entry", 5, 1, _END, 0) + _entry(part, 2, _FREE, 2, size)
    return header + struct.pack("<128I", *fat) + folder.ljust(_SECTOR, b"\0") + content

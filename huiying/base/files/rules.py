"""What makes an acceptable photo, and where it lies."""

from typing import Literal
from uuid import UUID

type Size = Literal["full", "thumbnail"]

LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE: dict[Size, int] = {"full": 2048, "thumbnail": 480}
_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


def is_heic(start: bytes) -> bool:
    """Whether a file begins as a photo in Apple's format, which browsers can't show.

    >>> is_heic(b"\\x00\\x00\\x00\\x24ftypheic")
    True
    """
    return start[4:8] == b"ftyp" and start[8:12] in _HEIF


def shown_name(name: str) -> str:
    """The name that somebody gave their file, without folders and control signs.

    >>> shown_name("C:\\\\photos\\\\leak.jpg"), shown_name("../../etc/passwd")
    ('leak.jpg', 'passwd')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[-120:] or "photo"


def relative_path(uuid: UUID, size: Size) -> str:
    """Where a photo lies under the files' root.

    >>> relative_path(UUID(int=0xAB << 120), "thumbnail")
    'ab/ab000000000000000000000000000000-thumbnail.jpg'
    """
    return f"{uuid.hex[:2]}/{uuid.hex}-{size}.jpg"

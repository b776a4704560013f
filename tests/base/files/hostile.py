"""Photos as phones make them, and files that pretend to be photos."""

import io
import struct
import zlib

from PIL import Image

SHANGHAI = {1: "N", 2: (31.0, 13.0, 50.0), 3: "E", 4: (121.0, 28.0, 25.0)}


def photo(
    image_format: str = "JPEG", size: tuple[int, int] = (600, 400), mode: str = "RGB", **options
) -> bytes:
    """A photo with a red upper left corner."""
    image = Image.new(mode, size)
    image.paste("red" if mode != "L" else 76, (0, 0, size[0] // 3, size[1] // 3))
    out = io.BytesIO()
    image.save(out, image_format, **options)
    return out.getvalue()


def phone_photo() -> bytes:
    """Held sideways, with its position, its maker, a comment and a profile."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010F] = "SECRETMAKER"
    exif.get_ifd(0x8825).update(SHANGHAI)
    return photo(
        exif=exif, comment=b"SECRETCOMMENT", icc_profile=b"SECRETPROFILE" * 20, xmp=b"<x>SECRETXMP</x>"
    )


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk with its length and check sum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that claims a size and holds some data."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(data)) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def gif_bomb() -> bytes:
    """A small GIF that claims 65,535 × 65,535 pixels."""
    size = struct.pack("<HH", 65535, 65535)
    return b"GIF89a" + size + b"\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0" + size + b"\0\x02\x02D\x01\0;"


def text_bomb() -> bytes:
    """A PNG whose comment unpacks to 100 MB."""
    bomb = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 100_000_000))
    return png_of(1, 1, b"\0\0\0\0").replace(png_chunk(b"IEND", b""), bomb + png_chunk(b"IEND", b""))


GOOD = photo()
HOSTILE: dict[str, tuple[bytes, str]] = {
    "renamed.jpg": (b"MZ\x90\0" + b"\0" * 500, "photo_type"),
    "script.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "photo_type"),
    "page.jpg": (b"<html><script>alert(1)</script></html>", "photo_type"),
    "empty.jpg": (b"", "photo_type"),
    "paper.pdf.jpg": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "photo_type"),
    "archive.jpg": (b"PK\x03\x04" + b"\0" * 100, "photo_type"),
    "postscript.jpg": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "photo_type"),
    "apple.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100, "photo_type"),
    "moving.gif": (photo("GIF", mode="L"), "photo_type"),
    "bomb.gif": (gif_bomb(), "photo_type"),
    "plan.tiff": (photo("TIFF"), "photo_type"),
    "old.bmp": (photo("BMP"), "photo_type"),
    "truncated.jpg": (GOOD[: len(GOOD) // 2], "photo_broken"),
    "truncated.png": (photo("PNG")[:-200], "photo_broken"),
    "truncated.webp": (photo("WEBP")[:-100], "photo_broken"),
    "header-only.jpg": (GOOD[:2], "photo_type"),
    "no-pixels.png": (png_of(50, 50), "photo_broken"),
    "large.png": (png_of(8000, 5001), "photo_pixels"),
    "larger.png": (png_of(12_000, 10_000), "photo_pixels"),
    "huge.png": (png_of(2**31 - 1, 2**31 - 1), "photo_pixels"),
    "text-bomb.png": (text_bomb(), "photo_broken"),
    "heavy.jpg": (GOOD + b"\0" * (10 * 1024 * 1024), "photo_size"),
}

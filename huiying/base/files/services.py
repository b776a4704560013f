"""Taking in photos from people who may mean no good."""

import hashlib
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from huiying.base.files.models import StoredFile
from huiying.base.files.rules import (
    FORMATS,
    LARGEST_BYTES,
    LARGEST_PIXELS,
    LONGEST_SIDE,
    Size,
    is_heic,
    shown_name,
)
from huiying.base.files.selectors import path_of
from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer


@dataclass(frozen=True, slots=True)
class _Photo:
    """A photo encoded anew in each size."""

    name: str
    width: int
    height: int
    encoded: dict[Size, bytes]


@transaction.atomic
def store_photos(
    *, viewer: Viewer, office_id: int, uploads: Sequence[tuple[str, IO[bytes]]]
) -> list[StoredFile]:
    """Keep the photos, given as (name, file), all of them or none.

    Looks at their content, not their names, and encodes them anew as JPEG: upright, at most 2,048 pixels
    long, without position or other hidden data, and once more as a thumbnail. Raises Refused with a fault for
    each that is not acceptable: photo_size, photo_type, photo_pixels, photo_broken.
    """
    faults: list[Fault] = []
    photos: list[_Photo] = []
    for name, upload in uploads:
        try:
            photos.append(_photo(shown_name(name), upload))
        except Refused as refused:
            faults.extend(refused.faults)
    if faults:
        raise Refused(*faults)
    now = clock.now()
    files = StoredFile.objects.bulk_create(
        [
            StoredFile(
                office_id=office_id,
                content_type="image/jpeg",
                size=len(photo.encoded["full"]),
                width=photo.width,
                height=photo.height,
                sha256=hashlib.sha256(photo.encoded["full"]).hexdigest(),
                name=photo.name,
                created_at=now,
            )
            for photo in photos
        ]
    )
    record(
        [NewEntry("file.stored", viewer, office_id, "file", file.pk, {"bytes": file.size}) for file in files]
    )
    for file, photo in zip(files, photos, strict=True):
        _write(file, photo)
    return files


def _photo(name: str, upload: IO[bytes]) -> _Photo:
    upload.seek(0)
    content = upload.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise _no("photo_size", name)
    if is_heic(content):
        raise _no("photo_type", name, format="HEIC")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise _no("photo_pixels", name)
            return _encoded(name, image)
    except UnidentifiedImageError:
        raise _no("photo_type", name) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _no("photo_pixels", name) from None
    except Refused:
        raise
    except Exception:  # a hostile file makes the decoder raise almost anything
        raise _no("photo_broken", name) from None


def _no(code: str, name: str, **more: str) -> Refused:
    return Refused(Fault(code, "photos", {"name": name, **more}))


def _encoded(name: str, image: Image.Image) -> _Photo:
    longest = LONGEST_SIDE["full"]
    image.draft("RGB", (longest, longest))  # a large JPEG is decoded at a fraction of its size
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((longest, longest))
    bare = Image.new("RGB", upright.size, "white")  # a new image: a comment or profile doesn't come along
    if upright.has_transparency_data:
        coloured = upright.convert("RGBA")
        bare.paste(coloured, mask=coloured)
    else:
        bare.paste(upright.convert("RGB"))
    encoded: dict[Size, bytes] = {}
    for size, side in LONGEST_SIDE.items():
        bare_copy = bare.copy()
        bare_copy.thumbnail((side, side))
        out = io.BytesIO()
        bare_copy.save(out, "JPEG", quality=82, progressive=True)
        encoded[size] = out.getvalue()
    return _Photo(name, bare.width, bare.height, encoded)


def _write(file: StoredFile, photo: _Photo) -> None:
    """Under a passing name first, so that nobody ever reads half a photo."""
    for size, content in photo.encoded.items():
        path = path_of(file, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        partial.rename(path)

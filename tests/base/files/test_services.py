"""Photos are taken in upright, small and without hidden data, or refused in words."""

import io
from random import Random

import pytest
from PIL import Image

from huiying.base.files import services
from huiying.base.files.models import StoredFile
from huiying.base.files.selectors import path_of
from huiying.base.trail.models import Entry
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from tests.base.files.hostile import HOSTILE, phone_photo, photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


def store(*uploads: tuple[str, bytes]) -> list[StoredFile]:
    files = [(name, io.BytesIO(content)) for name, content in uploads]
    return services.store_photos(viewer=Viewer(12, "王小明"), office_id=3, uploads=files)


def test_a_photo_is_kept_with_a_thumbnail_and_told_in_the_trail():
    [file] = store(("漏水.jpg", photo()))
    assert (file.name, file.content_type, file.width, file.height) == ("漏水.jpg", "image/jpeg", 600, 400)
    assert path_of(file).stat().st_size == file.size
    with Image.open(path_of(file, "thumbnail")) as small:
        assert small.size == (480, 320)
    entry = Entry.objects.get()
    assert (entry.code, entry.subject_kind, entry.subject_id) == ("file.stored", "file", file.pk)


def test_a_phone_photo_loses_its_position_and_every_other_hidden_thing_and_stands_upright():
    content = phone_photo()
    assert content.count(b"SECRET") >= 4
    [file] = store(("a.jpg", content))
    for size in ("full", "thumbnail"):
        kept = path_of(file, size).read_bytes()
        assert b"SECRET" not in kept
        assert b"Exif" not in kept
        with Image.open(path_of(file, size)) as image:
            assert not image.getexif()
            assert set(image.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }
    with Image.open(path_of(file)) as image:
        assert image.size == (400, 600)
        red, green, _blue = image.getpixel((390, 10))
        assert red > 200
        assert green < 60


@pytest.mark.parametrize(
    ("image_format", "mode"),
    [
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "L"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "I;16"),
        ("PNG", "1"),
        ("WEBP", "RGBA"),
        ("JPEG", "CMYK"),
    ],
)
def test_every_accepted_kind_of_photo_becomes_a_jpeg(image_format, mode):
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, image_format)
    [file] = store(("a", out.getvalue()))
    with Image.open(path_of(file)) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (30, 20))


def test_what_was_transparent_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(out, "PNG")
    [file] = store(("a.png", out.getvalue()))
    with Image.open(path_of(file)) as image:
        assert image.getpixel((15, 10)) == (255, 255, 255)


def test_a_large_photo_is_made_smaller():
    [file] = store(("a.jpg", photo(size=(5000, 3000), quality=40)))
    assert (file.width, file.height) == (2048, 1229)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_its_name_and_nothing_is_kept(name, tmp_path):
    content, code = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        store(("good.jpg", photo()), (name, content))
    [fault] = refused.value.faults
    assert (fault.code, fault.data["name"]) == (code, name)
    assert not StoredFile.objects.exists()
    assert list(tmp_path.rglob("*.*")) == []


def test_each_bad_photo_among_several_is_named():
    with pytest.raises(Refused) as refused:
        store(("a.svg", b"<svg/>"), ("b.jpg", photo()), ("c.heic", HOSTILE["apple.heic"][0]))
    assert [(fault.code, fault.data) for fault in refused.value.faults] == [
        ("photo_type", {"name": "a.svg"}),
        ("photo_type", {"name": "c.heic", "format": "HEIC"}),
    ]


def test_a_photo_with_damage_anywhere_is_kept_or_refused_but_breaks_nothing():
    random = Random(1)
    for image_format in ("JPEG", "PNG", "WEBP"):
        whole = photo(image_format, (90, 60))
        for _ in range(60):
            broken = bytearray(whole)
            for _ in range(random.randrange(1, 6)):
                broken[random.randrange(len(broken))] = random.randrange(256)
            try:
                store(("x.jpg", bytes(broken)))
            except Refused as refused:
                assert {fault.code for fault in refused.faults} <= {
                    "photo_type",
                    "photo_broken",
                    "photo_pixels",
                }


def test_a_photo_that_hides_a_page_is_kept_without_it():
    [file] = store(("a.jpg", photo() + b"<script>alert(1)</script>"))
    assert b"script" not in path_of(file).read_bytes()

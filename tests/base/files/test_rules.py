"""Names and places of photos."""

from uuid import UUID

import pytest

from huiying.base.files.rules import is_heic, relative_path, shown_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("漏水.jpg", "漏水.jpg"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\photos\\a.jpg", "a.jpg"),
        ("a\r\nb\x00.jpg", "ab.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("", "photo"),
        ("///", "photo"),
        ("x" * 200 + ".jpg", "x" * 116 + ".jpg"),
    ],
)
def test_a_name_is_shown_without_folders_and_control_signs(given, shown):
    assert shown_name(given) == shown


def test_a_photo_lies_where_its_uuid_says_whatever_its_name():
    uuid = UUID("12345678123456781234567812345678")
    assert relative_path(uuid, "full") == "12/12345678123456781234567812345678-full.jpg"
    assert relative_path(uuid, "full") != relative_path(uuid, "thumbnail")


def test_a_heic_photo_is_known_by_its_beginning():
    assert is_heic(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic")
    assert not is_heic(b"\0\0\0\x18ftypisom")
    assert not is_heic(b"")

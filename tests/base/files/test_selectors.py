"""A stored file lies under the files' root, outside of everybody's reach."""

from uuid import UUID

from huiying.base.files.models import StoredFile
from huiying.base.files.selectors import path_of


def test_the_path_comes_from_the_uuid_alone(settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    file = StoredFile(uuid=UUID(int=0xAB << 120), name="../../x.jpg")
    assert path_of(file) == tmp_path / "ab" / "ab000000000000000000000000000000-full.jpg"
    assert path_of(file, "thumbnail").name.endswith("-thumbnail.jpg")

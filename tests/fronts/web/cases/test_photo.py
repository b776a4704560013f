"""The photos of a case: seen by whoever may read the case, by nobody else."""

from typing import Any

import pytest
from django.test import Client

from huiying.base.files.selectors import path_of
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import CasePhoto
from huiying.work.cases.services.intake import add_photos
from tests.cast import Cast, Walk
from tests.fronts.web.company import BACKEND, a_photo
from tests.fronts.web.stages import brought_to


@pytest.fixture
def photo(cast: Cast) -> CasePhoto:
    """A photo of a case that was given to the worker."""
    walk = Walk()
    case = walk(cast.receive, text="楼道灯坏了")
    [photo] = walk(add_photos, viewer=Viewer.asker(), case=case, uploads=[("灯.jpg", a_photo())], by="asker")
    case.refresh_from_db()
    brought_to(cast, "dispatched", walk=walk, case=case)
    return photo


def _get(user: Any, photo: CasePhoto, size: str = "full") -> Any:
    client = Client()
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client.get(f"/desk/cases/photos/{photo.file.uuid}/{size}/")


@pytest.mark.parametrize("who", ["clerk", "lead", "auditor", "worker"])
@pytest.mark.parametrize("size", ["full", "thumbnail"])
def test_who_may_read_the_case_sees_its_photo(cast: Cast, photo: CasePhoto, who: str, size: str) -> None:
    answer = _get(getattr(cast, who), photo, size)
    content = b"".join(answer.streaming_content)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert content.startswith(b"\xff\xd8")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("who", "status"), [("other_worker", 404), ("resident", 403), ("admin", 403)])
def test_nobody_else_of_the_office_does(cast: Cast, photo: CasePhoto, who: str, status: int) -> None:
    assert _get(getattr(cast, who), photo).status_code == status


def test_neither_a_colleague_of_another_office_nor_a_stranger_does(cast: Cast, photo: CasePhoto) -> None:
    assert cast.elsewhere is not None
    assert _get(cast.elsewhere.clerk, photo).status_code == 404
    assert _get(None, photo).status_code == 302


def test_the_case_page_shows_it_and_leads_to_it(cast: Cast, photo: CasePhoto) -> None:
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    page = client.get(f"/desk/cases/{photo.case.number}/").content.decode()
    assert f'href="/desk/cases/photos/{photo.file.uuid}/full/"' in page
    assert f'src="/desk/cases/photos/{photo.file.uuid}/thumbnail/"' in page


def test_a_photo_whose_file_was_lost_is_answered_like_none(cast: Cast, photo: CasePhoto) -> None:
    path_of(photo.file, "full").unlink()
    assert _get(cast.clerk, photo).status_code == 404

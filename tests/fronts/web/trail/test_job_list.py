"""Long work at the desk, with how far it has come."""

import pytest
from django.test import Client
from django.urls import reverse

from huiying.base.jobs.models import Job
from huiying.base.jobs.services import open_job, track
from huiying.fronts.web.trail.jobs import STATES
from tests.cast import Cast

URL = reverse("trail:job_list")


def _page(cast: Cast, who: str = "admin") -> str:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    return client.get(URL).content.decode()


def test_a_job_shows_its_state_and_progress(cast: Cast) -> None:
    viewer = cast.viewer(cast.admin)
    done = open_job(kind="imports.people", viewer=viewer, office_id=cast.office.pk)
    with track(uuid=done.uuid, total_count=40) as progress:
        progress.advance(40)
    failed = open_job(kind="imports.hotline", viewer=viewer, office_id=cast.office.pk)
    with pytest.raises(KeyError), track(uuid=failed.uuid):
        raise KeyError("gone")
    words = _page(cast)
    for fact in ("imports.people", "40 of 40", "Done", "imports.hotline", "Failed"):
        assert fact in words


def test_jobs_of_another_office_are_not_shown(cast: Cast) -> None:
    assert cast.elsewhere
    viewer = cast.elsewhere.viewer(cast.elsewhere.admin)
    open_job(kind="imports.elsewhere", viewer=viewer, office_id=cast.elsewhere.office.pk)
    assert "imports.elsewhere" not in _page(cast)
    assert "No long work was started." in _page(cast)


@pytest.mark.parametrize("who", ["clerk", "worker", "lead", "auditor", "resident"])
def test_jobs_open_for_administrators_only(cast: Cast, who: str) -> None:
    client = Client()
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(URL).status_code == 403


def test_every_state_of_a_job_has_its_words() -> None:
    assert set(STATES) == {*Job.State.values, "silent"}

"""A job is seen by who started it and by who leads its office."""

from uuid import uuid4

import pytest

from huiying.base.jobs import selectors, services
from huiying.pure.lib.viewer import Reach, Viewer


@pytest.mark.django_db
def test_a_job_is_seen_by_who_started_it_and_by_who_leads_its_office():
    clerk, colleague = Viewer(12, "王", (Reach("clerk", 3),)), Viewer(13, "李", (Reach("clerk", 3),))
    job = services.open_job(kind="cases.import", viewer=clerk, office_id=3)
    system_job = services.open_job(kind="cases.learn", viewer=Viewer.system(3), office_id=3)
    lead, other = Viewer(14, "周", (Reach("lead", 3),)), Viewer(15, "吴", (Reach("lead", 4),))
    assert list(selectors.jobs(clerk)) == [job]
    assert list(selectors.jobs(lead)) == [system_job, job]
    for viewer in (colleague, other, Viewer.asker(), Viewer.stranger()):
        assert list(selectors.jobs(viewer)) == []
        assert selectors.job_by_uuid(viewer, job.uuid) is None
    assert selectors.job_by_uuid(clerk, job.uuid) == job
    assert selectors.job_by_uuid(clerk, uuid4()) is None

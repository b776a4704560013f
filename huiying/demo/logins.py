"""Who logs in at the demo: one for each role, and every social worker."""

import secrets
from datetime import date

from django.conf import settings

from huiying.demo.street import FOUNDED_ON
from huiying.registers.access.services import NewGrant, NewUser
from huiying.registers.parties.models import Affiliation
from huiying.registers.places.models import Office
from huiying.work.cases.models import Case

STAFF = (
    ("desk", "陈接线", "desk", "the desk: reads what comes in, dispatches, checks, asks back"),
    ("desk2", "林接线", "desk", "a second clerk at the same desk"),
    ("lead", "郑站长", "lead", "the lead: what waits for a decision, what is late, and with whom"),
    ("auditor", "周审计", "auditor", "the auditor: reads everything, the trail too"),
    ("admin", "吴管理", "admin", "the administrator: users, limits, directory"),
    ("security", "徐安全", "security", "the security officer: who may do what, and who did"),
)
"""Login, name, role, and what the role is for."""
ZONE_STAFF = (
    ("zone-desk", "温接线", "desk", "the desk of the enterprise service centre"),
    ("zone-desk2", "苏接线", "desk", "a second clerk at that desk"),
    ("zone-lead", "池主任", "lead", "the centre's lead: rulings, promises, meetings"),
    ("zone-admin", "钱管理", "admin", "the centre's administrator"),
)
"""The same of the second office, which sees nothing of the first."""
PARTNER = ("partner", "沈律师", "partner", "a lawyer outside: sees only what was given to the firm")
WORKER = "worker"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def a_password() -> str:
    """A password for this build, easy to read aloud; every login of the demo has it."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def new_users(
    office: Office,
    password: str,
    workers: list[str],
    staff: tuple[tuple[str, str, str, str], ...] = STAFF,
    prefix: str = "",
    from_on: date = FOUNDED_ON,
) -> list[NewUser]:
    """The staff, then the workers; the first of these logs in as `worker`, the others by number."""
    first = prefix + WORKER
    logins = [first, *(f"{first}{number}" for number in range(2, len(workers) + 1))]
    return [
        NewUser(login, name, _granted(office, role, from_on), password) for login, name, role, _ in staff
    ] + [
        NewUser(login, name, _granted(office, "worker", from_on), password)
        for login, name in zip(logins, workers, strict=True)
    ]


def _granted(office: Office, role: str, from_on: date) -> tuple[NewGrant, ...]:
    return (NewGrant(role, office=office, from_on=from_on),)


def keep(password: str) -> None:
    """Keep the logins in a file that only its owner reads."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    kept = settings.VAR / "demo-logins.txt"
    kept.touch(mode=0o600)
    kept.chmod(0o600)
    lines = [
        f"{login}\t{password}" for login in (*_shown(STAFF, ""), PARTNER[0], *_shown(ZONE_STAFF, "zone-"))
    ]
    kept.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _shown(staff: tuple[tuple[str, str, str, str], ...], prefix: str) -> list[str]:
    """The logins of an office that are told: its staff, and the first who works there."""
    return [*(row[0] for row in staff), prefix + WORKER]


def kept_password() -> str:
    """The password of the demo that stands; "" if its file is gone."""
    kept = settings.VAR / "demo-logins.txt"
    return kept.read_text(encoding="utf-8").split("\n")[0].split("\t")[1] if kept.exists() else ""


def for_whom_a_case_waits() -> str:
    """The login of a social worker who has yet to accept a case; that of the first one when nobody has."""
    waiting = Case.objects.filter(state="dispatched", provider__person__user__isnull=False).order_by("-pk")
    return waiting.values_list("provider__person__user__username", flat=True).first() or WORKER


_WALK = """\
Pages:    http://127.0.0.1:{port}/        for residents, no login
          http://127.0.0.1:{port}/desk/   for the office
Logins:   {logins}
          {zone}   (the second office: enterprises)
          the password of all of them: {password}
          (kept in {kept})

Five minutes:
  1  As a resident: open /ask/, write what is the matter in two fields, keep the number and the code.
  2  As desk: open the new case in the inbox, read what the system made of it, say what it is, read whom it
     proposes, and dispatch.
  3  As {waiting}: accept the case that waits, note the first call, write the answer. Whoever your own case went to
     logs in too: as admin, Users names them all.
  4  As desk: check the answer, ring the asker back.
  5  As a resident: open /track/ with number and code, read the whole way, rate it.
  6  As an enterprise's agent: open /my/ with {agent} ({enterprise}); the page shows the code that a message
     would bring.
  7  As lead: decide what waits for you, in one tap and a word; see what is late. As auditor: who did it, in the trail.
"""


def an_agent() -> tuple[str, str]:
    """The telephone of whoever runs the errands of an enterprise that has asked, and the enterprise's name."""
    asked = Case.objects.filter(asker__organisation__isnull=False, office__code="CN").values("asker")
    tie = Affiliation.objects.filter(organisation__in=asked, role="agent").order_by("-pk").first()
    return (tie.person.phone, tie.organisation.party.name) if tie else ("", "")


def walk(port: int) -> str:
    """Where the pages are, who logs in, and what to try first."""
    agent, enterprise = an_agent()
    return _WALK.format(
        port=port,
        agent=agent,
        enterprise=enterprise,
        waiting=for_whom_a_case_waits(),
        logins=", ".join([*_shown(STAFF, ""), PARTNER[0]]),
        zone=", ".join(_shown(ZONE_STAFF, "zone-")),
        password=kept_password() or "not kept; give a new one with: huiying users password LOGIN",
        kept=settings.VAR / "demo-logins.txt",
    )

"""Who looks: built once a request by access, and handed to every selector."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Reach:
    """One role over one office, or over the part of the place tree under `place_path`."""

    role: str
    office: int | None = None
    place_path: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person or the system, with the reach of their roles.

    `id` is the user's key, 0 for the system and for strangers. `at` is the office at which somebody who reaches several
    works just now; what they begin is begun there.
    """

    id: int
    name: str
    reach: tuple[Reach, ...] = ()
    kind: str = "user"
    at: int | None = None

    @classmethod
    def system(cls, office: int) -> Self:
        """The system itself at work for one office, in jobs."""
        return cls(id=0, name="system", reach=(Reach("system", office),), kind="system")

    @classmethod
    def asker(cls) -> Self:
        """Somebody who proved by number and code that a case is theirs; the trail says "the asker"."""
        return cls(id=0, name="asker", kind="asker")

    @classmethod
    def stranger(cls) -> Self:
        """Somebody who has not said who they are."""
        return cls(id=0, name="", kind="stranger")

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a user who logged in."""
        return self.kind == "user"

    @property
    def reaches_several(self) -> bool:
        """Whether their roles are over several offices, or over a place, where there may be several."""
        return len({reach.office for reach in self.reach}) > 1 or any(
            reach.place_path for reach in self.reach
        )

    def has_role(self, *roles: str) -> bool:
        """Whether the viewer holds one of the roles anywhere."""
        return any(reach.role in roles for reach in self.reach)

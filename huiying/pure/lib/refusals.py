"""How a rule says no: in words that a person can act on."""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """Something that stands in the way.

    `code` names the rule, `field` the field that it concerns ("" for the whole), `data` what the words need.
    Front ends turn it into a sentence.
    """

    code: str
    field: str = ""
    data: dict[str, str] = dataclasses.field(default_factory=dict)


class Refused(Exception):
    """A service will not do it; each fault says why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults

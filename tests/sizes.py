"""How much a proof does: little in `make test`, much in `make prove`."""

import os

IS_PROVING = os.environ.get("HUIYING_PROVE") == "1"


def n(in_test: int, in_proof: int) -> int:
    """The number that holds in this run."""
    return in_proof if IS_PROVING else in_test

"""Invented records that are kept as JSON, one object a line."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def lines(name: str) -> list[dict[str, Any]]:
    """The objects of a file such as records/workers.jsonl, in its order."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]

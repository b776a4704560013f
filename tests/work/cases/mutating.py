"""A pytest plugin that runs the tests with one mutant of the code: HUIYING_PROVE_MUTANT says which, HUIYING_PROVE_FILE
in which file the database is on SQLite.
"""

import importlib.machinery
import json
import os
import sys
from types import CodeType
from typing import Any

from django.db import connection

from tests.work.cases import mutants

VARIABLE = "HUIYING_PROVE_MUTANT"


class Loader(importlib.machinery.SourceFileLoader):
    """Loads a module as the mutant wants it, past the compiled file."""

    def get_code(self, fullname: str) -> CodeType:
        """The mutated module."""
        source = self.get_data(self.path).decode()
        return compile(
            mutants.mutated(source, mutants.Mutant(**json.loads(os.environ[VARIABLE]))), self.path, "exec"
        )


class Finder(importlib.machinery.PathFinder):
    """Finds the one module that is mutated."""

    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: Any = None) -> Any:
        """Its spec, with our loader; everything else is left to the usual finders."""
        if fullname != json.loads(os.environ[VARIABLE])["module"]:
            return None
        spec = super().find_spec(fullname, path, target)
        assert spec is not None
        spec.loader = Loader(fullname, str(spec.origin))
        return spec


def pytest_configure() -> None:
    """Take the database that was made for all."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = os.environ["HUIYING_PROVE_FILE"]


if json.loads(os.environ.get(VARIABLE, "null")):
    sys.meta_path.insert(0, Finder)

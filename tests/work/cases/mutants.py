"""Mutants of the code of cases: one check, one clock effect, one limit to a clock or one lock taken out.

`python -m tests.work.cases.mutants [part of a line]` runs the tests against each and prints the list.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[3]
CASES = "huiying.work.cases"
SERVICES = tuple(path.stem for path in sorted((ROOT / "huiying/work/cases/services").glob("[a-z]*.py")))
RULES = tuple(path.stem for path in sorted((ROOT / "huiying/work/cases/rules").glob("[a-z]*.py")))
RACES = {
    "given": ("given",),
    "hazards": ("visits",),
    "hotline": ("imports",),
    "problems": ("problems",),
    "visits": ("visits",),
}
"""Where a service's locks are raced for, if not among the moves of a case."""
ALSO = {"closing": ("rulings",), "intake": ("again",), "visits": ("hazards",)}
"""Where else a service's checks are tried: with what comes before them. Those of rules are tried by services too."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is taken out of a module: the `index`-th thing of a kind, as it reads there."""

    module: str
    kind: str
    index: int
    line: int
    text: str

    @property
    def name(self) -> str:
        """Module and kind: enough to name what may survive."""
        return f"{self.module.removeprefix(f'{CASES}.')} {self.kind}"

    def __str__(self) -> str:
        return f"{self.module.removeprefix(f'{CASES}.')}:{self.line} {self.kind}: {self.text}"


def _refuses(statement: ast.stmt) -> bool:
    """Whether a statement says no: raises, or adds a fault."""
    if isinstance(statement, ast.Raise):
        return True
    call = statement.value if isinstance(statement, ast.Expr) else None
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and (call.func.attr == "append" and ast.unparse(call.func.value) == "faults")
    )


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _kind(node: ast.AST, in_effects: set[int]) -> str:
    """What would be taken out with a node; "" for what stays."""
    if isinstance(node, ast.If) and any(_refuses(statement) for statement in node.body):
        return "check"
    if (
        isinstance(node, ast.If)
        and isinstance(node.body[0], ast.Return)
        and ast.unparse(node.body[0]) == "return []"
    ):
        return "permission"
    if id(node) in in_effects:
        return "effect"
    if _is_call(node, "min"):
        return "nearer"
    if _is_call(node, "locked_case"):
        return "lock"
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "select_for_update"
    ):
        return "row lock"
    return ""


def _found(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    effects = {
        id(value)
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign)
        and ast.unparse(node.target) == "EFFECTS"
        and isinstance(node.value, ast.Dict)
        for value in node.value.values
        if ast.unparse(value) != "_keep"
    }
    for node in ast.walk(tree):
        if kind := _kind(node, effects):
            yield kind, node


def mutants() -> list[Mutant]:
    """All of them."""
    made = []
    modules = [f"{CASES}.services.{name}" for name in SERVICES] + [f"{CASES}.rules.{name}" for name in RULES]
    for module in modules:
        source = (ROOT / f"{module.replace('.', '/')}.py").read_text()
        seen: dict[str, int] = {}
        for kind, node in _found(ast.parse(source)):
            shown = node.test if isinstance(node, ast.If) else node
            text = " ".join(ast.unparse(shown).split())[:70]
            made.append(Mutant(module, kind, seen.get(kind, 0), node.lineno, text))
            seen[kind] = seen.get(kind, 0) + 1
    return made


class _Change(ast.NodeTransformer):
    def __init__(self, target: ast.AST, kind: str) -> None:
        self.target, self.kind = target, kind

    def visit(self, node: ast.AST) -> ast.AST:
        if node is not self.target:
            return super().generic_visit(node)
        if isinstance(node, ast.If):
            node.test = ast.Constant(self.kind == "permission")
        elif self.kind == "effect":
            return ast.Name("_keep", ast.Load())
        elif self.kind == "row lock":
            return node.func.value
        else:
            return (
                node.args[0]
                if not isinstance(node.args[0], ast.GeneratorExp)
                else ast.parse(f"next({ast.unparse(node.args[0])}, None)", mode="eval").body
            )
        return node


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """A module without what the mutant takes out."""
    tree = ast.parse(source)
    target = [node for kind, node in _found(tree) if kind == mutant.kind][mutant.index]
    return ast.fix_missing_locations(_Change(target, mutant.kind).visit(tree))


KNOWN = {
    "services.watching row lock": "messages have keys of their own: two watchers at once send each once",
}
"""Mutants that may survive, since they change nothing that can be seen, and why."""


def runs_of(mutant: Mutant) -> list[tuple[str, str]]:
    """The tests that must notice it, one file after the other, each with its database: locks show on PostgreSQL."""
    _cases, floor, name = mutant.module.rsplit(".", 2)
    names = dict.fromkeys(
        (f"{floor}_{name}", *(f"services_{other}" for other in (name, *ALSO.get(name, ()))))
    )
    files = [file for name in names if (ROOT / (file := f"tests/work/cases/test_{name}.py")).exists()]
    races = RACES.get(name, ("steps", "beside")) if "lock" in mutant.kind else ()
    return [
        *((file, "sqlite") for file in files),
        *((f"tests/races/test_{race}.py", "postgresql") for race in races),
    ]


def _fails(mutant: Mutant | None, tests: str, database: str, file: Path) -> bool:
    """Whether tests fail with a mutant, or with none; on SQLite in a file, which is made where there is none."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("HUIYING_", "PYTEST_"))
    }
    environment |= {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "HUIYING_DATABASE": database,
        "HUIYING_PROVE_MUTANT": json.dumps(mutant and asdict(mutant)),
        "HUIYING_PROVE_FILE": str(file),
    }
    command = [sys.executable, "-m", "pytest", "-x", "-n0", "-p", "tests.work.cases.mutating", tests]
    command += ["--reuse-db"] if database == "sqlite" else []
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{mutant}: {done.stdout}{done.stderr}")
    return done.returncode == 1


def run(made: list[Mutant]) -> list[Mutant]:
    """Run the tests against each, print it, and give those that survived. The database is made once and copied."""
    survived = []
    with TemporaryDirectory(prefix="huiying-mutants-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        empty = Path(folder) / "empty.sqlite3"
        if _fails(None, "tests/work/cases/test_services_teams.py", "sqlite", empty):
            raise RuntimeError("The tests fail without a mutant.")

        def is_caught(numbered: tuple[int, Mutant]) -> bool:
            number, mutant = numbered
            for tests, database in runs_of(mutant):
                copy = Path(shutil.copy(empty, empty.with_name(f"{number}.sqlite3")))
                if _fails(mutant, tests, database, copy):
                    return True
            return False

        for mutant, caught in zip(made, pool.map(is_caught, enumerate(made)), strict=True):
            survived += [] if caught else [mutant]
            print(f"{'caught  ' if caught else 'SURVIVED'}  {mutant}", flush=True)
    print(f"code mutants: made {len(made)}, caught {len(made) - len(survived)}")
    return survived


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    run([mutant for mutant in mutants() if wanted in str(mutant)])

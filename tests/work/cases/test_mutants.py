"""The tests notice each check, clock effect and lock that is taken out of the code."""

import ast
from random import sample

import pytest

from tests.sizes import n
from tests.work.cases import mutants


def test_each_mutant_changes_its_module_and_still_reads_as_python() -> None:
    made = mutants.mutants()
    assert len(made) > 50
    for mutant in made:
        source = (mutants.ROOT / f"{mutant.module.replace('.', '/')}.py").read_text()
        changed = ast.unparse(mutants.mutated(source, mutant))
        assert changed != ast.unparse(ast.parse(source)), str(mutant)
        compile(changed, mutant.module, "exec")


def test_every_kind_of_mutant_is_made() -> None:
    kinds = {mutant.kind for mutant in mutants.mutants()}
    assert kinds == {"check", "permission", "effect", "nearer", "lock", "row lock"}


@pytest.mark.prove
def test_all_are_caught_but_those_that_change_nothing() -> None:
    made = mutants.mutants()
    survived = mutants.run(sample(made, n(1, len(made))))
    assert [str(mutant) for mutant in survived if mutant.name not in mutants.KNOWN] == []

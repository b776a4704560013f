"""Takes each guard and each constraint of cases and trail out in turn, and counts whose loss the probes notice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import sample

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from huiying.base.storage import guards
from tests.work.cases import (  # noqa: F401 (they are registered)
    probes_beside,
    probes_given,
    probes_problems,
    probes_visits,
)
from tests.work.cases.probes import PROBES, Probe
from tests.work.cases.scene import Scene

LABELS = ("cases", "trail")


def constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """The constraints of cases and trail by name."""
    return {
        constraint.name: (model, constraint)
        for label in LABELS
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }


def triggers() -> dict[str, guards.Guard]:
    """The guards of cases and trail that this database needs, by name."""
    return {
        guard.name: guard
        for guard in guards.declared().guards
        if guard.table.split("_")[0] in LABELS and guard.ddl(connection)
    }


def rules() -> list[str]:
    """All that the tables of cases and trail forbid."""
    return sorted([*constraints(), *triggers()])


@contextmanager
def taken_out(rule: str) -> Iterator[None]:
    """Without one rule for a moment."""
    if rule in triggers():
        with guards.uninstalled(rule):
            yield
        return
    model, constraint = constraints()[rule]
    declared = model._meta.constraints
    model._meta.constraints = [
        other for other in declared if other is not constraint
    ]  # SQLite remakes the table
    try:
        with guards.lifted(connection), connection.schema_editor() as editor:
            editor.remove_constraint(model, constraint)
    finally:
        model._meta.constraints = declared
    try:
        yield
    finally:
        with guards.lifted(connection), connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


def signature(rule: str) -> list[str]:
    """What the database says when this rule refuses; SQLite names the columns of a unique constraint instead."""
    if rule in triggers():
        return [f"guard {rule}:"]
    model, constraint = constraints()[rule]
    columns = [model._meta.get_field(name).column for name in getattr(constraint, "fields", ())]
    listed = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return [rule, *([f"UNIQUE constraint failed: {listed}"] if listed else [])]


def refusal(probe: Probe, scene: Scene) -> str:
    """What the database said to a probe; "" when it went through. Nothing of it stays."""
    try:
        with transaction.atomic():
            probe(scene)
            connection.check_constraints()
            transaction.set_rollback(True)
    except IntegrityError as error:
        return str(error)
    return ""


def is_refused_by(rule: str, said: str) -> bool:
    """Whether it was this rule that said no."""
    return any(words in said for words in signature(rule))


@dataclass
class Outcome:
    """For each rule taken out, the number of its probes that went through and of those refused by another rule."""

    went_through: dict[str, int] = field(default_factory=dict)
    refused_by_another: dict[str, int] = field(default_factory=dict)
    survived: list[str] = field(default_factory=list)
    disturbed: list[str] = field(default_factory=list)
    """Rules whose own probes answered differently while another rule was out."""

    @property
    def caught(self) -> int:
        return len(self.went_through) - len(self.survived)

    def __str__(self) -> str:
        lines = [
            f"  {'SURVIVED' if rule in self.survived else 'caught'}  {rule}: {count} went through"
            + (
                f", {self.refused_by_another[rule]} refused by another rule"
                if self.refused_by_another[rule]
                else ""
            )
            for rule, count in self.went_through.items()
        ]
        head = f"{connection.vendor}: rules taken out {len(self.went_through)}, caught {self.caught}"
        return "\n".join([head, *lines])


def run(scene: Scene, most: int) -> Outcome:
    """Take out each rule, or some of them, run all probes, put it back."""
    outcome = Outcome()
    for rule in sorted(sample(rules(), min(most, len(rules())))):
        with taken_out(rule):
            said = {
                name: [refusal(probe, scene) for probe in probes]
                for name, probes in PROBES.items()
                if name in rules()
            }
        own = said.pop(rule, [])
        outcome.went_through[rule] = own.count("")
        outcome.refused_by_another[rule] = sum(
            bool(words) and not is_refused_by(rule, words) for words in own
        )
        if not own or any(is_refused_by(rule, words) for words in own):
            outcome.survived.append(rule)
        outcome.disturbed += [
            f"{name} without {rule}"
            for name, words in said.items()
            if not all(is_refused_by(name, one) for one in words)
        ]
    return outcome

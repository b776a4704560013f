"""Imports and foreign keys follow the order of the floors and of the apps on them."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from tests.conventions.source import ROOT


def order() -> list[str]:
    """Every app from the ground up, by the contracts in pyproject.toml."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = {contract["id"]: _upwards(contract["layers"]) for contract in contracts if "layers" in contract}
    return [f"huiying.{floor}.{app}" for floor in layers["floors"] for app in layers.get(floor, [""])]


def _upwards(layers: list[str]) -> list[str]:
    return [part.strip(" ()") for layer in reversed(layers) for part in layer.split("|")]


def faults_in_relations(model: type[models.Model], apps_upwards: list[str]) -> list[str]:
    """The relations of a model to an app that is listed later, and generic ones."""
    found = [
        f"{model._meta.label} has a generic key" for field in model._meta.private_fields if _is_generic(field)
    ]
    for field in model._meta.get_fields():
        target = (
            field.remote_field.model
            if isinstance(field, models.ForeignKey | models.ManyToManyField)
            else model
        )
        here, there = model._meta.app_config.name, target._meta.app_config.name
        if there in apps_upwards and apps_upwards.index(there) > apps_upwards.index(here):
            found.append(f"{model._meta.label}.{field.name} points upwards to {target._meta.label}")
    return found


def _is_generic(field: object) -> bool:
    return isinstance(field, GenericForeignKey)


def test_foreign_keys_point_to_the_same_app_or_one_listed_earlier() -> None:
    upwards = order()
    ours = [model for model in apps.get_models() if model._meta.app_config.name.startswith("huiying.")]
    assert [fault for model in ours for fault in faults_in_relations(model, upwards)] == []


def test_a_foreign_key_upwards_would_be_found() -> None:
    user = apps.get_model("access", "User")
    grant = apps.get_model("access", "Grant")
    places_last = [*(app for app in order() if "places" not in app), "huiying.registers.places"]
    assert faults_in_relations(user, places_last) == []
    assert len(faults_in_relations(grant, places_last)) == 2


def test_apps_are_installed_in_the_order_of_the_floors() -> None:
    installed = [app.name for app in apps.get_app_configs() if app.name in order()]
    assert installed == [app for app in order() if app in installed]


def test_imports_follow_the_order() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [sys.executable, lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    without = {apps.get_app_config(label).name for label in MigrationLoader(connection).unmigrated_apps}
    assert {
        model._meta.label for model in apps.get_models() if model._meta.app_config.name in without
    } == set()

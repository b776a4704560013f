"""Only services write records."""

import ast
from pathlib import Path

import pytest

from tests.conventions.source import PRODUCT, files, name, tree

ALWAYS = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
MAY_WRITE = ("demo", "cli")


def writes(code: ast.AST) -> list[str]:
    """The calls that write records: line and method.

    `save` with a positional argument is a picture's or a workbook's; `update` without keywords is a dict's.
    """
    found = []
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            method = node.func.attr
            is_save = method in {"save", "asave"} and not node.args
            is_update = method == "update" and bool(node.keywords) and not node.args
            if is_save or is_update or method.removeprefix("a") in ALWAYS or method in ALWAYS:
                found.append(f"{node.lineno}: .{method}()")
    return found


def may_write(path: Path) -> bool:
    """Services, whether a file or a folder; the demo and the commands stand outside the offices' work."""
    parts = path.relative_to(PRODUCT).with_suffix("").parts
    return "services" in parts or any(part in MAY_WRITE for part in parts)


def test_only_services_write_records() -> None:
    readers = [path for path in files(PRODUCT, ".py") if not may_write(path)]
    assert [f"{name(path)}:{write}" for path in readers for write in writes(tree(path))] == []


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("case.save()", 1),
        ("case.save(update_fields=['state'])", 1),
        ("Case.objects.filter(pk=1).update(state='closed')", 1),
        ("Case.objects.bulk_create([])", 1),
        ("form.instance.delete()", 1),
        ("picture.save(target)", 0),
        ("counts.update({1: 2})", 0),
    ],
)
def test_a_write_would_be_found(code: str, count: int) -> None:
    assert len(writes(ast.parse(code))) == count

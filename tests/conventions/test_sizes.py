"""Nothing is too long to be read at one sitting."""

import ast
from pathlib import Path

from tests.conventions.source import PRODUCT, ROOT, files, name, tree

LONGEST_FILE, LONGEST_TEMPLATE, LONGEST_FUNCTION = 400, 200, 50


def long_functions(code: ast.AST) -> list[str]:
    """The functions of more than fifty lines, without their decorators."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    found = [node for node in ast.walk(code) if isinstance(node, kinds)]
    lengths = [(node.name, (node.end_lineno or 0) - node.lineno + 1) for node in found]
    return [f"{function}() has {length} lines" for function, length in lengths if length > LONGEST_FUNCTION]


def _too_long(paths: list[Path], longest: int) -> list[str]:
    lengths = [(name(path), len(path.read_text().splitlines())) for path in paths]
    return [f"{path} has {length} lines" for path, length in lengths if length > longest]


def test_no_file_is_longer_than_it_can_be_read() -> None:
    assert _too_long(list(files(PRODUCT, ".py", ".css", ".js")), LONGEST_FILE) == []
    assert _too_long(list(files(ROOT / "tests", ".py")), LONGEST_FILE) == []
    assert _too_long(list(files(PRODUCT, ".html")), LONGEST_TEMPLATE) == []


def test_no_function_is_longer_than_fifty_lines() -> None:
    paths = [*files(PRODUCT, ".py"), *files(ROOT / "tests", ".py")]
    assert [f"{name(path)}: {fault}" for path in paths for fault in long_functions(tree(path))] == []


def test_a_long_function_would_be_found() -> None:
    assert long_functions(ast.parse("def f():\n" + "    x = 1\n" * 49)) == []
    assert long_functions(ast.parse("def f():\n" + "    x = 1\n" * 50)) == ["f() has 51 lines"]

"""The project's own files, for tests that read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "huiying"
WEB = PRODUCT / "fronts" / "web"
_FOREIGN = {
    ".git",
    ".venv",
    ".uv",
    "var",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
    ".import_linter_cache",
}


def files(folder: Path, *endings: str) -> Iterator[Path]:
    """The files under a folder, without what was installed, generated or migrated."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if (
            path.is_file()
            and path.suffix in endings
            and not _FOREIGN.intersection(parts)
            and "migrations" not in parts
        ):
            yield path


def name(path: Path) -> str:
    """The file's name as it is said in a failure."""
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    """A Python file as a syntax tree."""
    return ast.parse(path.read_text())


def dotted(node: ast.expr) -> str:
    """`a.b.c` of an attribute chain; "" stands for what is not a name.

    >>> dotted(ast.parse("timezone.now", mode="eval").body), dotted(ast.parse("f().now", mode="eval").body)
    ('timezone.now', '.now')
    """
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""

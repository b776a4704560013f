"""What decides, reads, writes or guards has its test file, in the same place of the tree."""

from pathlib import Path

from tests.conventions.source import PRODUCT, ROOT, name

KINDS = ("rules", "selectors", "services", "guards")


def untested(product: Path, tests: Path) -> list[str]:
    """The modules, or folders of modules, that have no `test_<kind>*.py` beside their place."""
    found = []
    for kind in KINDS:
        modules = [
            *product.glob(f"*/*/{kind}.py"),
            *(init.parent for init in product.glob(f"*/*/{kind}/__init__.py")),
        ]
        for module in sorted(modules):
            place = tests / module.parent.relative_to(product)
            if not any(place.rglob(f"test_{kind}*.py")) and not any(place.glob(f"{kind}/test_*.py")):
                found.append(str(module.relative_to(product)))
    return found


def test_every_module_that_decides_reads_writes_or_guards_has_its_test_file() -> None:
    assert untested(PRODUCT, ROOT / "tests") == []


def test_a_missing_test_file_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "huiying" / "work" / "cases" / "rules.py"
    module.parent.mkdir(parents=True)
    module.touch()
    assert untested(tmp_path / "huiying", tmp_path / "tests") == ["work/cases/rules.py"]


def test_tests_lie_where_the_product_has_a_folder() -> None:
    own = {"conventions", "journeys", "newspaper", "races", "bench"}
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")} - {ROOT / "tests"}
    placed = [folder.relative_to(ROOT / "tests") for folder in sorted(folders)]
    assert [str(place) for place in placed if place.parts[0] not in own and not _has_place(place)] == []


def _has_place(place: Path) -> bool:
    """Whether a folder of tests has the same folder in the product, or a module that it takes apart."""
    return (PRODUCT / place).is_dir() or (PRODUCT / place).with_suffix(".py").is_file()


def test_the_product_is_read_from_where_it_lies() -> None:
    assert name(PRODUCT / "settings.py") == "huiying/settings.py"

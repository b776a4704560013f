"""No file names a package registry or a folder of the machine on which it was written."""

import re

from tests.conventions.source import ROOT, files, name

TEXTS = (".py", ".html", ".css", ".js", ".json", ".jsonl", ".md", ".po", ".sh", ".toml", ".txt", "")
REGISTRIES = (
    "pypi" + r"\.org",
    "python" + "hosted",
    "npm" + r"js\.",
    r"deb\." + r"debian\.org",
    r"crates" + r"\.io",
)
WORKPLACE = (
    "index" + "-url",
    "find" + "-links",
    r"/wor" + r"k/(main|shared)",
    r"\.\./sha" + "red",
    "/tmp/" + "brief",
)
FORBIDDEN = re.compile("|".join([*REGISTRIES, *WORKPLACE]))


def test_no_file_names_a_registry_or_the_workplace() -> None:
    found = [
        f"{name(path)}: {match[0]}"
        for path in files(ROOT, *TEXTS)
        for match in FORBIDDEN.finditer(path.read_text())
    ]
    assert found == []


def test_a_registry_would_be_found() -> None:
    assert FORBIDDEN.search("https://files.python" + "hosted.example/a.whl")
    assert FORBIDDEN.search("read ../sha" + "red/design")

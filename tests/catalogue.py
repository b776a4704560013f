"""The catalogue of words from the command line: which are missing, and adding some.

python -m tests.catalogue                 prints the messages that the product asks for and the catalogue lacks
python -m tests.catalogue add FILE.json   adds {"English": "中文"}; a plural is {"English": ["plural", "中文"]}
"""

import json
import os
import sys
from pathlib import Path

import polib

from tests.conventions.source import PRODUCT, files
from tests.conventions.test_words import catalogues, messages_in


def missing() -> list[str]:
    """The messages that pages ask for and the Chinese catalogue lacks, in order."""
    known = {entry.msgid for path in catalogues() for entry in polib.pofile(str(path)) if not entry.obsolete}
    return sorted({word for path in files(PRODUCT, ".py", ".html") for word in messages_in(path)} - known)


def add(words: dict[str, str | list[str]]) -> None:
    """Add translations, refuse a word that has another one already, and compile the catalogue."""
    [path] = catalogues()
    po = polib.pofile(str(path))
    for english, said in words.items():
        entry = po.find(english)
        if entry is None:
            entry = polib.POEntry(msgid=english)
            po.append(entry)
        plural, chinese = ("", said) if isinstance(said, str) else said
        before = entry.msgstr_plural.get(0) if plural else entry.msgstr
        if before and before != chinese:
            sys.exit(f"{english!r} is {before!r} already: use that, or another English word.")
        entry.obsolete = False
        if plural:
            entry.msgid_plural, entry.msgstr_plural = plural, {0: chinese}
        else:
            entry.msgstr = chinese
    po.save(str(path))
    po.save_as_mofile(str(path.with_suffix(".mo")))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiying.settings")
    if sys.argv[1:2] == ["add"]:
        add(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
    print("\n".join(map(repr, missing())))

"""Every word on a screen goes through the catalogue, and the catalogue is complete."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from tests.conventions.source import PRODUCT, WEB, files, name, tree

CHINESE = re.compile(r"[㐀-鿿]")
LETTERS = re.compile(r"[^\W\d_]")
UNSEEN = re.compile(
    r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}|{%\s*blocktrans(late)?\b.*?endblocktrans(late)?\s*%}"
    r"|{%\s*block \w+\s*%}(?-i:[a-z-]+){%\s*endblock"
    r"|<(script|style|kbd)\b.*?</\3>|<!--.*?-->|<!doctype[^>]*>|&#?\w+;",
    re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"{%\s*(\w+)(.*?)%}|{{(.*?)}}", re.DOTALL)
SPOKEN = re.compile(r"""\b(?:alt|aria-label|label|placeholder|title)\s*=\s*(["'])([^"'{]*)\1""")
ASKED = re.compile(r"""_\((["']).*?\1\)""", re.DOTALL)
LITERAL = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)
CALLS = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "_", "N_"}


def unspoken(template: str) -> list[str]:
    """The words of a template that no catalogue translates: in text, in attributes, in arguments of tags."""
    seen = ASKED.sub("", UNSEEN.sub(" ", template))
    words = [
        match[2] or match[3]
        for match in TAG.finditer(seen)
        if match[1] not in {"translate", "trans", "load", "url"}
    ]
    literals = [
        text for part in words if part for _quote, text in LITERAL.findall(part) if _is_sentence(text)
    ]
    plain = TAG.sub("", seen)
    spoken = [text for _quote, text in SPOKEN.findall(plain) if _is_sentence(text)]
    text = re.sub(r"<[^>]*>", "\n", plain)
    return [*literals, *spoken, *(line.strip() for line in text.splitlines() if LETTERS.search(line))]


def _is_sentence(text: str) -> bool:
    """Whether a literal is meant to be read, and is no name of a file, class or state."""
    return bool(CHINESE.search(text)) or re.search(r"[a-z] [a-z]", text, re.IGNORECASE) is not None


def chinese_literals(code: ast.AST) -> list[str]:
    """Chinese in Python strings, except where somebody explains the code."""
    explained = {
        id(node.value)
        for node in ast.walk(code)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    strings = [
        node for node in ast.walk(code) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return [
        f"{node.lineno}: {node.value}"
        for node in strings
        if CHINESE.search(node.value) and id(node) not in explained
    ]


def messages_in(path: Path) -> Iterator[str]:
    """The messages that a file asks the catalogue for."""
    if path.suffix == ".html":
        source = templatize(path.read_text())
        found = re.findall(
            r"""(?:gettext|_)\((?:u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|'''.*?'''|\"\"\".*?\"\"\"))""",
            source,
            re.DOTALL,
        )
        yield from (ast.literal_eval(literal) for literal in found)
        return
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in CALLS
            and node.args
        ):
            first = node.args[1] if node.func.id.startswith("pgettext") else node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def catalogues() -> list[Path]:
    return [path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po")]


def test_templates_hold_no_words_of_their_own() -> None:
    found = {name(path): unspoken(path.read_text()) for path in files(WEB, ".html")}
    assert {path: words for path, words in found.items() if words} == {}


def test_pages_hold_no_chinese_of_their_own() -> None:
    assert [
        f"{name(path)}:{text}" for path in files(WEB, ".py") for text in chinese_literals(tree(path))
    ] == []


def test_every_message_of_the_pages_is_in_the_catalogue() -> None:
    asked = {message for path in files(PRODUCT, ".py", ".html") for message in messages_in(path)}
    [chinese] = [polib.pofile(str(path)) for path in catalogues() if "zh_Hans" in path.parts]
    known = {entry.msgid for entry in chinese if not entry.obsolete}
    assert sorted(asked - known) == []


def test_every_message_is_translated() -> None:
    assert catalogues()
    for path in catalogues():
        po = polib.pofile(str(path))
        assert [entry.msgid for entry in po.untranslated_entries() + po.fuzzy_entries()] == [], name(path)


def test_the_compiled_catalogue_is_the_written_one() -> None:
    for path in catalogues():
        assert path.with_suffix(".mo").exists(), f"{name(path)} is not compiled"
        written = {
            (entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path)).translated_entries()
        }
        compiled = {
            (entry.msgctxt, entry.msgid): entry for entry in polib.mofile(str(path.with_suffix(".mo")))
        }
        assert compiled.keys() == written.keys(), name(path)
        assert [key for key in written if _said(written[key]) != _said(compiled[key])] == [], name(path)


def _said(entry: polib.POEntry | polib.MOEntry) -> object:
    return [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] or entry.msgstr


@pytest.mark.parametrize(
    ("template", "count"),
    [
        ("<p>{% translate 'Send' %}</p>", 0),
        ("<p>{% blocktranslate %}Send it{% endblocktranslate %} · 3 {{ unit }}</p>", 0),
        ("<p>Send</p>", 1),
        ("<p>发送</p>", 1),
        ("<input placeholder='type here please'>", 1),
        ("<input class='wide field' placeholder=\"{% translate 'Send' %}\">", 0),
        ("{% include 'a.html' with title='Nothing here yet' %}", 1),
        ("{% include 'a.html' with kind='wide' %}", 0),
        ("{% page_head _('Nothing here yet') %}", 0),
        ("{{ count|default:'none at all' }}", 1),
        ("<script nonce='x'>let a = 1</script>&nbsp;{# note #}", 0),
    ],
)
def test_words_outside_the_catalogue_would_be_found(template: str, count: int) -> None:
    assert len(unspoken(template)) == count


def test_chinese_in_python_would_be_found() -> None:
    assert chinese_literals(ast.parse('"""诉求 explained."""\nx = "诉求"')) == ["2: 诉求"]

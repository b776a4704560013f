"""Pairs of characters, by which the search index finds Chinese text without knowing its words."""

import re
import unicodedata

_RUN = re.compile(r"([㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f]+)|([^\W_㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f]+)")


def bigrams(text: str) -> str:
    """What the search index keeps of a text: pairs of Chinese characters, and whole Latin words and numbers.

    A lone Chinese character gives nothing: nobody searches for one.

    >>> bigrams("柳岸小区7幢,WiFi坏了")
    '柳岸 岸小 小区 7 wifi 坏了'
    """
    tokens: list[str] = []
    for match in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        chinese, word = match.groups()
        if chinese:
            tokens.extend(chinese[i : i + 2] for i in range(len(chinese) - 1))
        else:
            tokens.append(word)
    return " ".join(tokens)


def phrase(query: str) -> str:
    """What a searched word becomes: the pairs that stand one after the other in each text that holds it.

    >>> phrase("停水了") in bigrams("早上停水了")
    True
    >>> phrase("水")
    ''
    """
    return bigrams(query)

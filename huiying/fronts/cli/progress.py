"""A bar for work that takes a while."""

import sys

_WIDTH = 30


class Bar:
    """On a terminal a bar that fills, elsewhere nothing: what a program reads stays clean."""

    def __init__(self, words: str, total: int) -> None:
        self.words, self.total, self.done = words, max(total, 1), 0
        self.is_shown = sys.stderr.isatty()

    def advance(self, count: int) -> None:
        """So many more are done."""
        self.done += count
        if self.is_shown:
            share = min(self.done / self.total, 1)
            sys.stderr.write(f"\r{'█' * round(share * _WIDTH):{_WIDTH}} {share:4.0%}  {self.words}")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the bar standing."""
        if self.is_shown:
            sys.stderr.write("\n")

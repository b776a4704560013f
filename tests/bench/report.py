"""What was measured against what must be reached."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Lines of figures; remembers what was missed."""

    missed: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """Print something that has no bar."""
        print(line, flush=True)

    def figure(self, what: str, got: float, must: float, unit: str, *, at_most: bool = False) -> None:
        """Print a figure beside its bar; `at_most` when less is better."""
        is_met = got <= must if at_most else got >= must
        bar = f"{'≤' if at_most else '≥'} {must:g}"
        print(
            f"  {what:<58} {got:>10.4g} {unit:<10} must {bar:<8} {'met' if is_met else 'MISSED'}", flush=True
        )
        if not is_met:
            self.missed.append(what)

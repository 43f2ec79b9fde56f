"""Shows figures: lines for the terminal, JSON, and the table of `docs/performance.md`.

Does not belong here: measuring.
"""

import json
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bench.child import cores
from bench.figures import Figure, Number

BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->\n"
HEADINGS = ("figure", "measured on", "number", "reference", "ratio", "target", "reached")


def print_figures(console: Console, figures: Sequence[Figure]) -> None:
    """Two lines a figure: the verdict, then both numbers and what they were measured on."""
    for figure in figures:
        colour, verdict = {True: ("green", "reached"), False: ("red", "missed"), None: ("dim", "")}[figure.is_reached]
        console.print(
            f"[bold]{figure.name}[/]: {_ratio(figure)}  [{colour}]{verdict}[/] (target {_target(figure) or 'none'})"
        )
        console.print(
            f"    [dim]{_number(figure.number)} ÷ {_number(figure.reference)}; {figure.scale}[/]", soft_wrap=True
        )


def write_json(path: Path, figures: Sequence[Figure]) -> None:
    """Everything that was measured, and on what."""
    path.parent.mkdir(parents=True, exist_ok=True)
    results = {"measured_at": datetime.now(UTC).isoformat(), "machine": _machine()}
    results["figures"] = [figure.as_json() for figure in figures]
    path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def update_page(page: Path, figures: Sequence[Figure]) -> None:
    """Put the figures between the two marks of the page."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    rows = [HEADINGS, ("---",) * len(HEADINGS), *map(_row, figures)]
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    dated = f"Measured on {datetime.now(UTC):%Y-%m-%d} with `make bench`: {_machine()}.\n\n"
    page.write_text(before + BEGIN + dated + table + END + after, encoding="utf-8")


def _row(figure: Figure) -> tuple[str, ...]:
    reached = {True: "yes", False: "no", None: ""}[figure.is_reached]
    numbers = (_number(figure.number), _number(figure.reference))
    return (figure.name, figure.scale, *numbers, _ratio(figure), _target(figure), reached)


def _ratio(figure: Figure) -> str:
    # Two decimals, but never fewer than two digits.
    return f"{figure.ratio:.2f}×" if figure.ratio >= 0.1 else f"{figure.ratio:.2g}×"


def _number(number: Number) -> str:
    return f"{number.name} {number.value:,.1f} {number.unit}"


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    sign = {">=": "≥", "<=": "≤"}[figure.target.comparison]
    unit = "×" if figure.target.of == "ratio" else f" {figure.number.unit}"
    return f"{sign} {figure.target.limit:g}{unit}"


def _machine() -> str:
    return (
        f"{len(cores()) or 'all'} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )

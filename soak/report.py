"""Shows outcomes: lines for the terminal, and the table of `docs/reliability.md`.

Does not belong here: trying anything.
"""

import os
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from proximity.settings import PROJECT_ROOT
from soak.outcome import Outcome

BEGIN, END = "<!-- outcomes: begin -->\n", "<!-- outcomes: end -->\n"
HEADINGS = ("part", "tried", "seed", "failures", "minutes", "run")
HEAD_LINES = 2


def print_outcomes(console: Console, outcomes: Sequence[Outcome]) -> None:
    """What was tried, and every failure whole: it says how to repeat it."""
    for outcome in outcomes:
        verdict = f"[red]{len(outcome.failures)} failures[/]" if outcome.failures else "[green]no failure[/]"
        console.print(f"[bold]{outcome.name}[/]: {verdict} in {outcome.seconds:,.0f} s, seed {outcome.seed}")
        console.print(f"    [dim]{_tried(outcome)}[/]", soft_wrap=True)
        for failure in outcome.failures:
            console.print(f"    {failure}", markup=False, soft_wrap=True)


def update_page(page: Path, outcomes: Sequence[Outcome]) -> None:
    """Put the outcomes between the two marks of the page; rows of parts that were not run stay as they are."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    table, after = rest.split(END)
    rows = {line.split(" | ")[0]: line for line in table.splitlines(keepends=True)[HEAD_LINES:]}
    rows |= {line.split(" | ")[0]: line for line in map(_line, map(_row, outcomes))}
    head = map(_line, (HEADINGS, ("---",) * len(HEADINGS)))
    page.write_text(before + BEGIN + "".join([*head, *rows.values()]) + END + after, encoding="utf-8")


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _row(outcome: Outcome) -> tuple[str, ...]:
    return (
        outcome.name,
        _tried(outcome),
        str(outcome.seed),
        f"{len(outcome.failures):,}",
        f"{outcome.seconds / 60:.1f}",
        f"{datetime.now(UTC):%Y-%m-%d}, {_revision()}, {os.cpu_count()} cores",
    )


def _tried(outcome: Outcome) -> str:
    return ", ".join(f"{count:,} {what}" for what, count in outcome.done.items())


def _revision() -> str:
    """The commit that was tried; whether anything else was changed is said, because then it is not what was tried."""
    git = ["git", "-C", str(PROJECT_ROOT)]
    found = subprocess.run([*git, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False)
    if found.returncode:
        return "unknown"
    code = ["src", "soak", "dbt_project", "tests"]
    changed = subprocess.run([*git, "status", "--porcelain", "--", *code], capture_output=True, text=True, check=False)
    return f"`{found.stdout.strip()}`" + (" with uncommitted changes" if changed.stdout.strip() else "")

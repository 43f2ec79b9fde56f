"""`python -m soak`: tries for many minutes what must never happen.

Exit code 0 if it never happened, 1 if it did once, 2 if the command line is wrong.
"""

import argparse
import sys
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from proximity.settings import PROJECT_ROOT
from soak import report
from soak.outcome import Outcome
from soak.parts import PARTS

PAGE = PROJECT_ROOT / "docs" / "reliability.md"


def main(arguments: list[str]) -> int:
    """Run the parts, print, and write the page if asked for; the exit code."""
    options = _options(arguments)
    outcomes = [_run(name, options) for name in ([options.only] if options.only else PARTS)]
    report.print_outcomes(Console(), outcomes)
    if options.write:
        report.update_page(PAGE, outcomes)
    return int(any(outcome.failures for outcome in outcomes))


def _options(arguments: list[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m soak", description=__doc__)
    reader.add_argument("--only", choices=PARTS, help="run one part")
    reader.add_argument("--quick", action="store_true", help="small scale: shows that it works, proves little")
    reader.add_argument("--count", type=int, help="how much to try, with --only; a failure is repeated with --count 1")
    reader.add_argument("--seed", type=int, default=_today(), help="where chance starts (default: today's date)")
    reader.add_argument("--write", action="store_true", help="put what came out into docs/reliability.md")
    options = reader.parse_args(arguments)
    if options.write and (options.quick or options.count):
        reader.error("--write needs full scale")
    if options.count is not None and (not options.only or options.count < 1):
        reader.error("--count is a number from 1 on, and needs --only")
    return options


def _today() -> int:
    return int(f"{datetime.now(UTC):%Y%m%d}")


def _run(name: str, options: argparse.Namespace) -> Outcome:
    part = PARTS[name]
    count = options.count or (part.quick if options.quick else part.full)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(f"{name:<11}", total=count)
        return part.run(count, options.seed, lambda done, total: progress.update(task, completed=done, total=total))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m bench`: every figure that Proximity promises, from one run.

Exit code 0 if all targets are reached, 1 if one is missed, 2 if the command line is wrong.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bench import build, increment, parser, postgres_build, postgres_load, report, sections, tracker
from bench.figures import Figure
from proximity.settings import PROJECT_ROOT, load_settings

PAGE = PROJECT_ROOT / "docs" / "performance.md"
PARTS = ("parser", "build", "increment", "postgres-load", "postgres-build", "tracker")


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    tracks_files: int
    parser_repetitions: int
    build_rounds: int
    few_rounds: int
    many_rounds: int
    increments: int
    load_files: int
    load_repetitions: int
    questions_repetitions: int
    tracker_minutes: int
    tracker_repetitions: int


FULL = Scale(40, 9, 200, 100, 1000, 5, 40, 9, 40, 12, 5)
#: Shows that everything works; its ratios are no evidence.
QUICK = Scale(20, 3, 20, 10, 40, 1, 4, 1, 3, 1, 2)


def main(arguments: list[str]) -> int:
    """Measure, print, write `results.json`; the exit code."""
    options = _options(arguments)
    scale, folder = QUICK if options.quick else FULL, load_settings().data_dir / "bench"
    console = Console()
    figures: list[Figure] = []
    for part in [options.only] if options.only else PARTS:
        figures += _measure(part, scale, folder)
    report.print_figures(console, figures)
    report.write_json(folder / "results.json", figures)
    if options.write:
        report.update_page(PAGE, figures)
    console.print(f"[dim]{folder / 'results.json'}[/]", soft_wrap=True)
    return int(any(figure.is_reached is False for figure in figures))


def _options(arguments: list[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    reader.add_argument("--only", choices=PARTS, help="measure one part")
    reader.add_argument("--quick", action="store_true", help="small scale: shows that it works, proves nothing")
    reader.add_argument("--write", action="store_true", help="write the figures into docs/performance.md")
    options = reader.parse_args(arguments)
    if options.write and (options.only or options.quick):
        reader.error("--write needs every part at full scale")
    return options


def _measure(part: str, scale: Scale, folder: Path) -> list[Figure]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(f"{part:<14}", total=_steps(part, scale))
        return _run(part, scale, folder / part, lambda: progress.advance(task))


def _steps(part: str, scale: Scale) -> int:
    return {
        "parser": parser.steps(scale.parser_repetitions) + sections.steps(scale.parser_repetitions),
        "build": build.STEPS,
        "increment": increment.steps(scale.increments),
        "postgres-load": postgres_load.steps(scale.load_repetitions),
        "postgres-build": postgres_build.steps(scale.increments, scale.questions_repetitions),
        "tracker": tracker.steps(scale.tracker_repetitions),
    }[part]


def _run(part: str, scale: Scale, folder: Path, on_step: Callable[[], None]) -> list[Figure]:
    if part == "parser":
        repetitions = scale.parser_repetitions
        return parser.measure(scale.tracks_files, repetitions, on_step) + sections.measure(repetitions, on_step)
    few, many = scale.few_rounds, scale.many_rounds
    work: Callable[[], list[Figure]] = {
        "build": lambda: build.measure(folder, scale.build_rounds, on_step),
        "increment": lambda: increment.measure(folder, few, many, scale.increments, on_step),
        "postgres-load": lambda: postgres_load.measure(folder, scale.load_files, scale.load_repetitions, on_step),
        "postgres-build": lambda: postgres_build.measure(
            folder, few, many, scale.increments, scale.questions_repetitions, on_step
        ),
        "tracker": lambda: tracker.measure(folder, scale.tracker_minutes, scale.tracker_repetitions, on_step),
    }[part]
    return work()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

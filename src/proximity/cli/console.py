"""The two consoles, progress bars, and text from outside made safe to print.

Does not belong here: what is printed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def safe(text: object) -> str:
    """Text from files and names, without control characters and markup, so that no name can drive the terminal."""
    printable = "".join(char if char.isprintable() else REPLACEMENT for char in str(text))
    return escape(printable)


def fail(message: object) -> None:
    """Say on stderr what went wrong."""
    for line in str(message).splitlines() or [""]:
        err.print(f"[bold red]error[/] {safe(line)}", soft_wrap=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that the yielded function moves; it takes the number of steps done and to do."""
    columns = (
        SpinnerColumn(finished_text="[green]✓[/]"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=32),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err) as progress:
        task = progress.add_task(f"{label:<22}", total=None)

        def move(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield move
        # Nothing to do counts as done, or the bar would pulse for ever.
        finished = progress.tasks[0].total or 0
        progress.update(task, completed=finished, total=finished)

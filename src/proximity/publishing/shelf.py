"""The folder in which generations lie: their names, the link to the newest, and which of the old ones may go.

Whatever is killed at whatever moment, the link leads to a whole file: files get their names when they are finished, and
the link is replaced, never removed.
Does not belong here: what is in the files.
"""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The newest and the one before: somebody may just have read the link and not have opened its file yet.
KEPT = 2


class PublicationError(RuntimeError):
    """The marts cannot be published or read; the message says why and what to do."""


class Shelf:
    """The generations of `<name>.duckdb`: `<name>.<ns>.duckdb` beside it. The link has the bare name of a file, so that
    the folder can be moved.

    The name is not `marts`: DuckDB calls a database after its file, and `marts.fct_kills` is ambiguous in a database
    that is called like its schema.
    """

    def __init__(self, link: Path) -> None:
        self.link = link
        self._prefix = f"{link.stem}."

    @property
    def newest(self) -> Path | None:
        """The file that readers open now; None before the first publication, and where a copy of the folder has a file
        in the place of the link."""
        target = self.link.resolve()
        return target if self.link.is_symlink() and target.exists() else None

    @contextmanager
    def next_generation(self) -> Iterator[Path]:
        """A path to write the next generation to. Afterwards the link leads to it, unless there was an error."""
        path = self.link.with_name(f"{self._prefix}{self._next_number()}.duckdb")
        unfinished = path.with_name(f"{path.name}.part")
        try:
            yield unfinished
            _flush(unfinished)
            unfinished.rename(path)
            self._switch(path)
        finally:
            self.tidy()

    def tidy(self) -> None:
        """Remove the old generations, and whatever a killed publication has left: what has no name yet, and what the
        link never led to. Nobody else writes here, because whoever publishes holds the lock of the warehouse."""
        newest, generations = self.newest, self._generations()
        current = next((number for number, path in generations.items() if newest and path.name == newest.name), 0)
        kept = sorted(number for number in generations if number <= current)[-KEPT:]
        superfluous = [path for number, path in generations.items() if number not in kept]
        for path in [*superfluous, *self.link.parent.glob(f"{self._prefix}*.part*")]:
            # On systems with POSIX file names a removed file stays readable for whoever has opened it.
            path.unlink(missing_ok=True)

    def _switch(self, path: Path) -> None:
        new_link = path.with_name(f"{path.name}.link.part")
        new_link.symlink_to(path.name)
        new_link.replace(self.link)
        _flush(self.link.parent)

    def _next_number(self) -> int:
        """The time in nanoseconds, and later than every number there is, whatever happened to the clock."""
        return max([time.time_ns(), *(number + 1 for number in self._generations())])

    def _generations(self) -> dict[int, Path]:
        pattern = re.compile(re.escape(self._prefix) + r"(\d+)\.duckdb")
        found = ((pattern.fullmatch(path.name), path) for path in self.link.parent.glob(f"{self._prefix}*.duckdb"))
        return {int(match[1]): path for match, path in found if match}


def _flush(path: Path) -> None:
    """Make sure that the disk has it before anything refers to it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

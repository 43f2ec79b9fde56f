"""Publishes the marts after a build: a new generation if anything differs from the one that readers have.

A generation begins as a copy of the one before, because most rounds never change again: publishing costs what has
changed, and reading everything once.
Does not belong here: how two databases are compared (`comparing`), names and links (`shelf`).
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from proximity.publishing.comparing import Changes, differences, everything
from proximity.publishing.published import attached
from proximity.publishing.shelf import PublicationError, Shelf
from proximity.publishing.source import Source
from proximity.publishing.writing import write
from proximity.settings import Settings
from proximity.warehouse.duckdb import open_duckdb


@dataclass(frozen=True)
class Publication:
    """`link`: what readers open; `path`: the file that it leads to now; `changed_tables`: how many tables were written
    for it, 0 if it was there before and nothing has changed."""

    link: Path
    path: Path
    changed_tables: int


def publish_marts(settings: Settings) -> Publication | None:
    """Let readers see the marts as they are now. No other process may use the warehouse meanwhile. None if there is
    nothing to publish, because readers connect to the warehouse itself.

    Raises:
        PublicationError: there are no marts, or a file cannot be written; readers keep what they have.
        WarehouseError: the warehouse cannot be used.
    """
    if settings.published_path is None:
        return None
    if not settings.warehouse_path.exists():
        raise PublicationError(f"There is no warehouse at {settings.warehouse_path} yet. Run `proximity build` first.")
    shelf = Shelf(settings.published_path)
    try:
        # For writing, though nothing is written: that keeps other publishers out.
        with open_duckdb(settings.warehouse_path) as warehouse:
            return _publish(Source(warehouse.connection), shelf)
    except (duckdb.Error, OSError) as error:
        raise PublicationError(
            f"The marts cannot be published as {shelf.link}: {str(error).splitlines()[0]}. Readers keep the marts of "
            "the last publication. Put that right and run `proximity build` again."
        ) from error


def _publish(source: Source, shelf: Shelf) -> Publication:
    if not source.marts:
        raise PublicationError("The marts are not built yet. Run `proximity build` first.")
    base = shelf.newest
    shelf.tidy()
    changes = _differences(source, base) if base else everything(source)
    if base and not changes:
        return Publication(shelf.link, base, 0)
    with shelf.next_generation() as path:
        if base and not changes.is_fresh:
            shutil.copyfile(base, path)
        with attached(source.connection, path):
            write(source, changes)
    newest = shelf.newest
    assert newest is not None, "the link has just been switched"
    return Publication(shelf.link, newest, len(changes))


def _differences(source: Source, base: Path) -> Changes:
    try:
        with attached(source.connection, base, read_only=True):
            return differences(source)
    except duckdb.Error:
        # The last publication is damaged, and nothing is lost with it. If it is the warehouse, writing will say so.
        return everything(source)

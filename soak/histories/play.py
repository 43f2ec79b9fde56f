"""Plays a history on a site, and ends it: every content has then been loaded under the name that counts.

Belongs here: doing the steps, and remembering what a load has seen. Does not belong here: drawing, judging.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from random import Random
from unittest.mock import patch

from proximity.format import parse_file_name
from proximity.loading import load, reading
from proximity.loading.discovery import FoundFile
from proximity.loading.reading import ReadFile
from proximity.warehouse import open_warehouse
from soak.histories.contents import Content
from soak.histories.steps import GARBAGE, Step
from soak.site import Site

#: Nanoseconds; times of files are drawn around it, before and after.
NOW = 1_795_000_000_000_000_000
YEAR = 365 * 24 * 3600 * 1_000_000_000
#: A content that waits can set another free; more rounds than contents are never needed.
MOST_EXTRA_LOADS = 10
WAITING = "SELECT DISTINCT sha256 FROM staging.round_files WHERE state = 'waiting'"


class Player:
    """Plays steps of an archive on a site; `loads` counts the loads."""

    def __init__(self, site: Site, contents: tuple[Content, ...], chance: Random) -> None:
        self._site = site
        self._contents = contents
        self._chance = chance
        self._growing: dict[str, Step] = {}
        self._settled: set[int] = set()
        self._ticks = 0
        self.loads = 0

    def play(self, step: Step) -> None:
        """Do one step."""
        data = self._contents[step.content].data
        if step.kind == "put":
            self._put(step.path, data)
        elif step.kind == "put part":
            self._put(step.path, data[: step.place])
        elif step.kind == "put garbage":
            self._put(step.path, GARBAGE[step.place])
        elif step.kind == "grow while loading":
            self._put(step.path, data[: step.place])
            self._growing[step.path] = step
        elif step.kind == "delete":
            (self._site.raw / step.path).unlink(missing_ok=True)
        elif step.kind == "touch":
            self._touch(step.path)
        else:
            self._load(_day(step.path) if step.kind == "load one day" else None)

    def end(self) -> None:
        """Have every content seen by a load under the name that counts, and once more if the ledger asks for it."""
        missing = set(range(len(self._contents))) - self._settled
        for number in missing:
            self._put(self._contents[number].counting_path, self._contents[number].data)
        self._load(None)
        for _ in range(MOST_EXTRA_LOADS):
            wanted = self._waiting()
            if not wanted:
                return
            for content in wanted:
                self._put(content.counting_path, content.data)
            self._load(None)
        raise AssertionError("the ledger asks for the same contents again and again")

    def _put(self, path: str, data: bytes) -> None:
        self._ticks += 1
        self._growing.pop(path, None)
        self._site.put(path, data, NOW + self._chance.randrange(-YEAR, YEAR) // 1000 * 1000 + self._ticks)

    def _touch(self, path: str) -> None:
        file = self._site.raw / path
        if file.exists():
            growing = self._growing.get(path)
            self._put(path, file.read_bytes())
            if growing:
                self._growing[path] = growing

    def _load(self, day: date | None) -> None:
        growing = {path: step for path, step in self._growing.items() if (self._site.raw / path).exists()}
        with _growth(growing, self._contents):
            self._site.load(None if day is None else [day])
        self.loads += 1
        for path in growing:
            if day is None or _day(path) == day:
                self._growing.pop(path, None)
        for number, content in enumerate(self._contents):
            path = content.counting_path
            is_seen = (day is None or _day(path) == day) and path not in growing
            file = self._site.raw / path
            if is_seen and file.exists() and file.read_bytes() == content.data:
                self._settled.add(number)

    def _waiting(self) -> list[Content]:
        with open_warehouse(self._site.settings, read_only=True) as warehouse:
            hashes = {found for (found,) in warehouse.query(WAITING)}
        return [content for content in self._contents if sha256(content.data).hexdigest() in hashes]


def _day(path: str) -> date:
    name = parse_file_name(path.rsplit("/", 1)[-1])
    assert name is not None, "archives have names of round files"
    return name.day


@contextmanager
def _growth(growing: dict[str, Step], contents: tuple[Content, ...]) -> Iterator[None]:
    """While it lasts, files get the rest of their bytes at their moment of being read."""
    read_file, look_at = load.read_file, reading.look_at

    def grow(found: FoundFile, moment: str) -> None:
        step = growing.get(found.path)
        if step and step.moment == moment:
            with found.absolute.open("ab") as file:
                file.write(contents[step.content].data[step.place :])

    def read(found: FoundFile) -> ReadFile:
        grow(found, "before")
        result = read_file(found)
        grow(found, "after")
        return result

    def look(path: object, relative: str) -> FoundFile:
        grow(FoundFile(relative, path), "between")  # type: ignore[arg-type]
        return look_at(path, relative)  # type: ignore[arg-type]

    with patch.object(load, "read_file", read), patch.object(reading, "look_at", look):
        yield

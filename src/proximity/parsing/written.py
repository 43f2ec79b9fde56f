"""What is known of one file as a whole: which tracker wrote it, and how many lines each section has.

Belongs here: gathering it from the frames of a batch. Does not belong here: judging it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from proximity.format import ROOT_TABLES, TRACKER_PREFIX
from proximity.parsing.counterparts import Pair, count_numbers
from proximity.parsing.endings import Ending, contradictions

ORDER = {section: position for position, section in enumerate(ROOT_TABLES)}


@dataclass(frozen=True)
class Written:
    """What is known of one file: section → its lines, rejects and column line, in the order of the file; `numbers` of
    `proximity.parsing.counterparts`; declared capabilities; `is_proximity` if our own tracker wrote it."""

    banner: int
    is_finished: bool
    is_fork: bool
    is_proximity: bool
    ending: Ending | None
    lines: dict[str, int]
    rejects: dict[str, int]
    without_columns: frozenset[str]
    repeated: frozenset[str]
    numbers: dict[str, int]
    capabilities: dict[str, bool]

    @property
    def last(self) -> str | None:
        """The section with which the file ends."""
        return next(reversed(self.lines), None)

    @property
    def damage(self) -> list[str]:
        """Everything in which the file differs from its end line."""
        return list(contradictions(self.ending, self.lines)) if self.ending else []

    @property
    def end_line(self) -> str | None:
        """What the end line says; None for trackers that write none."""
        if not self.is_proximity:
            return None
        return "missing" if self.ending is None else "contradicted" if self.damage else "holds"

    def number(self, name: str) -> int:
        """Lines of a section, or one of the numbers."""
        return self.lines.get(name, 0) if name in ORDER else self.numbers.get(name, 0)

    def is_countable(self, pair: Pair) -> bool:
        """False if rejects could make the difference: lines are counted whatever they hold, rows are not."""
        by_rows = [name for name in (pair.found, pair.expected) if name not in ORDER]
        return not by_rows or not any(self.rejects.get(section) for section in pair.sources)


def read_written(
    files: pl.DataFrame,
    headers: pl.DataFrame,
    sections: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    endings: Mapping[int, Ending | None],
) -> Iterator[tuple[int, Written]]:
    """Each file (`files` needs `banner_version` and `is_finished`) with what is known of it."""
    numbers = count_numbers(tables)
    by_file = sections.partition_by("file_index", as_dict=True)
    keys = headers.partition_by("file_index", as_dict=True)
    for index, banner, is_finished in files.select("file_index", "banner_version", "is_finished").iter_rows():
        own, header = by_file.get((index,), sections.clear()), keys.get((index,), headers.clear())
        values = {key: (line, value) for key, line, value in header.select("key", "line_number", "value").iter_rows()}
        names = own["section"].to_list()
        ending = endings.get(index)
        yield (
            index,
            Written(
                banner=banner,
                is_finished=is_finished,
                is_fork=_comes_before(values, "axis_spawn_interval", "round_start_unix"),
                is_proximity=ending is not None or _value(values, "tracker_version_full").startswith(TRACKER_PREFIX),
                ending=ending,
                lines=dict(zip(names, own["line_count"], strict=True)),
                rejects=dict(zip(names, own["reject_count"], strict=True)),
                without_columns=frozenset(own.filter(pl.col("column_line").is_null())["section"]),
                repeated=frozenset(own.filter(pl.col("heading_count") > 1)["section"]),
                numbers=numbers.get(index, {}),
                capabilities=_capabilities(values),
            ),
        )


def _value(values: Mapping[str, tuple[int, str]], key: str) -> str:
    _, value = values.get(key, (0, ""))
    return value


def _comes_before(values: Mapping[str, tuple[int, str]], first: str, second: str) -> bool:
    """Only the V5 fork writes the spawn intervals before the unix times (4.1)."""
    return first in values and second in values and values[first][0] < values[second][0]


def _capabilities(values: Mapping[str, tuple[int, str]]) -> dict[str, bool]:
    declared = _value(values, "capabilities")
    return {name: state == "1" for name, _, state in (part.partition(":") for part in declared.split(","))}

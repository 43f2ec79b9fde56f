"""Says of a file and its sections whether they are whole (format document, sections 2 and 8; defect A1).

There is no end marker. A file is `cut` if anything shows it, `proven` if nothing can be missing, else `unproven`: a cut
exactly between two lines of a late section, or before a section that need not exist, cannot always be seen.
A section is `proven` if a later one of the file's order follows, or if it counts what an earlier section counts too.
Does not belong here: what to do with a cut file; rejected lines, which are there and not missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from proximity.format import ROOT_TABLES
from proximity.parsing.counterparts import PAIRS, Pair, count_numbers, pairs_of

ORDER = {section: position for position, section in enumerate(ROOT_TABLES)}
ALWAYS_WRITTEN = [table.section for table in ROOT_TABLES.values() if table.presence == "always"]
#: Sections that one side branch (banner V5) writes even without rows; every other section is written with rows only.
WRITTEN_BY_FORK = ["SPAWN_TIMING", "TEAM_COHESION", "CROSSFIRE_OPPORTUNITIES", "TEAM_PUSHES", "TRADE_KILLS"]
#: From this section of the file's order on: the tracker generation (banner) that wrote it first.
FIRST_BANNERS = {"OBJECTIVE_FOCUS": 4, "SPAWN_TIMING": 5, "SHOT_FIRED": 6}
OLDEST_BANNER = 3
FILE_SCHEMA = {
    "file_index": pl.UInt32,
    "truncation_evidence": pl.String,
    "completeness": pl.String,
    "last_section": pl.String,
}
SECTION_SCHEMA = {"file_index": pl.UInt32, "section": pl.String, "completeness": pl.String}


@dataclass(frozen=True)
class Written:
    """What is known of one file: section → its lines, rejects and column line, in the order of the file; `numbers` of
    `proximity.parsing.counterparts`; declared capabilities."""

    banner: int
    is_finished: bool
    is_fork: bool
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

    def number(self, name: str) -> int:
        """Lines of a section, or one of the numbers."""
        return self.lines.get(name, 0) if name in ORDER else self.numbers.get(name, 0)

    def is_countable(self, pair: Pair) -> bool:
        """False if rejects could make the difference: lines are counted whatever they hold, rows are not."""
        by_rows = [name for name in (pair.found, pair.expected) if name not in ORDER]
        return not by_rows or not any(self.rejects.get(section) for section in pair.sources)


def judge_completeness(
    files: pl.DataFrame, headers: pl.DataFrame, sections: pl.DataFrame, tables: Mapping[str, pl.DataFrame]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row a file (`FILE_SCHEMA`; evidence is joined by `, `, null if there is none), one a section
    (`SECTION_SCHEMA`). `files` needs `banner_version` and `is_finished`."""
    file_rows, section_rows = [], []
    for index, written in _written(files, headers, sections, tables):
        clues = list(_clues(written))
        states = _states_of_sections(written, clues)
        file_rows.append((index, ", ".join(clues) or None, _state_of_file(written, states, clues), written.last))
        section_rows += [(index, section, state) for section, state in states.items()]
    return (
        pl.DataFrame(file_rows, schema=FILE_SCHEMA, orient="row"),
        pl.DataFrame(section_rows, schema=SECTION_SCHEMA, orient="row"),
    )


def _clues(written: Written) -> Iterator[str]:
    """Everything that shows a cut; a clue that ends in `:SECTION` concerns rows of that section."""
    last = written.last
    if not written.is_finished:
        yield "last_line_unfinished"
    yield from (f"section_missing:{section}" for section in ORDER if _is_missing(written, section))
    if last is not None and last in written.without_columns:
        yield f"column_line_missing:{last}"
    if last is not None and written.lines[last] == 0 and last not in _written_without_rows(written):
        yield f"section_without_rows:{last}"
    yield from (pair.evidence for pair in PAIRS if _are_too_few(written, pair))


def _are_too_few(written: Written, pair: Pair) -> bool:
    if not pair.is_cut_if_fewer or pair.section not in written.lines or not written.is_countable(pair):
        return False
    return written.number(pair.found) < written.number(pair.expected)


def _is_missing(written: Written, section: str) -> bool:
    if section in written.lines:
        return False
    if section in ALWAYS_WRITTEN:
        return written.banner >= _first_banner(section)
    if section in WRITTEN_BY_FORK and written.is_fork:
        return True
    return any(
        written.number(pair.expected) > 0
        and (written.capabilities.get(pair.flag, False) or written.banner >= pair.since_banner)
        for pair in pairs_of(section)
    )


def _written_without_rows(written: Written) -> list[str]:
    return [*ALWAYS_WRITTEN, *WRITTEN_BY_FORK] if written.is_fork else ALWAYS_WRITTEN


def _states_of_sections(written: Written, clues: list[str]) -> dict[str, str]:
    accused = {clue.rpartition(":")[2] for clue in clues if ":" in clue}
    if not written.is_finished and written.last is not None:
        accused.add(written.last)
    states: dict[str, str] = {}
    latest = -1
    # From the end: newer trackers write sections that are not known yet behind the known ones.
    for section in reversed(written.lines):
        position = ORDER.get(section, len(ORDER))
        # Of a section that stands twice the second one may be cut.
        is_proven = section not in written.repeated and (latest > position or _agrees(written, section))
        states[section] = "cut" if section in accused else "proven" if is_proven else "unproven"
        latest = max(latest, position)
    return dict(reversed(states.items()))


def _agrees(written: Written, section: str) -> bool:
    pairs = [pair for pair in pairs_of(section) if pair.proves_whole]
    return bool(pairs) and all(
        written.number(pair.found) == written.number(pair.expected)
        and not any(written.rejects.get(source) for source in pair.sources)
        for pair in pairs
    )


def _state_of_file(written: Written, states: Mapping[str, str], clues: list[str]) -> str:
    last = written.last
    if clues or last is None:
        return "cut"
    may_go_on = any(_may_follow(written, section) for section in ORDER)
    return "proven" if states[last] == "proven" and not may_go_on else "unproven"


def _may_follow(written: Written, section: str) -> bool:
    """A section that is not there could have been written after the last one."""
    last = written.last
    if section in written.lines or last not in ORDER or ORDER[section] < ORDER[last]:
        return False
    needs_rows = [written.number(pair.expected) for pair in pairs_of(section) if pair.is_cut_if_fewer]
    return written.banner >= _first_banner(section) and (not needs_rows or any(needs_rows))


def _first_banner(section: str) -> int:
    if section == "PLAYER_TRACKS":
        return 4
    begun = [banner for first, banner in FIRST_BANNERS.items() if ORDER[first] <= ORDER[section]]
    return max(begun, default=OLDEST_BANNER)


def _written(
    files: pl.DataFrame, headers: pl.DataFrame, sections: pl.DataFrame, tables: Mapping[str, pl.DataFrame]
) -> Iterator[tuple[int, Written]]:
    numbers = count_numbers(tables)
    by_file = sections.partition_by("file_index", as_dict=True)
    keys = headers.partition_by("file_index", as_dict=True)
    for index, banner, is_finished in files.select("file_index", "banner_version", "is_finished").iter_rows():
        own, header = by_file.get((index,), sections.clear()), keys.get((index,), headers.clear())
        values = {key: (line, value) for key, line, value in header.select("key", "line_number", "value").iter_rows()}
        names = own["section"].to_list()
        yield (
            index,
            Written(
                banner=banner,
                is_finished=is_finished,
                is_fork=_comes_before(values, "axis_spawn_interval", "round_start_unix"),
                lines=dict(zip(names, own["line_count"], strict=True)),
                rejects=dict(zip(names, own["reject_count"], strict=True)),
                without_columns=frozenset(own.filter(pl.col("column_line").is_null())["section"]),
                repeated=frozenset(own.filter(pl.col("heading_count") > 1)["section"]),
                numbers=numbers.get(index, {}),
                capabilities=_capabilities(values),
            ),
        )


def _comes_before(values: Mapping[str, tuple[int, str]], first: str, second: str) -> bool:
    """Only the V5 fork writes the spawn intervals before the unix times (4.1)."""
    return first in values and second in values and values[first][0] < values[second][0]


def _capabilities(values: Mapping[str, tuple[int, str]]) -> dict[str, bool]:
    _, declared = values.get("capabilities", (0, ""))
    return {name: state == "1" for name, _, state in (part.partition(":") for part in declared.split(","))}

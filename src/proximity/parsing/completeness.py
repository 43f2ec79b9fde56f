"""Says of a file and its sections whether they are whole (format document, sections 2 and 8; defect A1).

A file is `cut` if anything shows it, `damaged` if it has an end line that contradicts it, `proven` if nothing can be
missing, else `unproven`. Only our own tracker writes an end line, which proves everything. Of other files a cut exactly
between two lines of a late section, or before a section that need not exist, cannot always be seen.
A section is `proven` if the end line holds; else if a later one of the file's order follows, or if it counts what an
earlier section counts too.
Does not belong here: what to do with such a file; rejected lines, which are there and not missing.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from proximity.format import ROOT_TABLES
from proximity.parsing.counterparts import PAIRS, Pair, pairs_of
from proximity.parsing.endings import Ending
from proximity.parsing.written import ORDER, Written, read_written

ALWAYS_WRITTEN = [table.section for table in ROOT_TABLES.values() if table.presence == "always"]
#: Sections that one side branch (banner V5) writes even without rows; every other section is written with rows only.
WRITTEN_BY_FORK = ["SPAWN_TIMING", "TEAM_COHESION", "CROSSFIRE_OPPORTUNITIES", "TEAM_PUSHES", "TRADE_KILLS"]
#: From this section of the file's order on: the tracker generation (banner) that wrote it first.
FIRST_BANNERS = {"OBJECTIVE_FOCUS": 4, "SPAWN_TIMING": 5, "SHOT_FIRED": 6}
OLDEST_BANNER = 3
FILE_SCHEMA = {
    "file_index": pl.UInt32,
    "truncation_evidence": pl.String,
    "damage_evidence": pl.String,
    "end_line": pl.String,
    "completeness": pl.String,
    "last_section": pl.String,
}
SECTION_SCHEMA = {"file_index": pl.UInt32, "section": pl.String, "completeness": pl.String}


def judge_completeness(
    files: pl.DataFrame,
    headers: pl.DataFrame,
    sections: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    endings: Mapping[int, Ending | None],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row a file (`FILE_SCHEMA`; evidence is joined by `, `, null if there is none), one a section
    (`SECTION_SCHEMA`). `files` needs `banner_version` and `is_finished`."""
    file_rows, section_rows = [], []
    for index, written in read_written(files, headers, sections, tables, endings):
        clues, damage = list(_clues(written)), written.damage
        states = _states_by_end_line(written, damage) if written.ending else _states_by_order(written, clues)
        state = _state_of_file(written, states, clues)
        evidence = (", ".join(codes) or None for codes in (clues, damage))
        file_rows.append((index, *evidence, written.end_line, state, written.last))
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
    if written.is_proximity:
        if written.ending is None:
            yield "end_line_missing"
        return
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


def _states_by_end_line(written: Written, damage: list[str]) -> dict[str, str]:
    accused = _accused(damage)
    # Of a wrong checksum nobody can say which section it is about.
    other = "unproven" if damage else "proven"
    return {section: "damaged" if section in accused else other for section in written.lines}


def _states_by_order(written: Written, clues: list[str]) -> dict[str, str]:
    accused = _accused(clues)
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


def _accused(codes: list[str]) -> set[str]:
    return {code.rpartition(":")[2] for code in codes if ":" in code}


def _agrees(written: Written, section: str) -> bool:
    # The pairs were confirmed on files of the community's trackers.
    pairs = [] if written.is_proximity else [pair for pair in pairs_of(section) if pair.proves_whole]
    return bool(pairs) and all(
        written.number(pair.found) == written.number(pair.expected)
        and not any(written.rejects.get(source) for source in pair.sources)
        for pair in pairs
    )


def _state_of_file(written: Written, states: Mapping[str, str], clues: list[str]) -> str:
    last = written.last
    if clues or last is None:
        return "cut"
    if written.ending:
        return "damaged" if written.damage else "proven"
    may_go_on = any(_may_follow(written, section) for section in ORDER)
    return "proven" if states[last] == "proven" and not may_go_on else "unproven"


def _may_follow(written: Written, section: str) -> bool:
    """A section that is not there could have been written after the last one."""
    last = written.last
    if section in written.lines or last not in ORDER or ORDER[section] < ORDER[last]:
        return False
    if ROOT_TABLES[section].presence == "never":
        return False
    needs_rows = [written.number(pair.expected) for pair in pairs_of(section) if pair.is_cut_if_fewer]
    return written.banner >= _first_banner(section) and (not needs_rows or any(needs_rows))


def _first_banner(section: str) -> int:
    if section == "PLAYER_TRACKS":
        return 4
    begun = [banner for first, banner in FIRST_BANNERS.items() if ORDER[first] <= ORDER[section]]
    return max(begun, default=OLDEST_BANNER)

"""Compares what the parser made of a batch with what the judge says of it: line by line, value by value.

Does not belong here: how the batch came about.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import polars as pl

from proximity.parsing import ParsedRounds
from soak.judging.files import Judgement
from soak.judging.grammar import HEADER_TYPES, ITEMS, SECTIONS

#: Position of the file in the batch, line number (0: the file as a whole), what is wrong.
Difference = tuple[int, int, str]
Keyed = dict[tuple[int, int], list[tuple[object, ...]]]


def differences(parsed: ParsedRounds, judgements: Sequence[Judgement]) -> Iterator[Difference]:
    """Everything in which parser and judge do not agree."""
    repaired = _line_keys(getattr(parsed, "repaired_lines", None))
    yield from _refusals(parsed, judgements)
    yield from _counts(parsed, judgements)
    yield from _rejects(parsed, judgements, repaired)
    yield from _kept_texts(parsed, judgements)
    yield from _headers(parsed, judgements)
    for table in ITEMS:
        yield from _rows(parsed, judgements, table, repaired)


def _refusals(parsed: ParsedRounds, judgements: Sequence[Judgement]) -> Iterator[Difference]:
    for index, refusal in enumerate(parsed.files["refusal"]):
        if (refusal is not None) != judgements[index].is_refused:
            yield index, 0, f"refusal is {refusal}"


def _counts(parsed: ParsedRounds, judgements: Sequence[Judgement]) -> Iterator[Difference]:
    """Lines = rows + rejects in every known section, and as many lines as the judge counts."""
    found: list[dict[str, int]] = [{} for _ in judgements]
    columns = ("file_index", "section", "line_count", "row_count", "reject_count")
    for index, section, lines, rows, rejects in parsed.sections.select(columns).iter_rows():
        found[index][section] = lines
        if section in SECTIONS and lines != rows + rejects:
            yield index, 0, f"{section} has {lines} lines, but {rows} rows and {rejects} rejects"
    for index, judgement in enumerate(judgements):
        expected = {section: count for section, count in judgement.counts.items() if section}
        if found[index] != expected:
            yield index, 0, f"line counts of sections are {found[index]}, not {expected}"


def _rejects(
    parsed: ParsedRounds, judgements: Sequence[Judgement], repaired: set[tuple[int, int]]
) -> Iterator[Difference]:
    expected = {(index, number) for index, judgement in enumerate(judgements) for number in judgement.rejects}
    found = _line_keys(parsed.rejected_lines)
    for key in sorted(expected - found - repaired):
        yield *key, "is damaged, and loaded without a word"
    for key in sorted((found | repaired) - expected):
        yield *key, "is sound, and not a row as written"
    for key in sorted(found & repaired):
        yield *key, "is both a reject and repaired"
    for index, number, text in parsed.rejected_lines.select("file_index", "line_number", "text").iter_rows():
        if text != judgements[index].lines[number - 1]:
            yield index, number, f"is kept as {text!r}"


def _kept_texts(parsed: ParsedRounds, judgements: Sequence[Judgement]) -> Iterator[Difference]:
    """Lines of unknown sections and fields beyond the last known column are kept as written."""
    unknown: dict[tuple[int, int], str] = {}
    surplus: dict[tuple[int, int], str] = {}
    for index, judgement in enumerate(judgements):
        unknown |= {(index, number): judgement.lines[number - 1] for number in judgement.unknown}
        surplus |= {(index, number): text for number, text in judgement.surplus.items()}
    for what, frame, expected in (
        ("text of an unknown section", parsed.unknown_lines, unknown),
        ("surplus fields", parsed.rescued_fields, surplus),
    ):
        found = {(index, line): text for index, line, text in frame.select("file_index", "line_number", "text").rows()}
        for key in sorted(expected.keys() | found.keys()):
            if expected.get(key) != found.get(key):
                yield *key, f"{what}: {found.get(key)!r}, not {expected.get(key)!r}"


def _headers(parsed: ParsedRounds, judgements: Sequence[Judgement]) -> Iterator[Difference]:
    keys = list(HEADER_TYPES)
    for index, values in enumerate(parsed.files.select(keys).iter_rows()):
        expected = tuple(judgements[index].headers.get(key) for key in keys)
        if values != expected:
            wrong = {key: value for key, value, other in zip(keys, values, expected, strict=True) if value != other}
            yield index, 0, f"header values {wrong} are not as written"


def _rows(
    parsed: ParsedRounds, judgements: Sequence[Judgement], table: str, repaired: set[tuple[int, int]]
) -> Iterator[Difference]:
    frame = parsed.tables[table]
    keys = [name for name in frame.columns if name in ("file_index", "line_number") or name.endswith("_number")]
    values = [column.name for column in ITEMS[table].fields if column.type != "list"]
    found = frame.select(*keys, *values).sort(keys, maintain_order=True).rows()
    expected = [
        (index, number, *row)
        for index, judgement in enumerate(judgements)
        for number, rows in judgement.rows.items()
        for row in rows.get(table, ())
    ]
    if repaired:
        found = [row for row in found if row[:2] not in repaired]
    if found == expected:
        return
    ours, theirs = _by_line(found), _by_line(expected)
    for key in sorted(ours.keys() | theirs.keys()):
        if ours.get(key) != theirs.get(key):
            yield *key, f"{table} {_first_difference(ours.get(key, []), theirs.get(key, []))}"


def _by_line(rows: list[tuple[object, ...]]) -> Keyed:
    keyed: Keyed = {}
    for row in rows:
        keyed.setdefault(row[:2], []).append(row)  # type: ignore[arg-type]
    return keyed


def _first_difference(ours: list[tuple[object, ...]], theirs: list[tuple[object, ...]]) -> str:
    pairs = (pair for pair in zip_longest(ours, theirs) if pair[0] != pair[1])
    return "has {}, not {}".format(*next(pairs))


def _line_keys(frame: pl.DataFrame | None) -> set[tuple[int, int]]:
    return set() if frame is None else set(frame.select("file_index", "line_number").iter_rows())

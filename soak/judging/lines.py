"""Judges one data line: the rows that it must become, or that it is unsound.

Does not belong here: where a line stands in its file (`soak.judging.files`).
"""

from functools import lru_cache

from soak.judging.grammar import SECTIONS, Field, Items
from soak.judging.values import ITEM_READERS, READERS, Readers, Unsound

#: Table → rows without the line's own keys: item numbers first, then the values in the order of the columns.
Rows = dict[str, list[tuple[object, ...]]]


def judge(section: Items, line: str, declared_width: int | None) -> Rows:
    """The rows of a line.

    Raises:
        Unsound: the line is damaged in a way that the grammar can see.
    """
    fields = fields_of(section, line)
    widths = section.widths
    if declared_width is not None and (declared_width in widths or declared_width > widths[-1]):
        widths = [declared_width]
    if len(fields) not in widths:
        raise Unsound("number of fields")
    return _rows(section, section.layout(len(fields)), fields, (), READERS)


def fields_of(section: Items, line: str) -> list[str]:
    """The fields of a line. The last list of ENGAGEMENTS holds the column separator (7.1): split from the left."""
    last = section.fields[-1].name
    pieces = line.split(section.field_separator)
    if last in section.lists and section.field_separator in _separators(section.lists[last]):
        pieces = line.split(section.field_separator, len(section.fields) - 1)
    return pieces


def _separators(items: Items) -> set[str]:
    inner = [_separators(child) for child in items.lists.values()]
    return {items.separator, items.field_separator}.union(*inner)


def _rows(items: Items, layout: list[Field], texts: list[str], numbers: tuple[int, ...], readers: Readers) -> Rows:
    values: dict[str, object] = {}
    rows: Rows = {}
    lengths: dict[str, int] = {}
    # Fields beyond the last known column belong to no row; the trial looks for them elsewhere.
    for column, text in zip(layout, texts, strict=False):
        if not text and not column.is_nullable:
            raise Unsound(f"{column.name} missing")
        if column.type == "list":
            lengths[column.name] = _open(items.lists[column.name], text, numbers, rows)
        else:
            values[column.name] = readers[column.type](text) if text else None
    for column in layout:
        if column.counts and values[column.name] != lengths[column.counts]:
            raise Unsound(f"{column.name} counts wrongly")
    stored = tuple(values.get(column.name) for column in items.fields if column.type != "list")
    rows.setdefault(items.table, []).append((*numbers, *stored))
    return rows


def _open(child: Items, text: str, numbers: tuple[int, ...], rows: Rows) -> int:
    """Add the rows of a list's items to `rows`; the number of items."""
    pieces = text.split(child.separator) if text else []
    # One terminator may follow the last item, and is no further item.
    if child.terminator and text.endswith(child.terminator):
        pieces.pop()
    for number, piece in enumerate(pieces, start=1):
        fields = piece.split(child.field_separator) if child.field_separator else [piece]
        if len(fields) != len(child.fields):
            raise Unsound("number of fields of an item")
        if piece.endswith("\r") or (child.field_separator and f"\r{child.field_separator}" in piece):
            raise Unsound("carriage return at the end of an item's field")
        for table, found in _rows(child, child.fields, fields, (*numbers, number), ITEM_READERS).items():
            rows.setdefault(table, []).extend(found)
    return len(pieces)


@lru_cache(maxsize=200_000)
def verdict(section: str, line: str, declared_width: int | None) -> Rows | None:
    """The same, with None for an unsound line; remembered, since most lines of a trial are untouched."""
    try:
        return judge(SECTIONS[section], line, declared_width)
    except Unsound:
        return None

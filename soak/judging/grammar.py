"""The facts of the format table as the judge needs them: names, types, separators.

Does not belong here: the product's reader of the same files (`proximity.format`), which is under trial too.
"""

import csv
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

FORMAT_FOLDER = Path(__file__).parents[2] / "src" / "proximity" / "format"


@dataclass(frozen=True)
class Field:
    """One column: `since_width` 0 means in every layout; `counts` names the list whose items the value counts."""

    name: str
    type: str
    is_nullable: bool
    since_width: int
    counts: str


@dataclass
class Items:
    """The items of one kind: lines of a section, or pieces of a list column, with the lists inside them."""

    table: str
    separator: str
    terminator: str
    field_separator: str
    fields: list[Field]
    lists: dict[str, "Items"] = field(default_factory=dict)

    @cached_property
    def layouts(self) -> dict[int, list[Field]]:
        """The fields of an item by their number, narrowest first."""
        since = sorted({max(column.since_width, 1) for column in self.fields})
        layouts = ([column for column in self.fields if column.since_width <= width] for width in since)
        return {len(layout): layout for layout in layouts}

    def layout(self, width: int) -> list[Field]:
        """The fields of an item that has `width` of them, or more than are known."""
        return self.layouts[min(width, self.widths[-1])]

    @cached_property
    def widths(self) -> list[int]:
        """The numbers of fields that an item may have."""
        return list(self.layouts)


def _rows(name: str) -> list[dict[str, str]]:
    with (FORMAT_FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _fields(table: str, columns: list[dict[str, str]]) -> list[Field]:
    return [
        Field(row["column"], row["type"], row["nullable"] == "yes", int(row["since_width"] or 0), row["counts"])
        for row in columns
        if row["table"] == table
    ]


def _read() -> tuple[dict[str, Items], dict[str, Items]]:
    columns, sections, tables = _rows("columns.csv"), {}, {}
    for row in _rows("tables.csv"):
        name = row["table"]
        items = Items(
            name, row["item_separator"], row["item_terminator"], row["field_separator"], _fields(name, columns)
        )
        tables[name] = items
        if row["parent"]:
            tables[row["parent"]].lists[row["source_column"]] = items
        else:
            sections[row["section"]] = items
    return sections, tables


#: Section → its lines; table → its items.
SECTIONS, ITEMS = _read()
#: Header key → type.
HEADER_TYPES = {row["key"]: row["type"] for row in _rows("header_keys.csv")}

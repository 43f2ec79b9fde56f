"""Reads the format table (`tables.csv`, `columns.csv`, `other_names.csv`, `header_keys.csv`, `capabilities.csv`).

Every staging table is a list of items: the lines of a section, or the items of a list column. An item has fields, a
field may be a list again. So one description serves sections and nested lists alike, and a section is added by
adding rows to the CSV files.
Does not belong here: anything that is not stated by the files.
"""

import csv
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from proximity.format.value_types import VALUE_TYPES, ValueType


@dataclass(frozen=True)
class Column:
    """One field of a table's items.

    `since_width`: the field exists only in items of at least so many fields; `counts`: the value states the number of
    items of that list column; `other_names`: how some trackers call it in their column lines.
    """

    name: str
    type: ValueType
    unit: str
    is_nullable: bool
    since_width: int
    counts: str
    other_names: tuple[str, ...]
    description: str

    @property
    def is_list(self) -> bool:
        """True if the field is opened into a child table."""
        return self.type.name == "list"


@dataclass(frozen=True)
class HeaderKey:
    """One `# key=value` line that the format knows."""

    name: str
    type: ValueType
    unit: str
    since_banner: int
    description: str


@dataclass(frozen=True)
class Table:
    """One staging table: a section (no parent) or a list column of `parent`.

    `item_key` numbers the items of a list from 1; `item_terminator` may follow the last item. `presence` says how the
    community's trackers write a section, `proximity_presence` how ours does: `always` (its heading even without rows),
    `with_rows`, `fence` (always, and right in front of the sections that only ours writes) or `never`.
    `capability` is the flag that switches the section on; `recorded_since` the banner from which a section without a
    flag is always recorded (both empty: neither is known).
    Sections stand in the order in which files have them.
    """

    name: str
    section: str
    parent: str
    source_column: str
    item_key: str
    item_separator: str
    item_terminator: str
    field_separator: str
    presence: str
    proximity_presence: str
    capability: str
    recorded_since: str
    storage: str
    description: str
    columns: tuple[Column, ...]

    @cached_property
    def stored_columns(self) -> tuple[Column, ...]:
        """The columns that are stored: all but the lists."""
        return tuple(column for column in self.columns if not column.is_list)

    @cached_property
    def layouts(self) -> dict[int, tuple[Column, ...]]:
        """Field count → the columns that an item of so many fields has."""
        widths = {len(self._columns_at(column.since_width)) for column in self.columns}
        return {width: self._columns_at(width) for width in sorted(widths)}

    @cached_property
    def children(self) -> dict[str, "Table"]:
        """List column → the table that its items go to."""
        return {table.source_column: table for table in TABLES.values() if table.parent == self.name}

    @cached_property
    def item_keys(self) -> tuple[str, ...]:
        """Names of the item numbers that, with round and line, identify an item: one a nesting level."""
        inherited = TABLES[self.parent].item_keys if self.parent else ()
        return (*inherited, self.item_key) if self.item_key else inherited

    @cached_property
    def last_field_holds_separator(self) -> bool:
        """True if the last field may contain the field separator, so that items are split from the left only."""
        last = self.columns[-1].name
        return last in self.children and self.field_separator in self.children[last].separators

    @cached_property
    def separators(self) -> set[str]:
        """Every separator at this level and below."""
        nested = [child.separators for child in self.children.values()]
        return {self.item_separator, self.field_separator}.union(*nested)

    def _columns_at(self, width: int) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.since_width <= width)


def _rows(file_name: str) -> list[dict[str, str]]:
    text = files("proximity.format").joinpath(file_name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _columns_of(table: str, rows: list[dict[str, str]]) -> tuple[Column, ...]:
    others = [row for row in _rows("other_names.csv") if row["table"] == table]
    return tuple(
        Column(
            name=row["column"],
            type=VALUE_TYPES[row["type"]],
            unit=row["unit"],
            is_nullable=row["nullable"] == "yes",
            since_width=int(row["since_width"] or 0),
            counts=row["counts"],
            other_names=tuple(other["written_as"] for other in others if other["column"] == row["column"]),
            description=row["description"],
        )
        for row in rows
        if row["table"] == table
    )


def _read_tables() -> dict[str, Table]:
    columns = _rows("columns.csv")
    tables = [{"name": row.pop("table"), **row} for row in _rows("tables.csv")]
    return {row["name"]: Table(columns=_columns_of(row["name"], columns), **row) for row in tables}


def _read_header_keys() -> dict[str, HeaderKey]:
    return {
        row["key"]: HeaderKey(
            name=row["key"],
            type=VALUE_TYPES[row["type"]],
            unit=row["unit"],
            since_banner=int(row["since_banner"]),
            description=row["description"],
        )
        for row in _rows("header_keys.csv")
    }


TABLES: dict[str, Table] = _read_tables()
HEADER_KEYS: dict[str, HeaderKey] = _read_header_keys()
ROOT_TABLES: dict[str, Table] = {table.section: table for table in TABLES.values() if not table.parent}
#: (Table, column), or ("header", key) → its meaning in files of our own tracker, where the community's mean another.
PROXIMITY_MEANINGS: dict[tuple[str, str], str] = {
    (row["table"], row["column"]): row["meaning"] for row in _rows("proximity_meanings.csv")
}
#: Flag → what it switches on, in the order in which headers declare them.
CAPABILITIES: dict[str, str] = {row["capability"]: row["description"] for row in _rows("capabilities.csv")}

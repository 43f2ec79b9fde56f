"""The page that documents the round file and where each of its parts is stored, as Markdown."""

from proximity.format import HEADER_KEYS, ROOT_TABLES, Column, Table

HEAD = """\
<!-- Generated from the format table by `make generate`; do not edit. -->
# The round file, and where it goes

One text file a round, `YYYY-MM-DD-HHMMSS-<map>-round-<N>_engagements.txt`: a banner, header keys (`# key=value`), then
sections. A section begins with `# NAME` and a column line; every other line that is not a comment is one row, its
fields separated by `;`. Times are milliseconds on one axis per file, positions are game units.

Every section below goes to a staging table of the same name in snake case; a list inside a field goes to a child
table, numbered from 1. Sections that are not listed here are kept line by line in `unknown_section_lines`, unknown
header keys in `header_values`, surplus fields in `rescued_fields`, unreadable lines in `rejected_lines`.

Only our own tracker writes an end line (`# END …`); what it writes, and in which order, stands in
[tracker/OUTPUT_FORMAT.md](tracker/OUTPUT_FORMAT.md).
"""

#: How a section is written, in words; `never` has none.
PRESENCE = {"always": "always", "fence": "always", "with_rows": "only if it has rows"}


def format_page() -> str:
    """The text of `docs/format.md`."""
    return "\n".join([HEAD, *_header_keys(), *[line for table in ROOT_TABLES.values() for line in _section(table)]])


def _header_keys() -> list[str]:
    rows = [
        f"| `{key.name}` | {key.type.name} | {key.unit} | V{key.since_banner} | {key.description} |"
        for key in HEADER_KEYS.values()
    ]
    return ["## Header keys\n", "| key | type | unit | since | meaning |", "|---|---|---|---|---|", *rows, ""]


def _section(table: Table) -> list[str]:
    widths = " or ".join(str(width) for width in table.layouts)
    flag = f" Switched on by `{table.capability}`." if table.capability else ""
    text = f"{table.description} {widths} columns; {_writers(table)}.{flag}\n"
    return [f"## {table.section}\n", text, *_columns(table)]


def _writers(table: Table) -> str:
    """Who writes the section, and when."""
    theirs, ours = PRESENCE.get(table.presence), PRESENCE.get(table.proximity_presence)
    if ours is None:
        return f"written {theirs}, by the community's trackers only"
    if theirs is None:
        return f"written {ours}, by our tracker only"
    return f"written {theirs}"


def _columns(table: Table) -> list[str]:
    place = ", as Parquet beside the warehouse" if table.storage == "parquet" else ""
    head = [f"Table `{table.name}`{place}:\n", "| column | type | unit | empty | meaning |", "|---|---|---|---|---|"]
    lines = [*head, *[_row(column, table) for column in table.columns], ""]
    for name, child in table.children.items():
        separator = "," if child.item_separator == "," else f"{child.item_separator}"
        lines += [f"Items of `{name}`, separated by `{separator}`: {child.description}\n", *_columns(child)]
    return lines


def _row(column: Column, table: Table) -> str:
    kind = f"list → `{table.children[column.name].name}`" if column.is_list else column.type.name
    since = f" Only in rows of {column.since_width} fields." if column.since_width else ""
    other = f" Also written `{'`, `'.join(column.other_names)}`." if column.other_names else ""
    empty = "may be" if column.is_nullable else ""
    return f"| `{column.name}` | {kind} | {column.unit} | {empty} | {column.description}{since}{other} |"

"""The page that says what our own tracker writes, from the first byte of a file to the last, as Markdown.

Does not belong here: how each value is measured (docs/tracker/TRACKER_REFERENCE.md), and where it is stored
(`proximity.staging.format_page`).
"""

from textwrap import fill

from proximity.format.tables import CAPABILITIES, HEADER_KEYS, PROXIMITY_MEANINGS, ROOT_TABLES, Column, Table

HEAD = """\
<!-- Generated from the format table by `make generate`; do not edit. -->
# What the tracker writes

One text file a round, `YYYY-MM-DD-HHMMSS-<map>-round-<N>_engagements.txt`, stamped with the server's local time at the
end of the round. Readers of the community's files read it as they are used to: known sections keep their columns, what
is new stands behind them.

* **Lines** end with LF, the last one too. The text has the bytes that players use in their names.
* **Fields** are separated by `;`, items of a list by `|`, fields of an item by `,`. There is no quoting: in names `;`,
  `|`, `,` and TAB become `_`, line ends are dropped.
* **Times** are whole milliseconds since the round went live; pauses are left out. **Positions** are game units.
* **Empty** is unknown or does not apply; flags are 0 or 1; decimals have a point.
* **Order**: banner, header keys, sections in the order of this page, each after an empty line, and the end line.
* **What is not there** was not recorded, or did not happen: `capabilities` tells one from the other.

## Banner and header

The first line is `# PROXIMITY_TRACKER_V6`; then one line `# key=value` for each key, in this order:
"""

END = """\
## The end line

The last line says what stands above it, so that a cut or damaged file is known as such:

```
# END sections=2 rows=37 checksum=1a2b3c4d counts=ENGAGEMENTS:3,PLAYER_TRACKS:34
```

* `sections`: how many sections the file has; `rows`: how many rows all of them have together.
* `checksum`: Adler-32 of all bytes before this line, from the first `#` of the banner to the line end before `# END`,
  as eight lower-case hexadecimal digits. A tool that turns LF into CRLF changes it: compare with LF.
* `counts`: every section of the file with its rows, in the order of the file.

A file without this line was cut. Files appear by renaming, so that a reader never meets half of one.
"""

#: Characters of a line of prose; tables and the lines of a file stay whole.
WIDTH = 120
PRESENCE = {
    "always": "Always there, even without rows",
    "with_rows": "There if it has rows",
    "fence": "Always there, and behind every other section that readers of the community's files know",
}
FENCE = """\
Such readers take the rows of sections that they do not know for rows of the last one that they do: none of those below
can be read as a row of this one.
"""


def output_page() -> str:
    """The text of `docs/tracker/OUTPUT_FORMAT.md`."""
    sections = [line for table in written_sections() for line in _section(table)]
    return "\n".join([HEAD, *_header_keys(), *_capabilities(), *sections, END])


def written_sections() -> list[Table]:
    """The sections that our tracker writes, in the order of its files."""
    known = [table for table in ROOT_TABLES.values() if table.presence != "never"]
    own = [table for table in ROOT_TABLES.values() if table.presence == "never"]
    fences = [table for table in known if table.proximity_presence == "fence"]
    return [*(table for table in known if table.proximity_presence in {"always", "with_rows"}), *fences, *own]


def _header_keys() -> list[str]:
    rows = [
        f"| `{key.name}` | {key.type.name} | {key.unit} | {_meaning('header', key.name, key.description)} |"
        for key in HEADER_KEYS.values()
    ]
    return ["| key | type | unit | meaning |", "|---|---|---|---|", *rows, ""]


def _capabilities() -> list[str]:
    rows = [f"| `{name}` | {meaning}{_never_on(name)} |" for name, meaning in CAPABILITIES.items()]
    head = "`capabilities` declares each of these as `name:0` or `name:1`, joined by commas, in this order:\n"
    return [head, "| capability | what it switches on |", "|---|---|", *rows, ""]


def _never_on(capability: str) -> str:
    """A remark if our tracker writes no section of it."""
    presence = {table.proximity_presence for table in ROOT_TABLES.values() if table.capability == capability}
    return " Always 0: this tracker has no such section." if presence == {"never"} else ""


def _meaning(table: str, column: str, description: str) -> str:
    return PROXIMITY_MEANINGS.get((table, column), description)


def _section(table: Table) -> list[str]:
    heading = f"## {table.section}\n"
    flag = f", and if `{table.capability}` is on" if table.capability and table.proximity_presence != "fence" else ""
    text = _prose(f"{table.description} {PRESENCE[table.proximity_presence]}{flag}.")
    fence = [FENCE] if table.proximity_presence == "fence" else []
    return [heading, text, *fence, _top(table), *_columns(table)]


def _prose(text: str) -> str:
    """A paragraph and an empty line."""
    return fill(text, WIDTH, break_long_words=False, break_on_hyphens=False) + "\n"


def _top(table: Table) -> str:
    """Heading and column line as they stand in the file."""
    return f"```\n# {table.section}\n# {';'.join(column.name for column in table.columns)}\n```\n"


def _columns(table: Table) -> list[str]:
    rows = [_row(column, table) for column in table.columns]
    lines = ["| column | type | unit | empty | meaning |", "|---|---|---|---|---|", *rows, ""]
    for name, child in table.children.items():
        between = f", fields by `{child.field_separator}`" if child.field_separator else ""
        lines += [_prose(f"Items of `{name}`, separated by `{child.item_separator}`{between}: {child.description}")]
        lines += _columns(child)
    return lines


def _row(column: Column, table: Table) -> str:
    empty = "may be" if column.is_nullable else ""
    meaning = _meaning(table.name, column.name, column.description)
    return f"| `{column.name}` | {column.type.name} | {column.unit} | {empty} | {meaning} |"

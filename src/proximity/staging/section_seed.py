"""The dbt seed that says which flag of the header switches which section on, and what our tracker writes, as CSV text.

Does not belong here: what a round's header declares, and what follows from it (dbt).
"""

import csv
import io

from proximity.format import CAPABILITIES, ROOT_TABLES

COLUMNS = (
    "capability", "capability_number", "section_name", "section_number", "recorded_since_banner", "proximity_presence",
)  # fmt: skip


def section_seed() -> str:
    """One line a section in the order of files, then one a flag that owns no section; empty fields are null."""
    numbers = {name: str(number) for number, name in enumerate(CAPABILITIES, start=1)}
    rows = [
        (
            table.capability,
            numbers.get(table.capability, ""),
            table.section,
            str(position),
            table.recorded_since,
            table.proximity_presence,
        )
        for position, table in enumerate(ROOT_TABLES.values(), start=1)
    ]
    owned = {table.capability for table in ROOT_TABLES.values()}
    rows += [(name, number, "", "", "", "") for name, number in numbers.items() if name not in owned]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
    return text.getvalue()

"""Rounds that change in staging behind the loader's back, for what happens seldom in life.

Does not belong here: expectations.
"""

from tests.loading.house import House


def tables_of_rounds(house: House) -> list[str]:
    """Staging tables whose rows belong to rounds."""
    rows = house.query(
        "SELECT columns.table_name FROM information_schema.columns AS columns"
        " JOIN information_schema.tables AS tables"
        " ON columns.table_schema = tables.table_schema AND columns.table_name = tables.table_name"
        " WHERE columns.table_schema = 'staging' AND column_name = 'round_id' AND table_type = 'BASE TABLE'"
    )
    return [table for (table,) in rows]


def remove_round(house: House, round_id: str) -> None:
    """As if it had never been loaded."""
    for table in tables_of_rounds(house):
        house.change(f"DELETE FROM staging.{table} WHERE round_id = '{round_id}'")

"""What holds of the marts at every moment, as SQL that both engines run. Every query finds breaches: no row is good.

Belongs here: that keys resolve, that a round has one revision in all facts, that counts add up to the rows that they
count. A reader that sees rows of two moments sees one of them broken.
Does not belong here: connections, transactions, what a single value should be. Nothing of dbt: which tables there are
is asked of the database, so that a new mart is held to the same.
"""

from collections.abc import Callable, Mapping, Sequence
from random import Random

#: Runs a query; all rows.
Execute = Callable[[str], Sequence[tuple[object, ...]]]
#: Table of the schema `marts` → its columns.
Tables = Mapping[str, Sequence[str]]
#: Name of what holds → query for its breaches.
Invariants = Mapping[str, str]

SCHEMA = "marts"
#: End of a column's name → the table and the column in which its values are found.
REFERENCES = {
    "round_id": ("dim_rounds", "round_id"),
    "player_id": ("dim_players", "player_id"),
    "player_a_id": ("dim_players", "player_id"),
    "player_b_id": ("dim_players", "player_id"),
    "map_name": ("dim_maps", "map_name"),
    "engagement_key": ("fct_engagements", "engagement_key"),
}

#: What is counted in one place → query that finds where the rows of another place are not so many.
SUMS = {
    "rounds have as many engagements as they say": """
        select rounds.round_id
        from marts.dim_rounds as rounds
        left join (select round_id, count(*) as found from marts.fct_engagements group by round_id) as counted
            on rounds.round_id = counted.round_id
        where coalesce(rounds.engagement_count, 0) <> coalesce(counted.found, 0)
    """,
    "rounds have as many lives as they say": """
        select rounds.round_id
        from marts.dim_rounds as rounds
        left join (select round_id, count(*) as found from marts.fct_lives group by round_id) as counted
            on rounds.round_id = counted.round_id
        where coalesce(rounds.life_count, 0) <> coalesce(counted.found, 0)
    """,
    "maps have as many rounds as they say": """
        select maps.map_name
        from marts.dim_maps as maps
        left join (select map_name, count(*) as found from marts.dim_rounds group by map_name) as counted
            on maps.map_name = counted.map_name
        where maps.round_count <> coalesce(counted.found, 0)
    """,
    "players are aggregated once, with the rounds in which they were seen": """
        select players.player_id
        from marts.dim_players as players
        left join marts.agg_players as aggregated on players.player_id = aggregated.player_id
        where aggregated.round_count is null or players.round_count <> aggregated.round_count
    """,
    "players were the target of as many engagements as are counted": """
        select players.player_id
        from marts.agg_players as players
        left join (
            select engagements.target_player_id as player_id, count(*) as found
            from marts.fct_engagements as engagements
            inner join marts.dim_rounds as rounds on engagements.round_id = rounds.round_id
            where rounds.is_clean and rounds.is_engagements_covered
            group by engagements.target_player_id
        ) as counted on players.player_id = counted.player_id
        where players.engagement_round_count > 0 and players.engagement_count <> coalesce(counted.found, 0)
    """,
    "receipts are counted once": """
        select counted.row_count
        from (select coalesce(sum(row_count), 0) as row_count from marts.agg_round_repairs) as counted
        cross join (select count(*) as row_count from marts.fct_repairs) as found
        where counted.row_count <> found.row_count
    """,
    "escapes are the engagements that ended so": """
        select counted.row_count
        from (select count(*) as row_count from marts.fct_engagements where outcome = 'escaped') as counted
        cross join (select count(*) as row_count from marts.fct_escapes) as found
        where counted.row_count <> found.row_count
    """,
}


def read_tables(execute: Execute) -> Tables:
    """What the schema `marts` has, as the reader may see it."""
    tables: dict[str, list[str]] = {}
    for table, column in execute(
        "select table_name, column_name from information_schema.columns"
        f" where table_catalog = current_database() and table_schema = '{SCHEMA}' order by table_name, ordinal_position"
    ):
        tables.setdefault(str(table), []).append(str(column))
    return tables


def invariants_of(tables: Tables) -> Invariants:
    """What holds of these tables.

    Raises:
        LookupError: the marts are not there, so that everything would hold of nothing.
    """
    if missing := {table for table, _ in REFERENCES.values()} - tables.keys():
        raise LookupError(f"no marts to judge: there is no {', '.join(sorted(missing))}")
    keys = {
        f"{table}.{column} is in {to_table}": _unresolved(table, column, to_table, to_column)
        for table, columns in tables.items()
        for column in columns
        for ending, (to_table, to_column) in REFERENCES.items()
        if (column == ending or column.endswith(f"_{ending}")) and (table, column) != (to_table, to_column)
    }
    revisions = {
        f"{table} has the one revision of each round": _other_revision(table)
        for table, columns in tables.items()
        if {"round_id", "round_revision"} <= set(columns) and table != "dim_rounds"
    }
    return keys | revisions | SUMS


def breaches(execute: Execute, invariants: Invariants) -> list[str]:
    """The names of what does not hold; one statement each, so that only a transaction keeps them at one moment."""
    return [name for name, query in invariants.items() if execute(f"select 1 where exists ({query})")]


def drawn(invariants: Invariants, count: int, chance: Random) -> Invariants:
    """So many of them, by chance: much quicker to ask than all."""
    names = chance.sample(sorted(invariants), min(count, len(invariants)))
    return {name: invariants[name] for name in names}


def _unresolved(table: str, column: str, to_table: str, to_column: str) -> str:
    return f"""
        select 1 from marts.{table} as here
        where here.{column} is not null
            and not exists (select 1 from marts.{to_table} as there where there.{to_column} = here.{column})
    """


def _other_revision(table: str) -> str:
    return f"""
        select here.round_id from marts.{table} as here
        left join marts.dim_rounds as rounds
            on here.round_id = rounds.round_id and here.round_revision = rounds.round_revision
        where rounds.round_id is null
    """

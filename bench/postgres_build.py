"""Part: PostgreSQL with many rounds: the first build, the bytes on disk, the ten questions, one round more.

One database with many rounds and one with few, on one server that is set up as its manual advises.
Does not belong here: how fast rows are loaded (`bench.postgres_load`).
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import psycopg

from bench import bi_questions, increment
from bench.build import MEGABYTE, seconds_to_read
from bench.building import Site
from bench.child import Measured, cores
from bench.figures import Figure, Number, Target
from bench.increment import Warehouse
from postgres_server import Roles, bootstrap, own_server

PROMISED_S = 600
#: A quarter of the memory of a small server.
SERVER = {"shared_buffers": "1GB"}


def measure(
    folder: Path, few: int, many: int, increments: int, repetitions: int, on_step: Callable[[], None]
) -> list[Figure]:
    """All figures of the built warehouse; `on_step` is called `steps(increments, repetitions)` times."""
    sites = {count: Site(folder / f"{count}-rounds") for count in (few, many)}
    for site in sites.values():
        site.clear()
    raw_bytes = {count: site.add_rounds(count) for count, site in sites.items()}[many]
    with own_server(**SERVER) as server, server.database() as url_of_few, server.database() as url:
        warehouses = {
            count: Warehouse(sites[count], partial(sites[count].build_on, address))
            for count, address in {few: url_of_few, many: url}.items()
        }
        warehouses[few].build()
        on_step()
        reference = seconds_to_read(sites[many].raw)
        on_step()
        built = warehouses[many].build()
        on_step()
        scale = f"{many:,} rounds, {raw_bytes / MEGABYTE:,.0f} MB, {len(cores()) or 'all'} cores"
        with psycopg.connect(url, autocommit=True) as connection:
            # Autovacuum comes by a minute after a build; the bench does not wait for it.
            connection.execute("VACUUM (ANALYZE)")
            stored = _database_bytes(connection) + sites[many].sample_bytes()
        bootstrap(url)
        with psycopg.connect(Roles(server, url).reader, autocommit=True) as connection:
            questions = bi_questions.ask_all(connection, scale, repetitions, on_step)
        growth = increment.growing("PostgreSQL, one round more", warehouses, increments, on_step)
    for site in sites.values():
        site.clear()
    return [*_first_build(scale, built, reference, stored, raw_bytes), growth, *questions]


def steps(increments: int, repetitions: int) -> int:
    """How often `measure` reports progress."""
    return 3 + bi_questions.steps(repetitions) + increment.growing_steps(increments)


def _database_bytes(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    assert row is not None
    return int(row[0])


def _first_build(scale: str, built: Measured, reference: float, stored: int, raw_bytes: int) -> list[Figure]:
    return [
        Figure(
            "PostgreSQL, first build, time",
            scale,
            Number("proximity build", built.seconds, "s"),
            Number("plain Python, reading only", reference, "s"),
            Target("<=", PROMISED_S, of="number"),
        ),
        Figure(
            "PostgreSQL, bytes",
            scale,
            Number("database and samples", stored / MEGABYTE, "MB"),
            Number("the raw files", raw_bytes / MEGABYTE, "MB"),
            Target("<=", 0.35),
        ),
    ]

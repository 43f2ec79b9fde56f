"""Part 5: rounds into PostgreSQL, against a bare binary copy of the same frames into tables without keys.

Each repetition loads the same rows as rounds that are not there yet. Both ways start from frames with the exact types
and end with a commit that is on disk. The index of rounds of the tables that have become large comes once, at the end
of all batches, and is divided among them; ANALYZE, which takes as long however much was loaded, is left out.
Does not belong here: parsing (`bench.parser`), the marts (`bench.build`).
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from bench.figures import Figure, Number, Target
from bench.repeating import interleaved_medians
from bench.rounds import make_rounds, write_rounds
from postgres_server import own_server
from proximity.loading.discovery import discover
from proximity.loading.reading import read_file
from proximity.loading.rounds import describe_rounds
from proximity.loading.store import frames_of, replace_rounds
from proximity.loading.summary import LoadSummary
from proximity.parsing import parse_rounds
from proximity.settings import Settings
from proximity.staging import STAGING_TABLES
from proximity.staging.ddl import define_column
from proximity.warehouse.exact import exactly
from proximity.warehouse.postgres import PostgresWarehouse, open_postgres
from proximity.warehouse.postgres.types import COPIED_TYPES
from proximity.warehouse.schema import prepare_staging

Frames = Mapping[str, pl.DataFrame]


def measure(folder: Path, files: int, repetitions: int, on_step: Callable[[], None]) -> list[Figure]:
    """The figure of the load; `on_step` is called `steps(repetitions)` times."""
    frames = _made_frames(folder / "raw", files)
    rows = sum(frame.height for frame in frames.values())
    with _warehouse(folder) as warehouse:
        # Made before anything is timed.
        bare, loaded = (iter([_as_other_rounds(frames, n) for n in range(repetitions + 1)]) for _ in range(2))
        works = {"load": lambda: _load(warehouse, next(loaded)), "bare": lambda: _copy(warehouse, next(bare))}
        seconds = interleaved_medians(works, repetitions, on_step)
        seconds["load"] += _seconds_to_index(warehouse) / (repetitions + 1)
    numbers = [Number(name, rows / seconds[name], "rows/s") for name in works]
    return [Figure("Loading into PostgreSQL", f"{files} files, {rows:,} rows", *numbers, Target(">=", 0.7))]


def steps(repetitions: int) -> int:
    """How often `measure` reports progress."""
    return 2 * (repetitions + 1)


def _made_frames(raw: Path, files: int) -> Frames:
    write_rounds(raw, make_rounds(files))
    reads = [read_file(file) for file in discover(raw)]
    parsed = parse_rounds([read.text for read in reads])
    frames = frames_of(describe_rounds(reads, parsed), parsed)
    return {name: exactly(frame, STAGING_TABLES[name].polars_schema) for name, frame in frames.items()}


@contextmanager
def _warehouse(folder: Path) -> Iterator[PostgresWarehouse]:
    with own_server(fsync="on", full_page_writes="on") as server, server.database() as url:
        settings = Settings(data_dir=folder, target="postgres", postgres_url=url, _env_file=None)  # type: ignore[arg-type, call-arg]
        with open_postgres(settings) as warehouse:
            prepare_staging(warehouse)
            warehouse.execute("CREATE SCHEMA bare")
            for table in STAGING_TABLES.values():
                columns = ", ".join(define_column(column, {"TINYINT": "SMALLINT"}) for column in table.columns)
                warehouse.execute(f"CREATE TABLE bare.{table.name} ({columns})")
            yield warehouse


def _as_other_rounds(frames: Frames, number: int) -> Frames:
    other = pl.format("{}{}", pl.col("round_id").str.head(-2), pl.lit(f"{number:02}"))
    return {name: frame.with_columns(round_id=other) for name, frame in frames.items()}


def _load(warehouse: PostgresWarehouse, frames: Frames) -> None:
    with warehouse.transaction():
        replace_rounds(warehouse, frames["rounds"]["round_id"].to_list(), frames, LoadSummary())


def _seconds_to_index(warehouse: PostgresWarehouse) -> float:
    warehouse.execute("ANALYZE")
    start = time.perf_counter()
    warehouse.index_rounds()
    return time.perf_counter() - start


def _copy(warehouse: PostgresWarehouse, frames: Frames) -> None:
    with warehouse.transaction(), warehouse.connection.cursor() as cursor:
        for name, frame in frames.items():
            with cursor.copy(f"COPY bare.{name} FROM STDIN (FORMAT BINARY)".encode()) as copy:
                copy.set_types([COPIED_TYPES[column.sql_type] for column in STAGING_TABLES[name].columns])
                for row in frame.iter_rows():
                    copy.write_row(row)

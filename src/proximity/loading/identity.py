"""Which round a file is of, which of two files of one round counts, and which of two names of one content.

Does not belong here: anything that depends on a machine, a clock or the order of arrival.
"""

import hashlib
import json
from datetime import datetime
from functools import cache

import polars as pl

from proximity.format import parse_file_name
from proximity.staging import STAGING_TABLES

#: Hexadecimal digits. Every row of the marts has both, so they are no longer than it takes never to see two the same:
#: among all rounds of a community, and among the few files of one round.
ID_LENGTH = 16
REVISION_LENGTH = 12


def round_id(server: str, map_name: str, start: str) -> str:
    """The id of a round: same server, map and start give the same id on every machine.

    The written round number takes no part: it is unreliable (format document, section 4.2).
    """
    identity = json.dumps([server, map_name.lower(), start])
    return hashlib.sha256(identity.encode()).hexdigest()[:ID_LENGTH]


def start_of(round_start_unix: int | None, file_stamp: str) -> str:
    """The start as the header states it, else the stamp in the file's name (0 means unknown)."""
    return f"unix:{round_start_unix}" if round_start_unix else f"stamp:{file_stamp}"


def name_rank(path: str) -> tuple[datetime, str]:
    """Of several names of the same bytes the smallest counts: the earliest file stamp, then the smallest path.

    It decides the server if no header does, and the start if the header has none; later names are copies.
    """
    name = parse_file_name(path.rsplit("/", 1)[-1])
    assert name is not None, "files with other names are refused before they are read"
    return (name.stamp, path)


def revision_of(sha256: str, path: str) -> str:
    """What is loaded of a round: these bytes under this name, as today's staging schema sees them. The marts follow
    when any of it changes."""
    return hashlib.sha256(f"{sha256} {path} {_schema_fingerprint()}".encode()).hexdigest()[:REVISION_LENGTH]


@cache
def _schema_fingerprint() -> str:
    schema = {t.name: [(column.name, column.sql_type) for column in t.columns] for t in STAGING_TABLES.values()}
    return hashlib.sha256(json.dumps(schema).encode()).hexdigest()


def completeness_rank() -> list[pl.Expr]:
    """Sort keys, best last: of two files of one round one that its end line proves counts, then the one with more
    sections, more rows, more bytes (defect A2); the hash decides the rest, so that the order of arrival never does."""
    is_proven = pl.col("end_line").eq_missing("holds")
    return [is_proven, pl.col("section_count"), pl.col("row_count"), pl.col("byte_size"), pl.col("sha256")]

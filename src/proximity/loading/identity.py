"""Which round a file is of, and which of two files of one round counts.

Does not belong here: anything that depends on a machine, a clock or the order of arrival.
"""

import hashlib
import json

import polars as pl

ID_LENGTH = 16


def round_id(server: str, map_name: str, start: str) -> str:
    """The id of a round: same server, map and start give the same id on every machine.

    The written round number takes no part: it is unreliable (format document, section 4.2).
    """
    identity = json.dumps([server, map_name.lower(), start])
    return hashlib.sha256(identity.encode()).hexdigest()[:ID_LENGTH]


def start_of(round_start_unix: int | None, file_stamp: str) -> str:
    """The start as the header states it, else the stamp in the file's name (0 means unknown)."""
    return f"unix:{round_start_unix}" if round_start_unix else f"stamp:{file_stamp}"


def completeness_rank() -> list[pl.Expr]:
    """Sort keys, best last: of two files of one round the one with more sections counts, then more rows, then more
    bytes (defect A2); the hash decides the rest, so that the order of arrival never does."""
    return [pl.col("section_count"), pl.col("row_count"), pl.col("byte_size"), pl.col("revision")]

"""The server's Lua API as data: fields of entities, functions of `et`, constants.

Facts about ET:Legacy 2.85. Does not belong here: behaviour.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


def text_of(name: str) -> str:
    """One of the CSV files, whole."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Field:
    """A name that gentity_get knows. `size` is the number of elements of an array, else 0."""

    name: str
    is_client_field: bool
    kind: str
    is_writable: bool
    size: int
    alias_of: str


@cache
def fields() -> tuple[Field, ...]:
    """All fields, those of clients first, as the engine searches them."""
    return tuple(
        Field(
            row["name"],
            row["owner"] == "client",
            row["type"],
            row["access"] == "rw",
            int(row["array_size"] or 0),
            row["alias_of"],
        )
        for row in csv.DictReader(text_of("fields.csv").splitlines())
    )


@dataclass(frozen=True)
class MeansOfDeath:
    """One MOD. `has_hit_region`: its hits move the attacker's region counters (bullets)."""

    name: str
    has_hit_region: bool


@cache
def means_of_death() -> dict[int, MeansOfDeath]:
    """By number."""
    return {
        int(row["number"]): MeansOfDeath(row["name"], row["has_hit_region"] == "1")
        for row in csv.DictReader(text_of("means_of_death.csv").splitlines())
    }

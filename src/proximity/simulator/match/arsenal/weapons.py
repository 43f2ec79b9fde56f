"""Guns: what one shot does, from the table beside (`weapons.csv`).

`damage`, `interval_ms`, `clip` and `reload_ms` are the engine's; `accuracy` is the share of an average player's shots
that hit a standing player nearby, `head_factor` how much of it goes to the head, `steady_units` the distance up to
which the weapon is easy to hold on somebody, `counts_regions` whether the engine counts where it hits.
Does not belong here: what explodes (`charges`), who carries what (`loadouts`).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SYRINGE, PLIERS = 11, 21
"""Tools in the engine's weapon numbers."""


@dataclass(frozen=True, slots=True)
class Weapon:
    """One line of the table."""

    weapon_id: int
    name: str
    means_of_death: int
    damage: int
    interval_ms: int
    clip: int
    reload_ms: int
    accuracy: float
    head_factor: float
    steady_units: float
    counts_regions: bool


@cache
def weapons() -> dict[int, Weapon]:
    """All of them by the engine's number."""
    with Path(__file__).with_name("weapons.csv").open(encoding="utf-8", newline="") as lines:
        return {weapon.weapon_id: weapon for weapon in map(_weapon, csv.DictReader(lines))}


def _weapon(line: dict[str, str]) -> Weapon:
    return Weapon(
        weapon_id=int(line["weapon_id"]),
        name=line["name"],
        means_of_death=int(line["means_of_death"]),
        damage=int(line["damage"]),
        interval_ms=int(line["interval_ms"]),
        clip=int(line["clip"]),
        reload_ms=int(line["reload_ms"]),
        accuracy=float(line["accuracy"]),
        head_factor=float(line["head_factor"]),
        steady_units=float(line["steady_units"]),
        counts_regions=line["counts_regions"] == "1",
    )

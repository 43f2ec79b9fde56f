"""Weapons: what they are and what they do to somebody.

Belongs here: tables and rules that the game fixes. Does not belong here: skill, aim, decisions (`people`, `play`).
"""

from proximity.simulator.match.arsenal.charges import (
    AIRSTRIKE,
    DYNAMITE,
    GRENADE,
    RIFLE_GRENADE,
    ROCKET,
    Charge,
    blast_damage,
)
from proximity.simulator.match.arsenal.damage import HEAD, NOWHERE, bullet_damage, roll_region
from proximity.simulator.match.arsenal.loadouts import GUNS, MOST_OF_A_ROLE, RIFLES, Loadout, loadout
from proximity.simulator.match.arsenal.weapons import PLIERS, SYRINGE, Weapon, weapons

__all__ = [
    "AIRSTRIKE",
    "DYNAMITE",
    "GRENADE",
    "GUNS",
    "HEAD",
    "MOST_OF_A_ROLE",
    "NOWHERE",
    "PLIERS",
    "RIFLES",
    "RIFLE_GRENADE",
    "ROCKET",
    "SYRINGE",
    "Charge",
    "Loadout",
    "Weapon",
    "blast_damage",
    "bullet_damage",
    "loadout",
    "roll_region",
    "weapons",
]

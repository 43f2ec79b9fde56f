"""What explodes: how long after leaving the hand, how far, how hard.

Damage falls linearly from the centre to the radius, as `G_RadiusDamage` does it.
Does not belong here: throwing and exploding (`play.blasts`).
"""

from dataclasses import dataclass

from proximity.simulator.match.sides import Team


@dataclass(frozen=True, slots=True)
class Charge:
    """One kind of explosive: the weapon it is fired with, and the means of death it brings."""

    name: str
    weapon_id: int
    means_of_death: int
    damage: int
    radius: float
    fuse_ms: int
    """From the throw to the explosion; 0 for what explodes on impact, `speed` units a second away."""
    speed: float


GRENADE = {
    Team.AXIS: Charge("Axis grenade", 4, 16, 250, 250, 2600, 700),
    Team.ALLIES: Charge("Allied grenade", 9, 18, 250, 250, 2600, 700),
}
RIFLE_GRENADE = {
    Team.AXIS: Charge("GPG40", 37, 39, 250, 250, 0, 1600),
    Team.ALLIES: Charge("M7", 38, 40, 250, 250, 0, 1600),
}
ROCKET = {
    Team.AXIS: Charge("Panzerfaust", 5, 15, 400, 300, 0, 2500),
    Team.ALLIES: Charge("Bazooka", 53, 64, 400, 300, 0, 2500),
}
AIRSTRIKE = Charge("Airstrike bomb", 22, 23, 400, 400, 3500, 0)
DYNAMITE = Charge("Dynamite", 15, 22, 400, 400, 30_000, 0)


def blast_damage(charge: Charge, distance: float) -> int:
    """What a blast gives to somebody at this distance of its centre; 0 beyond its radius."""
    if distance >= charge.radius:
        return 0
    return int(charge.damage * (1.0 - distance / charge.radius))

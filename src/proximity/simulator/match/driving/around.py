"""What goes on outside the live rounds: fights in warmup, a grenade that explodes in intermission.

Nothing of it is part of a round; a tracker has to leave it out. Does not belong here: rounds (`rounds`).
"""

from proximity.simulator.host import Server
from proximity.simulator.match.arsenal import GRENADE, loadout, weapons
from proximity.simulator.match.dice import Dice
from proximity.simulator.match.play import Seat
from proximity.simulator.match.sides import Team

DUELS = 3
BULLET, RADIUS = 64, 1
BODY_REGION = 2
FIRST_CORPSE = 64


def warm_up(server: Server, dice: Dice, seats: tuple[Seat, ...]) -> None:
    """A few duels before the round."""
    axis = [seat for seat in seats if seat.team is Team.AXIS]
    allies = [seat for seat in seats if seat.team is Team.ALLIES]
    # Whoever has just changed sides needs a frame to stand up.
    server.frame(3)
    for _ in range(DUELS if axis and allies else 0):
        shooter, target = dice.pick(axis), dice.pick(allies)
        gun = weapons()[loadout(shooter.role, shooter.side, shooter.person.habits.gun_taste).gun]
        while not server.is_in_limbo(target.slot) and server.entity(target.slot)["health"] > 0:
            server.weapon_fire(shooter.slot, gun.weapon_id)
            server.damage(target.slot, shooter.slot, gun.damage, BULLET, gun.means_of_death, region=BODY_REGION)
            server.frame(2)
        server.limbo(target.slot)
        server.frame(3)


def explode_late(server: Server, dice: Dice, seats: tuple[Seat, ...]) -> None:
    """In intermission: a grenade thrown in play hurts somebody who stands at the camera, and a corpse."""
    players = [seat for seat in seats if seat.team is not Team.SPEC]
    server.frame(2)
    if players:
        thrower, target = dice.pick(players), dice.pick(players)
        charge = GRENADE[thrower.team]
        server.begin_frame()
        for number in (target.slot, FIRST_CORPSE):
            server.damage(number, thrower.slot, 20, RADIUS, charge.means_of_death)
        server.frame()

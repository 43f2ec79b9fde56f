"""Where people look: views turn towards a target or the way ahead, and end on the engine's steps.

Does not belong here: whom to aim at (`fighting`).
"""

from math import atan2, degrees, sqrt

from proximity.simulator.match.dice import Dice
from proximity.simulator.match.play.soldier import Soldier

ANGLE_STEPS = 65_536
"""A full turn in the steps in which clients send their angles. Rounding to them also hides the last digit of `atan2`,
in which machines differ."""

TURN, FLICK = 7.0, 12.0
"""How fast a view becomes what is wished, as shares a second: looking around, and aiming."""


def in_steps(angle: float) -> float:
    """An angle in degrees as the engine has it after the network: on its steps, from -180 to below 180."""
    steps = round(angle * ANGLE_STEPS / 360.0) % ANGLE_STEPS
    return (steps - ANGLE_STEPS if steps >= ANGLE_STEPS // 2 else steps) * 360.0 / ANGLE_STEPS


def face(soldier: Soldier, wish_x: float, wish_y: float, seconds: float, dice: Dice) -> None:
    """Turn the view for a frame: to the target, else to whoever hurt him, else along the way."""
    rise = 0.0
    watched = soldier.target or soldier.hurt_by
    if watched is not None:
        rate = FLICK
        to_x, to_y = watched.x - soldier.x, watched.y - soldier.y
        distance = sqrt(to_x * to_x + to_y * to_y) or 1.0
        to_x, to_y = to_x / distance, to_y / distance
        rise = (watched.z - soldier.z) / distance
    elif wish_x or wish_y:
        rate, to_x, to_y = TURN, wish_x, wish_y
    else:
        return
    share = min(1.0, rate * seconds)
    x = soldier.heading_x + (to_x - soldier.heading_x) * share
    y = soldier.heading_y + (to_y - soldier.heading_y) * share
    length = sqrt(x * x + y * y)
    if length < 0.1:
        # Behind him: a turn has to begin to one side.
        x, y, length = -soldier.heading_y, soldier.heading_x, 1.0
    soldier.heading_x, soldier.heading_y = x / length, y / length
    tremor = dice.between(-0.8, 0.8)
    soldier.yaw = in_steps(degrees(atan2(soldier.heading_y, soldier.heading_x)) + tremor)
    soldier.pitch = in_steps(-degrees(atan2(rise, 1.0)) + 0.5 * tremor)

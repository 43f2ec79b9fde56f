"""Matches drawn by chance: who plays, on which map, how rough it gets, and how the tracker is set.

Does not belong here: playing them.
"""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from proximity.simulator.match.evening import Recipe
from proximity.simulator.match.evening.recipe import FIRST_EVENING
from soak.tracker.reference import Settings

LONGEST_COMMUNITY = 14
#: Evenings of neighbouring seeds are apart, so that their rounds are different ones in one warehouse.
DAYS = 3000


@dataclass(frozen=True)
class Draw:
    """A match and the tracker's settings in it; the same seed gives the same."""

    recipe: Recipe
    settings: Settings


def draw(seed: int) -> Draw:
    """Usual settings in half of the matches, any in the others; every fifth match is broken off now and then."""
    chance = Random(seed)
    return Draw(_recipe(chance, seed), _settings(chance) if chance.random() < 0.5 else Settings())


def _recipe(chance: Random, seed: int) -> Recipe:
    team_size, bots = chance.randint(1, 6), chance.choice((0, 0, 2, 4))
    return Recipe(
        seed=seed,
        team_size=team_size,
        community=chance.randint(max(2 * team_size, 8), LONGEST_COMMUNITY),
        bots=bots,
        nameless_bots=chance.randint(0, bots),
        time_limit_ms=1000 * chance.randint(60, 120),
        fps=chance.choice((20, 20, 40)),
        server=f"Server {seed}",
        mishaps=chance.choice((0.0, 1.0, 4.0, 8.0)),
        broken_off=chance.choice((0.0, 0.0, 0.0, 0.0, 0.8)),
        first_evening=FIRST_EVENING + timedelta(days=seed % DAYS),
    )


def _settings(chance: Random) -> Settings:
    return Settings(
        sample_interval=chance.choice((50, 100, 200, 333, 500)),
        crossfire_window=chance.randint(100, 4000),
        escape_time=chance.randint(1000, 8000),
        escape_distance=chance.randint(0, 600),
        engagement_timeout=chance.randint(1000, 20_000),
        view_tracks=chance.random() < 0.5,
        shots=chance.random() < 0.5,
    )

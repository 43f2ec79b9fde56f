"""Reactions of targets and their sides."""

from collections.abc import Callable

import pytest
from tests.tracker.playing import Game

Start = Callable[..., Game]


def reactions(game: Game, engagement: str = "1") -> dict[str, str]:
    row = next(row for row in game.end().rows("REACTION_METRICS") if row["engagement_id"] == engagement)
    return {name: row[f"{name}_ms"] for name in ("return_fire", "dodge_reaction", "support_reaction")}


def test_return_fire_is_the_first_hit_on_an_attacker(start: Start) -> None:
    game = start("AXX")
    game.hit(0, 1)
    game.wait(100)
    game.hit(2, 0)  # not an attacker yet
    game.wait(200)
    game.hit(1, 0)
    game.wait(100)
    game.hit(1, 0)

    assert reactions(game)["return_fire"] == "300"


def test_support_is_the_first_hit_of_a_team_mate_on_an_attacker(start: Start) -> None:
    game = start("AAX")
    game.hit(0, 2)
    game.wait(250)
    game.hit(2, 1)

    assert reactions(game) == {"return_fire": "", "dodge_reaction": "", "support_reaction": "250"}


def test_later_than_five_seconds_is_no_reaction(start: Start) -> None:
    game = start("AX")
    game.hit(0, 1)
    game.wait(5050)
    game.hit(1, 0)

    assert reactions(game)["return_fire"] == ""


def test_a_hit_on_a_body_is_no_reaction(start: Start) -> None:
    game = start("AAX")
    game.hit(0, 2)
    game.kill(2, 1)
    game.wait(100)
    game.hit(2, 0)

    assert reactions(game)["return_fire"] == ""


@pytest.mark.parametrize(
    ("steps", "dodge"),
    [
        ([(50, 0), (100, 0), (100, 50)], "600"),  # a right angle
        ([(50, 0), (100, 0), (150, 0)], ""),
        ([(50, 0), (85, 34)], ""),  # 44 degrees
        ([(50, 0), (84, 36)], "400"),  # 47 degrees
        ([(50, 0), (50, 20), (50, 40)], ""),  # steps of 20 units do not count, nor their sum
        ([(50, 0), (0, 0)], "400"),  # back
    ],
)
def test_a_dodge_is_the_first_turn_by_45_degrees(start: Start, steps: list[tuple[float, float]], dodge: str) -> None:
    game = start("AX")
    game.place(0, 0.0)
    game.wait(2000 - game.time)
    game.hit(0, 1)
    for x, y in steps:
        game.place(0, x, y)
        game.wait(200)

    assert reactions(game)["dodge_reaction"] == dodge


def test_a_row_has_the_numbers_of_its_engagement(start: Start) -> None:
    game = start("AX")
    game.hit(0, 1)
    game.wait(400)
    game.kill(0, 1)

    file = game.end()
    engagement, row = file.row("ENGAGEMENTS"), file.row("REACTION_METRICS")

    for reaction_column, column in [("engagement_id", "id"), ("outcome", "outcome"), ("duration", "duration")]:
        assert row[reaction_column] == engagement[column]
    assert row["target_class"] == "SOLDIER"

"""Crossfire: two players hit one within the window, wherever in the engagement it happens."""

from collections.abc import Callable, Sequence

import pytest
from tests.tracker.playing import Game

Start = Callable[..., Game]


def crossfire_of(game: Game, hits: Sequence[tuple[int, int]]) -> tuple[str, str, str]:
    """Plays hits (ms after the first one, attacker slot) on player 0; what the row says of the crossfire."""
    now = 0
    for after, attacker in hits:
        game.wait(after - now)
        now = after
        game.hit(0, attacker, 1)
    row = game.end().row("ENGAGEMENTS")
    participants = ",".join(str(int(guid, 16)) for guid in row["crossfire_participants"].split(",") if guid)
    return row["is_crossfire"], row["crossfire_delay"], participants


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([(0, 1), (1000, 2)], ("1", "1000", "1,2")),
        ([(0, 1), (1050, 2)], ("0", "", "")),
        ([(0, 1), (0, 2)], ("1", "0", "1,2")),
        ([(0, 1), (500, 1), (900, 1)], ("0", "", "")),
        # Not at the opening: the pair is the hit at 5000 and the one at 5600.
        ([(0, 1), (5000, 1), (5600, 2)], ("1", "600", "1,2")),
        # The earliest hit that the second attacker's follows within the window.
        ([(0, 1), (600, 1), (1200, 1), (1500, 2)], ("1", "900", "1,2")),
        # A third joins within a window from the pair's first hit, a fourth too late.
        ([(0, 1), (400, 2), (1000, 3), (1050, 4)], ("1", "400", "1,2,3")),
        # The second attacker may be first again later.
        ([(0, 1), (2000, 2), (4000, 1), (4300, 2)], ("1", "300", "1,2")),
    ],
)
def test_the_earliest_pair_of_different_attackers_counts(
    start: Start, hits: list[tuple[int, int]], expected: tuple[str, str, str]
) -> None:
    assert crossfire_of(start("AXXXX"), hits) == expected


def test_the_window_can_be_set(start: Start) -> None:
    game = start("AXX", cvars={"proximity_crossfire_window": "300"})

    assert crossfire_of(game, [(0, 1), (350, 2)]) == ("0", "", "")

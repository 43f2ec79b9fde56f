"""HITS and what follows from a single hit or kill: regions, positions, weapons, kill outcomes."""

from collections.abc import Callable

import pytest
from tests.tracker.playing import (
    GRENADE,
    MOD_CARBINE,
    MOD_GRENADE,
    MOD_KAR98,
    MOD_THOMPSON,
    WORLD,
    Game,
)

Start = Callable[..., Game]


def test_a_hit_says_everything_about_both(start: Start) -> None:
    game = start("AX")
    game.place(0, 100.6, -50.5, 24.0)
    game.place(1, 900.0, 10.0, 30.0, viewangles=(-3.14, 179.96, 0.0))
    game.hit(0, 1, 130, MOD_THOMPSON, region=0)

    row = game.end().row("HITS")

    assert list(row.values())[1:] == [
        f"{1:032X}", "1", f"{0:032X}", "0", "130", "100", "8", "9", "0",
        "900", "10", "30", "101", "-50", "24", "180.0", "-3.1", "0", "0",
    ]  # fmt: skip


@pytest.mark.parametrize("region", [0, 1, 2, 3])
def test_the_region_is_the_counter_that_moved(start: Start, region: int) -> None:
    game = start("AX")
    game.hit(0, 1, 10, region=2)
    game.hit(0, 1, 10, region=region)
    game.server.damage(0, 1, 10, 1, MOD_GRENADE)

    assert [row["hit_region"] for row in game.end().rows("HITS")] == ["2", str(region), ""]


def test_own_damage_and_the_world_make_no_hits(start: Start) -> None:
    game = start("AX")
    game.hit(0, 0)
    game.hit(0, WORLD)
    game.hit(0, 1, 0)

    assert game.end().rows("HITS") == []


def test_a_grenade_of_one_who_waits_in_limbo_is_his(start: Start) -> None:
    game = start("AXX")
    game.place(1, 300.0)
    game.place(2, 900.0, viewangles=(10.0, 20.0, 0.0))
    game.kill(1, 0)
    game.server.limbo(1, following=2)
    game.wait(100)
    game.server.damage(0, 1, 30, 1, MOD_GRENADE)

    hit = game.end().rows("HITS")[-1]

    assert (hit["attacker_slot"], hit["ax"], hit["weapon"], hit["yaw"]) == ("1", "300", "0", "0.0")


def test_a_grenade_of_one_who_watches_by_now_is_a_hit_but_no_fight(start: Start) -> None:
    game = start("AX")
    game.server.set_team(1, 3)
    game.wait(50)
    game.server.damage(0, 1, 30, 1, MOD_GRENADE)

    file = game.end()

    assert (file.row("HITS")["attacker_slot"], file.row("HITS")["is_team_hit"]) == ("1", "0")
    assert file.rows("ENGAGEMENTS") == []


def test_hits_can_be_switched_off(start: Start) -> None:
    game = start("AX", cvars={"proximity_hits": "0"})
    game.hit(0, 1)

    file = game.end()

    assert "HITS" not in file.sections
    assert "hits:0" in file.header["capabilities"]


@pytest.mark.parametrize(("mod", "weapon"), [(MOD_CARBINE, "24"), (MOD_KAR98, "23"), (MOD_GRENADE, "9"), (3, "8")])
def test_a_kill_names_the_weapon_that_killed(start: Start, mod: int, weapon: str) -> None:
    game = start("AX")
    game.kill(0, 1, mod)

    file = game.end()
    row = file.row("COMBAT_POSITIONS")

    assert (row["weapon"], row["mod"], row["event"]) == (weapon, str(mod), "kill")
    assert (row["axis_alive"], row["allies_alive"], row["killer_health"]) == ("0", "1", "100")
    assert file.rows("PLAYER_TRACKS")[0]["death_type"] == "killed"


def test_only_kills_of_enemies_are_kills(start: Start) -> None:
    game = start("AAX", cvars={"proximity_kill_outcomes": "1"})
    game.kill(0, 1)
    game.server.obituary(1, 1, 33)

    file = game.end()

    assert file.rows("COMBAT_POSITIONS") == file.rows("KILL_OUTCOME") == file.rows("KILL_HEATMAP") == []


OUTCOMES = {"cvars": {"proximity_kill_outcomes": "1"}}


def outcome_of(game: Game) -> tuple[str, str, str, str]:
    row = game.end().row("KILL_OUTCOME")
    return row["outcome"], row["delta_ms"], row["gibber_name"], row["reviver_name"]


def test_a_victim_is_revived(start: Start) -> None:
    game = start("AAX", **OUTCOMES)
    game.kill(0, 2)
    game.wait(700)
    game.server.revive(0, 1)

    assert outcome_of(game) == ("revived", "700", "", "player1")


def test_a_victim_gives_up(start: Start) -> None:
    game = start("AAX", **OUTCOMES)
    game.kill(0, 2)
    game.wait(700)
    game.server.limbo(0)
    game.wait(50)

    assert outcome_of(game) == ("tapped_out", "750", "", "")


def test_denied_time_lasts_until_the_next_wave(start: Start) -> None:
    game = start("AAX", **OUTCOMES)
    game.server.set_configstring(31, "0 0 22 0 0 0 0 0 0 0")  # 22 / 11: two seconds off
    game.kill(0, 2)
    killed = game.time
    game.wait(1000)
    game.server.limbo(0)
    game.wait(50)
    given_up = game.time

    row = game.end().row("KILL_OUTCOME")

    wait = 20000 - (2000 + given_up) % 20000
    assert int(row["effective_denied_ms"]) == given_up - killed + wait


def test_a_body_is_blown_up(start: Start) -> None:
    game = start("AAX", **OUTCOMES)
    game.kill(0, 2)
    game.wait(700)
    game.server.damage(0, 2, 150, 1, MOD_GRENADE)

    assert outcome_of(game) == ("gibbed", "750", "player2", "")


def test_one_blow_can_leave_nothing_to_revive(start: Start) -> None:
    game = start("AAX", **OUTCOMES)
    game.server.damage(0, 2, 400, 1, MOD_GRENADE)

    assert outcome_of(game) == ("gibbed", "0", "player2", "")


def test_a_victim_lies_until_the_end(start: Start) -> None:
    game = start("AAX", **OUTCOMES)
    game.kill(0, 2)

    assert outcome_of(game)[0] == "round_end"


def test_a_victim_leaves(start: Start) -> None:
    game = start("AAX", **OUTCOMES)
    game.kill(0, 2)
    game.wait(100)
    game.server.disconnect(0)

    assert outcome_of(game)[:2] == ("expired", "100")


def test_the_weapon_of_an_attacker_is_the_one_in_hand(start: Start) -> None:
    game = start("AX")
    game.server.weapon_fire(1, GRENADE)
    game.hit(0, 1)

    assert game.end().row("HITS")["weapon"] == str(GRENADE)

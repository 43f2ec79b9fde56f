"""Engagements: what opens them, what ends them, what they say."""

from collections.abc import Callable

import pytest
from tests.tracker.playing import MOD_CARBINE, MOD_GRENADE, WORLD, Game, attackers_of, positions_of

Start = Callable[..., Game]


def test_the_first_enemy_hit_opens_an_engagement_and_the_death_ends_it(start: Start) -> None:
    game = start()
    game.place(0, 100.0)
    game.wait(100)
    opened = game.time
    game.hit(0, 2, 30)
    game.place(0, 130.0, 40.0)
    game.wait(400)
    game.kill(0, 2)

    row = game.end().row("ENGAGEMENTS")

    assert (row["start_time"], row["end_time"]) == (str(opened), str(opened + 400))
    assert (row["outcome"], row["killer_guid"], row["killer_name"]) == ("killed", f"{2:032X}", "player2")
    assert (row["total_damage"], row["num_attackers"]) == ("180", "1")
    assert (row["start_x"], row["end_x"], row["end_y"], row["distance_traveled"]) == ("100.0", "130.0", "40.0", "50.0")
    (attacker,) = attackers_of(row)
    assert (attacker["hits"], attacker["got_kill"], attacker["weapons"]) == ("2", "1", "8:2;")
    events = [event for *_, event in positions_of(row)]
    assert events == ["start", "hit", "sample", "sample", "hit", "death"]


def test_damage_by_team_mates_opens_no_engagement(start: Start) -> None:
    game = start()
    game.hit(0, 1)

    file = game.end()

    assert file.rows("ENGAGEMENTS") == []
    assert file.row("HITS")["is_team_hit"] == "1"


def test_hits_on_a_body_open_no_engagement(start: Start) -> None:
    game = start()
    game.kill(0, 2)
    game.wait(1000)
    game.hit(0, 2)

    file = game.end()

    assert len(file.rows("ENGAGEMENTS")) == 1
    assert [hit["is_body_hit"] for hit in file.rows("HITS")] == ["0", "1"]


@pytest.mark.parametrize("target", [64, 71, 100, WORLD])
def test_damage_to_corpses_and_things_is_no_hit(start: Start, target: int) -> None:
    game = start()
    game.server.damage(target, 2, 50, 1, MOD_GRENADE)

    assert game.end().rows("HITS") == []


def test_who_is_left_alone_and_300_units_away_has_escaped(start: Start) -> None:
    game = start()
    game.hit(0, 2)
    hit = game.time
    game.place(0, 299.0)
    game.wait(6000)
    game.place(0, 301.0)
    game.wait(50)

    row = game.end().row("ENGAGEMENTS")

    assert (row["outcome"], row["end_time"], row["end_x"]) == ("escaped", str(hit + 6050), "301.0")
    assert positions_of(row)[-1][4] == "escape"


def test_an_escape_takes_five_seconds_without_a_hit(start: Start) -> None:
    game = start()
    game.hit(0, 2)
    hit = game.time
    game.place(0, 1000.0)
    game.wait(6000)

    assert game.end().row("ENGAGEMENTS")["end_time"] == str(hit + 5000)


def test_who_stays_where_he_was_hit_times_out(start: Start) -> None:
    game = start()
    game.hit(0, 2)
    hit = game.time
    game.wait(16000)

    row = game.end().row("ENGAGEMENTS")

    assert (row["outcome"], row["end_time"]) == ("timeout", str(hit + 15000))
    assert positions_of(row)[-1][4] == "timeout"


@pytest.mark.parametrize(
    ("killer", "mod", "outcome"),
    [(1, 9, "teamkill"), (0, 33, "selfkill"), (WORLD, 32, "fallen"), (WORLD, 35, "world"), (2, MOD_CARBINE, "killed")],
)
def test_the_outcome_says_who_ended_the_life(start: Start, killer: int, mod: int, outcome: str) -> None:
    game = start()
    game.hit(0, 2)
    game.server.entity(0)["health"] = 0
    game.server.obituary(0, killer, mod)

    file = game.end()
    row = file.row("ENGAGEMENTS")

    assert row["outcome"] == outcome
    assert row["killer_guid"] == (f"{killer:032X}" if outcome in ("killed", "teamkill") else "")
    assert [attacker["got_kill"] for attacker in attackers_of(row)] == ["1" if outcome == "killed" else "0"]
    assert file.rows("PLAYER_TRACKS")[0]["death_type"] == outcome


def test_a_death_without_a_fight_makes_no_row(start: Start) -> None:
    game = start()
    game.server.obituary(0, 0, 33)
    game.server.obituary(2, 3, 9)

    assert game.end().rows("ENGAGEMENTS") == []


def test_leaving_ends_an_engagement(start: Start) -> None:
    game = start()
    game.hit(0, 2)
    game.wait(500)
    game.server.disconnect(0)

    assert game.end().row("ENGAGEMENTS")["outcome"] == "disconnect"


def test_positions_at_the_end_of_the_round_are_those_of_the_players(start: Start) -> None:
    game = start()
    game.place(0, 700.0, 300.0)
    game.hit(0, 2)
    game.wait(100)

    file = game.end()

    row = file.row("ENGAGEMENTS")
    assert (row["outcome"], row["end_x"], row["end_y"]) == ("round_end", "700.0", "300.0")
    assert positions_of(row)[-1][1:] == (700.0, 300.0, 24.0, "round_end")
    assert all("0.0,0.0,49.0" not in life["path"] for life in file.rows("PLAYER_TRACKS"))


def test_rows_stand_in_the_order_of_closing_and_count_in_that_of_opening(start: Start) -> None:
    game = start()
    game.hit(0, 2)
    game.wait(100)
    game.hit(2, 1)
    game.kill(2, 1)
    game.wait(100)
    game.kill(0, 3)

    assert [row["id"] for row in game.end().rows("ENGAGEMENTS")] == ["2", "1"]


def test_a_player_who_comes_back_is_the_same_attacker(start: Start) -> None:
    game = start("AXX")
    game.hit(0, 1)
    game.server.disconnect(1)
    game.join(5, 2, guid=f"{1:032X}")
    game.server.spawn(5)
    game.wait(50)
    game.hit(0, 5)

    (attacker,) = attackers_of(game.end().row("ENGAGEMENTS"))

    assert attacker["hits"] == "2"


def test_players_without_guid_are_told_apart(start: Start) -> None:
    game = start("A")
    for slot in (4, 5):
        game.join(slot, 2, guid="")
        game.server.spawn(slot)
    game.wait(50)
    game.hit(0, 4, 10)
    game.hit(0, 5, 20)

    row = game.end().row("ENGAGEMENTS")

    assert row["num_attackers"] == "2"
    assert [(attacker["guid"], attacker["damage"]) for attacker in attackers_of(row)] == [("", "10"), ("", "20")]

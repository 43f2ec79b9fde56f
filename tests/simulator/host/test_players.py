"""Bodies of players and their fights: what a module sees inside the callbacks."""

import pytest
from tests.simulator.host.conftest import Start, said
from tests.simulator.host.test_levels import TELL

from proximity.simulator.host import ALLIES, AXIS, SPECTATOR

PMF_FOLLOW, PMF_LIMBO = 4096, 16384


def test_damage_is_told_before_health_falls_and_death_after(play: Start) -> None:
    server = play(
        TELL
        + """
function et_Damage(target, attacker)
  say("damage", et.gentity_get(target, "health"), et.gentity_get(attacker, "pers.playerStats.hitRegions", 0))
end
function et_Print(text) if text:find("^Kill") then say((text:gsub("\\n", ""))) end end
function et_Obituary(victim, killer, mod)
  say("obituary", et.gentity_get(victim, "health"), et.gentity_get(victim, "ps.pm_type"), killer, mod)
end
"""
    )
    said(server)
    assert not server.damage(0, 1, 60, 64, 8, region=0)
    assert server.damage(0, 1, 60, 64, 8, region=2)
    assert not server.damage(0, 1, 18, 64, 8)
    assert said(server) == [
        "damage 100 1",
        "damage 40 1",
        "Kill: 1 0 8: ^7player1^7 killed player0^7 by MOD_MP40",
        "obituary -20 3 1 8",
        "damage -20 1",
    ]


@pytest.mark.parametrize(("answer", "health"), [("1", 100), ("true", 40), ("nil", 40)])
def test_only_the_integer_1_cancels_damage(play: Start, answer: str, health: int) -> None:
    server = play(f"function et_Damage() return {answer} end")
    server.damage(0, 1, 60)
    assert server.entity(0)["health"] == health


def test_the_world_corpses_and_map_entities_take_part_in_damage(play: Start) -> None:
    server = play(TELL + "function et_Damage(target, attacker) say(target, attacker) end")
    gate = server.add_entity({"classname": "func_explosive", "health": 300})
    said(server)
    server.damage(0, 1022, 10, mod=32)
    server.damage(64, 1, 10)
    server.damage(gate, 1, 400, 1, 22)
    assert said(server) == ["0 1022", "64 1", f"{gate} 1"]
    assert (server.entity(64)["health"], server.entity(gate)["health"]) == (-10, -100)


def test_a_revived_player_has_full_health_then_half_and_learns_his_medic_last(play: Start) -> None:
    server = play(
        TELL
        + """
function tell(kind, n) say(kind, et.gentity_get(n, "health"), et.gentity_get(n, "pers.lastrevive_client")) end
function et_WeaponFire(n, weapon) say("fire", n, weapon) end
function et_ClientSpawn(n, ...) tell("spawn " .. table.concat({ ... }, ""), n) end
function et_Revive(n, medic) tell("revive by " .. medic, n) end
function et_Print(text) if text:find("^Medic") then tell("line", 0) end end
"""
    )
    server.damage(0, 1, 120)
    said(server)
    server.revive(0, 1)
    assert said(server) == ["fire 1 11", "spawn 101 100 -1", "revive by 1 50 -1", "line 50 -1"]
    assert server.entity(0)["pers.lastrevive_client"] == 1


def test_in_limbo_the_player_state_is_somebody_elses(play: Start) -> None:
    server = play("")
    server.connect(2, "mate", "C" * 32)
    server.begin(2)
    server.set_team(2, AXIS)
    server.spawn(2)
    server.move(2, (300.0, 0.0, 24.0))
    server.damage(0, 1, 120)
    server.move(0, (1.0, 1.0, 1.0))
    server.limbo(0)
    server.frame()
    waiting = server.entity(0)
    assert waiting["ps.origin"] == (300.0, 0.0, 24.0)
    assert (waiting["ps.stats", 0], waiting["ps.pm_type"], waiting["health"]) == (100, 0, -20)
    assert waiting["ps.pm_flags"] & (PMF_LIMBO | PMF_FOLLOW) == PMF_LIMBO | PMF_FOLLOW
    assert waiting["r.currentOrigin"] != waiting["ps.origin"]
    server.spawn(0, origin=(0.0, 0.0, 24.0))
    server.frame()
    assert (server.entity(0)["ps.origin"], server.entity(0)["ps.pm_flags"]) == ((0.0, 0.0, 24.0), 512)


@pytest.mark.parametrize("goes", ["disconnect", "limbo"])
def test_who_watched_a_player_who_leaves_turns_to_another(play: Start, goes: str) -> None:
    server = play("")
    for slot in (2, 3):
        server.connect(slot, f"mate{slot}", f"{slot:032X}")
        server.begin(slot)
        server.set_team(slot, AXIS)
        server.spawn(slot)
    server.damage(0, 1, 120)
    server.limbo(0, following=2)
    getattr(server, goes)(2)
    server.frame()
    assert server.entity(0)["sess.spectatorClient"] == 3


def test_a_spectator_sees_through_whom_he_follows(play: Start) -> None:
    server = play("")
    server.connect(2, "watcher", "C" * 32)
    server.begin(2)
    server.follow(2, 1)
    server.move(1, (70.0, 0.0, 24.0))
    server.frame()
    watcher = server.entity(2)
    assert (watcher["ps.origin"], watcher["sess.sessionTeam"]) == ((70.0, 0.0, 24.0), SPECTATOR)
    assert watcher["ps.pm_flags"] & (PMF_LIMBO | PMF_FOLLOW) == PMF_FOLLOW


def test_a_team_switch_is_an_obituary_and_a_spawn_that_is_none(play: Start) -> None:
    server = play(
        TELL
        + """
function et_Obituary(victim, killer, mod) say("obituary", victim, killer, mod) end
function et_ClientSpawn(n, revived, team_change) say("spawn", revived, team_change, et.gentity_get(n, "health")) end
"""
    )
    said(server)
    server.frame(20)
    server.set_team(0, ALLIES)
    assert said(server) == ["obituary 0 0 59", "spawn 0 1 100"]
    assert server.is_in_limbo(0)
    assert server.entity(0)["health"] == 0
    server.spawn(0)
    assert said(server) == ["spawn 0 0 100"]


def test_a_slot_is_used_again_in_the_same_frame(play: Start) -> None:
    server = play(
        TELL
        + """
function et_ClientDisconnect(n) say("left", et.gentity_get(n, "pers.netname"), et.gentity_get(n, "pers.connected")) end
function et_ClientConnect(n) say("came", et.Info_ValueForKey(et.trap_GetUserinfo(n), "cl_guid")) end
"""
    )
    said(server)
    server.disconnect(0)
    server.connect(0, "other", "D" * 32)
    assert said(server) == ["left player0 2", "came " + "D" * 32]
    assert server.entity(0)["sess.kills"] == 0
    with pytest.raises(ValueError, match="slot 0 is taken by other"):
        server.connect(0, "third", "E" * 32)


@pytest.mark.parametrize("answer", ['"banned"', "0"])
def test_any_text_or_number_turns_a_human_away_but_no_bot(play: Start, answer: str) -> None:
    server = play(f"function et_ClientConnect(n) if n > 1 then return {answer} end end")
    assert not server.connect(2, "human", "C" * 32)
    assert server.connect(3, "bot", "OMNIBOT03" + "0" * 23, is_bot=True)
    assert sorted(server.clients) == [0, 1, 3]


def test_giving_up_is_an_obituary_without_damage_and_limbo_at_once(play: Start) -> None:
    server = play(TELL + 'function et_Damage() say("damage") end function et_Obituary(...) say(...) end')
    said(server)
    server.obituary(0, 0, 33)
    assert said(server) == ["0 0 33"]
    assert server.is_in_limbo(0)


def test_a_body_that_loses_too_much_goes_to_limbo_and_leaves_a_corpse(play: Start) -> None:
    server = play("")
    server.damage(0, 1, 120, mod=8)
    server.damage(0, 1, 90, mod=8)
    assert not server.is_in_limbo(0)
    server.damage(0, 1, 10, mod=18)
    assert server.is_in_limbo(0)
    assert server.entity(64)["s.clientNum"] == 0
    assert server.entity(64)["r.contents"] == 67108864


def test_the_dead_do_not_move(play: Start) -> None:
    server = play("")
    server.move(0, (5.0, 5.0, 24.0))
    server.damage(0, 1, 120)
    server.move(0, (9.0, 9.0, 24.0))
    assert server.entity(0)["ps.origin"] == (5.0, 5.0, 24.0)


@pytest.mark.parametrize(
    ("stance", "pm_flags", "effects", "view_height"),
    [("stand", 0, 0, 40), ("crouch", 1, 16, 16), ("prone", 0, 0x80000 | 0x100000, -8)],
)
def test_stances_are_what_a_module_reads_of_them(
    play: Start, stance: str, pm_flags: int, effects: int, view_height: int
) -> None:
    server = play("")
    server.move(0, (0.0, 0.0, 24.0), velocity=(10.0, 0.0, 0.0), stance=stance, stamina=5000, is_airborne=True)
    entity = server.entity(0)
    assert (entity["ps.pm_flags"], entity["ps.eFlags"], entity["ps.viewheight"]) == (pm_flags, effects, view_height)
    assert (entity["ps.stats", 8], entity["s.groundEntityNum"]) == (5000, 1023)


def test_events_inside_a_frame_have_its_time_and_those_between_frames_the_last_ones(play: Start) -> None:
    server = play("")
    server.obituary(0, 0, 33)
    last_ms = server.clock.level_time_ms
    server.spawn(0)
    assert server.entity(0)["pers.lastSpawnTime"] == last_ms
    server.begin_frame()
    server.spawn(0)
    assert server.entity(0)["pers.lastSpawnTime"] == last_ms + 50
    server.frame()
    assert server.clock.level_time_ms == last_ms + 50

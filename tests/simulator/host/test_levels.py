"""Map loads, restarts, rounds and pauses, beyond what the recorded traces show."""

import pytest
from tests.simulator.host.conftest import Start, said

from proximity.simulator.host import ALLIES, AXIS, Level, MapScript, ServerEndedError

TELL = """
function say(...)
  local parts = { ... }
  for i = 1, #parts do parts[i] = tostring(parts[i]) end
  et.G_Print(">" .. table.concat(parts, " ") .. "\\n")
end
"""


def test_every_restart_is_a_new_virtual_machine(play: Start) -> None:
    server = play(TELL + "counter = (counter or 0) + 1 say('loaded', counter)")
    server.map_restart()
    server.map("oasis")
    assert said(server) == ["loaded 1"] * 4


def test_level_time_never_restarts_and_settle_frames_take_no_wall_time(start: Start) -> None:
    server = start(TELL + "function et_RunFrame(time) say(time, et.trap_Milliseconds()) end")
    server.map("supply")
    server.frame()
    times = [tuple(map(int, line.split())) for line in said(server)]
    assert [time for time, _ in times] == [0, 100, 200, 300, 400, 500, 600, 750]
    assert len({wall for _, wall in times[:7]}) == 1
    server.map_restart("2")
    assert int(said(server)[0].split()[0]) == 750


def test_a_server_of_40_frames_a_second_steps_25_ms(start: Start) -> None:
    server = start(TELL + "function et_RunFrame(time) say(time) end", fps=40)
    server.map("supply")
    server.frame(2)
    assert said(server)[-3:] == ["600", "725", "750"]


def test_there_are_no_clients_in_the_first_500_ms_of_a_round(play: Start) -> None:
    server = play(
        TELL
        + """
function et_RunFrame(time) say("frame", et.gentity_get(0, "pers.connected")) end
function et_ClientSpawn(n) say("spawn", n) end
"""
    )
    said(server)
    server.map_restart()
    assert said(server) == ["frame 0"] * 6 + ["spawn 0", "spawn 1", "frame 2"]


def test_stopwatch_flips_the_round_and_swaps_the_sides(play: Start) -> None:
    server = play("", Level("supply", script=MapScript(timelimit_minutes=10, defender=0)))
    server.frame(20 * 60)
    server.end_round("Wolf EndRound.", winner=1)
    assert (server.cvars["g_currentRound"], server.cvars["gamestate"]) == ("1", "3")
    played_minutes = (server.clock.level_time_ms - int(server.configstrings[11])) / 60_000
    assert server.cvars["g_nextTimeLimit"] == f"{played_minutes:f}"
    server.intermission()
    assert (server.cvars["gamestate"], server.cvars["timelimit"]) == ("1", server.cvars["g_nextTimeLimit"])
    assert server.configstrings[12] == "1", "stale, as on a real server"
    assert [server.clients[slot].team for slot in (0, 1)] == [ALLIES, AXIS]
    server.countdown()
    assert [server.entity(slot)["sess.sessionTeam"] for slot in (0, 1)] == [ALLIES, AXIS]
    server.end_round("Timelimit hit.", winner=0)
    server.frame(2)
    assert (server.cvars["g_currentRound"], server.cvars["gamestate"]) == ("0", "3")


def test_the_frame_of_the_time_limit_is_the_last_of_play(play: Start) -> None:
    server = play(
        TELL
        + """
function et_RunFrame() say(et.trap_Cvar_Get("gamestate"), et.trap_Cvar_Get("g_currentRound")) end"""
    )
    said(server)
    server.end_round()
    server.frame(2)
    assert said(server) == ["0 1", "3 1"]


def test_intermission_moves_the_player_state_and_leaves_the_true_position(play: Start) -> None:
    server = play("", Level("supply", intermission_point=(1.0, 2.0, 3.0)))
    server.move(0, (500.0, 600.0, 24.0))
    server.end_round("Wolf EndRound.", winner=1)
    server.move(0, (0.0, 0.0, 0.0))
    server.frame()
    entity = server.entity(0)
    assert entity["ps.origin"] == entity["s.origin"] == (1.0, 2.0, 3.0)
    assert entity["r.currentOrigin"] == (500.0, 600.0, 24.0)
    assert (entity["ps.pm_type"], entity["r.contents"], entity["health"]) == (5, 0, 100)


def test_damage_in_intermission_kills_without_an_obituary(play: Start) -> None:
    server = play(TELL + 'function et_Obituary() say("obituary") end function et_Damage() say("damage") end')
    server.end_round("Wolf EndRound.")
    said(server)
    server.damage(0, 1, 120)
    assert said(server) == ["damage"]


def test_a_round_cannot_end_twice(play: Start) -> None:
    server = play("")
    server.end_round("Wolf EndRound.")
    with pytest.raises(RuntimeError, match="no round is being played"):
        server.end_round()


def test_a_pause_pushes_the_start_of_the_match_and_freezes_everybody(play: Start) -> None:
    server = play("")
    start_ms = int(server.configstrings[11])
    server.pause()
    server.move(0, (9.0, 9.0, 9.0))
    assert server.entity(0)["ps.origin"] != (9.0, 9.0, 9.0)
    server.frame(9)
    assert int(server.configstrings[11]) == start_ms
    server.frame(1)
    assert int(server.configstrings[11]) == start_ms + 500
    assert (server.configstrings[32], server.entity(0)["ps.pm_type"]) == ("16", 4)
    server.unpause()
    server.frame(200)
    assert server.is_paused
    server.frame()
    assert not server.is_paused
    assert int(server.configstrings[11]) == start_ms + 211 * 50
    assert (server.configstrings[32], server.entity(0)["ps.pm_type"]) == ("0", 0)


def test_a_map_change_has_told_the_next_state_before_the_module_shuts_down(play: Start) -> None:
    server = play(TELL + 'function et_ShutdownGame(restart) say(restart, et.trap_Cvar_Get("gamestate")) end')
    said(server)
    server.map_restart("0")
    server.reset_match()
    server.map("oasis")
    assert said(server) == ["1 0", "1 2", "0 -1"]


def test_lua_restart_keeps_the_game_and_loses_the_module_s_memory(play: Start) -> None:
    server = play(
        TELL
        + """
function et_InitGame() say("init") end
function et_ShutdownGame() say("shutdown") end
function et_Quit() say("quit") end
function et_RunFrame() frames = (frames or 0) + 1 say(frames, et.gentity_get(0, "health")) end
"""
    )
    server.entity(0)["health"] = 77
    server.frame(3)
    said(server)
    server.lua_restart()
    server.frame()
    assert said(server) == ["quit", "1 77"]


def test_the_first_map_has_no_server_info_yet(start: Start) -> None:
    server = start(TELL + 'function et_InitGame() say(et.trap_GetConfigstring(0), et.trap_Cvar_Get("mapname")) end')
    server.map("supply")
    assert said(server) == [" supply"]
    server.map_restart("2")
    assert said(server)[0].startswith("\\mapname\\supply")


def test_objectives_are_listed_in_configstrings_and_on_their_entities(start: Start) -> None:
    gate = {
        "classname": "trigger_objective_info",
        "track": "the gate",
        "message": "gate",
        "spawnflags": 18,
        "r.absmin": (-10.0, -20.0, 0.0),
        "r.absmax": (30.0, 40.0, 100.0),
    }
    server = start("")
    server.map(Level("supply", entities=[{"classname": "func_explosive"}, gate]))
    assert server.configstrings[769] == "the gate"
    assert server.configstrings[787] == "\\e\\73\\o\\0\\s\\18\\n\\gate\\x\\10\\y\\10\\z\\50"
    assert (server.entity(73)["s.eType"], server.entity(73)["s.teamNum"]) == (12, 0)


def test_entity_numbers_are_used_again(play: Start) -> None:
    server = play("")
    flag = server.add_entity({"classname": "team_CTF_redflag", "s.origin": (1.0, 2.0, 3.0)})
    assert server.entity(flag)["r.currentOrigin"] == (1.0, 2.0, 3.0)
    server.free_entity(flag)
    assert (server.entity(flag)["classname"], server.entity(flag)["inuse"]) == ("freed", 0)
    assert server.add_entity({"classname": "dynamite"}) == flag


def test_nothing_can_be_done_without_a_map(start: Start) -> None:
    server = start("")
    with pytest.raises(RuntimeError, match="no level is running"):
        server.frame()
    server.kill()
    with pytest.raises(ServerEndedError):
        server.map("supply")

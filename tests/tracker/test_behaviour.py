"""How the tracker behaves on a server: settings, commands, errors, and that it never gets in the way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.tracker.playing import LEVEL, MODULE, Game

from proximity.simulator.host import Server

Start = Callable[..., Game]


def test_it_introduces_itself_in_one_line(start: Start) -> None:
    game = start("AX")

    lines = [line for line in game.server.console if line.startswith("proximity: ")]

    assert lines[0].startswith("proximity: proximity-1.0.0 on supply: samples every 200 ms")
    assert len(lines) == 2  # the warm-up and the round are two instances of the game
    assert game.server.module_name == "proximity-1.0.0"


@pytest.mark.parametrize("value", ["fast", "10", "100000", "200.5", "-1"])
def test_a_setting_that_makes_no_sense_falls_back_with_one_line(start: Start, value: str) -> None:
    game = start("AX", cvars={"proximity_sample_interval": value})

    lines = [line for line in game.server.console if "proximity_sample_interval" in line]

    assert lines[0] == (
        f'proximity: proximity_sample_interval "{value}" is not a whole number from 50 to 2000; using 200\n'
    )
    assert len(lines) == 2
    assert game.end().header["position_sample_interval"] == "200"


def test_it_can_be_switched_off(start: Start, tmp_path: Path) -> None:
    game = start("AX", cvars={"proximity_enabled": "0"})
    game.wait(3000)
    game.server.end_round()
    game.server.frame(50)

    assert list((tmp_path / "legacy").rglob("*.txt")) == []
    assert any("off (proximity_enabled 0)" in line for line in game.server.console)


def test_an_admin_asks_what_it_does(start: Start) -> None:
    game = start("AX")
    game.wait(1000)
    before = len(game.server.console)

    assert game.server.console_command("proximity_status")

    lines = game.server.console[before:]
    assert any("live" in line for line in lines)
    assert any("2 alive" in line for line in lines)
    assert any("0 errors" in line for line in lines)


def test_a_player_asks_what_it_does(start: Start) -> None:
    game = start("AX")

    assert game.server.command(1, "proximity_status")
    assert {slot for slot, command in game.server.server_commands if "proximity" in command} == {1}


def test_other_commands_are_none_of_its_business(start: Start) -> None:
    game = start("AX")

    assert not game.server.console_command("status")
    assert not game.server.command(1, "say", "proximity_status")


def broken(tmp_path: Path, function: str) -> Path:
    """The tracker on a server whose `et.<function>` raises once the round is live."""
    module = tmp_path / "broken.lua"
    lines = (
        f"local whole = et.{function}\n"
        f"et.{function} = function(...)\n"
        '  if et.trap_Cvar_Get("break_it") == "1" then error("broken on purpose") end\n'
        "  return whole(...)\n"
        "end\n"
    )
    module.write_text(lines + MODULE.read_text())
    return module


@pytest.mark.parametrize("function", ["gentity_get", "trap_GetUserinfo", "trap_FS_Write", "trap_GetConfigstring"])
def test_errors_are_counted_logged_once_and_never_reach_the_game(tmp_path: Path, function: str) -> None:
    game = Game(tmp_path, "AAXX", module=broken(tmp_path, function))
    game.wait(1000)
    game.server.set_cvar("break_it", "1")
    for _ in range(50):
        game.hit(0, 2, 1)
        game.server.entity(1)["health"] = 0
        game.server.obituary(1, 2, 9)
        game.server.vm.call("et_ClientUserinfoChanged", 3)
        game.server.print_line("Dynamite_Plant: 1 gate")
        game.wait(50)
    game.server.set_cvar("break_it", "0")
    game.wait(1000)

    file = game.end()

    errors = [line for line in game.server.console if "broken on purpose" in line]
    assert errors
    assert len(errors) == len(set(errors)) <= 20
    assert not [line for line in game.server.console if "error running lua script" in line]
    assert int(file.header["tracker_errors"]) >= len(errors)


def test_an_error_at_a_spawn_costs_no_other_spawn(tmp_path: Path) -> None:
    game = Game(tmp_path, "AAXX", module=broken(tmp_path, "gentity_get"))
    game.wait(1000)
    for slot in (0, 1):
        game.kill(slot, 2)
        game.server.spawn(slot)
    spawned = str(game.time)
    game.server.set_cvar("break_it", "1")
    game.server.frame()
    game.server.set_cvar("break_it", "0")
    game.wait(1000)

    lives = game.end().rows("PLAYER_TRACKS")

    assert len([life for life in lives if life["spawn_time"] == spawned]) == 1


def test_an_error_while_the_game_prints_ends_there(tmp_path: Path) -> None:
    game = Game(tmp_path, "AX", module=broken(tmp_path, "gentity_get"))
    game.server.set_cvar("break_it", "1")
    for _ in range(3):
        game.server.print_line("Dynamite_Plant: 1 gate")

    assert len([line for line in game.server.console if "error in et_Print" in line]) == 1


def test_callbacks_return_nothing(start: Start) -> None:
    """A returned string or number would turn players away, cancel damage or swallow commands."""
    game = start("AX")

    assert game.server.connect(9, "someone", "C" * 32)
    assert not game.server.damage(0, 1, 10, 64, 9)
    assert game.server.entity(0)["health"] == 90
    assert game.server.weapon_fire(1, 8)


@pytest.mark.parametrize(
    "line",
    [
        "say: ^7Exit: Timelimit hit.",
        "^7Dynamite_Plant: 1 gate",
        "Dynamite_Plant: 99999 gate",
        "Item: 63 team_CTF_redflag",
        "Repair: 1022",
        "Medic_Revive: 1022 -5",
        "Exit",
        "",
    ],
)
def test_lines_of_the_game_cannot_lead_it_astray(start: Start, line: str) -> None:
    game = start("AX")
    game.server.print_line(line)
    game.wait(500)

    file = game.end("Wolf EndRound.")

    assert file.header["tracker_errors"] == "0"
    assert file.rows("CONSTRUCTION_EVENTS") == []
    assert file.row("ROUND_OUTCOME")["end_reason"] == "objective"


@pytest.mark.parametrize("slot", [-1, 20, 63, 64, 1022, 1023, 5000])
def test_numbers_that_are_no_players_are_not_asked_about(start: Start, slot: int) -> None:
    """The engine reads foreign memory, or ends the map, if it is asked for what does not exist."""
    game = start("AX")
    for callback, arguments in [
        ("et_Damage", (slot, 1, 10, 0, 9)),
        ("et_Damage", (1, slot, 10, 0, 9)),
        ("et_Obituary", (slot, 1, 9)),
        ("et_Obituary", (1, slot, 9)),
        ("et_Revive", (slot, 1, 0)),
        ("et_Revive", (1, slot, 0)),
        ("et_WeaponFire", (slot, 8)),
    ]:
        game.server.vm.call(callback, *arguments)
    game.wait(500)

    assert game.end().header["tracker_errors"] == "0"


def test_servers_without_et_revive_tell_of_revives_by_a_line(tmp_path: Path) -> None:
    old = tmp_path / "old.lua"
    old.write_text(MODULE.read_text() + "\net_Revive = nil\n")
    game = Game(tmp_path, "AAX", module=old)
    game.kill(0, 2)
    game.wait(500)
    game.server.revive(0, 1)
    game.wait(500)

    file = game.end()

    assert file.row("REVIVES")["medic_name"] == "player1"
    assert len(file.rows("PLAYER_TRACKS")) == 3


def test_uninstalling_is_leaving_it_out(tmp_path: Path) -> None:
    empty = tmp_path / "empty.lua"
    empty.write_text("")
    server = Server(empty, tmp_path)
    server.map(LEVEL)
    server.frame(100)
    server.quit()

    assert not [line for line in server.console if "proximity" in line]

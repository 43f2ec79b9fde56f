"""The globals that a module finds: `et`, the standard library, clocks."""

from tests.simulator.host.conftest import Start, said
from tests.simulator.host.test_levels import TELL

from proximity.simulator.host import api


def test_et_has_every_function_and_constant_of_a_server_and_no_other(play: Start) -> None:
    server = play(TELL + "function et_ClientCommand() for name in pairs(et) do say(name) end end")
    said(server)
    server.command(0, "list")
    functions = {line.split(",")[0] for line in api.text_of("functions.csv").splitlines()[1:]}
    constants = {line.split(",")[0] for line in api.text_of("constants.csv").splitlines()[1:]}
    assert set(said(server)) == functions | constants | {"HOSTARCH"}
    assert len(functions) == 67


def test_clocks_are_the_simulations_own(play: Start) -> None:
    server = play(
        TELL
        + 'function et_ClientCommand() say(os.time(), os.date("!%Y-%m-%d"), os.clock(), et.trap_Milliseconds()) end',
        unix_time=1_700_000_000,
    )
    said(server)
    wall_ms = int(server.clock.wall_ms)
    server.command(0, "clock")
    unix, date, cpu, wall = said(server)[0].split()
    assert (int(unix), date, float(cpu), int(wall)) == (
        1_700_000_000 + wall_ms // 1000,
        "2023-11-14",
        wall_ms / 1000,
        wall_ms,
    )


def test_the_standard_library_is_there_and_the_embedding_is_not(play: Start) -> None:
    server = play(
        TELL + "function et_ClientCommand() say(type(io.open), type(os.remove), type(debug), type(python)) end"
    )
    said(server)
    server.command(0, "look")
    assert said(server) == ["function function table nil"]


def test_relative_paths_start_at_the_servers_folder(play: Start) -> None:
    server = play("""
function et_ClientCommand()
  local file = io.open("legacy/kept.txt", "w") file:write("x") file:close()
  file = io.open("legacy/gone.txt", "w") file:close()
  os.rename("legacy/gone.txt", "legacy/renamed.txt")
  os.remove("legacy/renamed.txt")
end""")
    (server.home / "legacy").mkdir(parents=True)
    server.command(0, "write")
    assert server.files.on_disk() == {"kept.txt": b"x"}


def test_infostrings_and_colour_codes_are_handled_as_the_engine_does(play: Start) -> None:
    server = play(
        TELL
        + r"""
function et_ClientCommand()
  say(et.Info_ValueForKey("\\a\\1\\B\\2", "b"), et.Info_ValueForKey("\\a\\1", "x") == "")
  say(et.Info_SetValueForKey("\\a\\1\\b\\2", "a", "3"), et.Info_SetValueForKey("\\a\\1", "a", ""))
  say(et.Info_RemoveKey("\\a\\1\\b\\2", "A"))
  say(et.Q_CleanStr("^1a^7b^^1c\200d"))
  say(et.isBitSet(16, 48), et.isBitSet(16, 32))
end"""
    )
    said(server)
    server.command(0, "go")
    assert said(server) == ["2 true", "\\b\\2\\a\\3 \\a\\1", "\\b\\2", "ab^cd", "true false"]


def test_unset_cvars_are_empty_and_names_are_found_in_any_case(play: Start) -> None:
    server = play(
        TELL + 'function et_ClientCommand() say(et.trap_Cvar_Get("SV_FPS"), et.trap_Cvar_Get("nosuch") == "") end'
    )
    said(server)
    server.command(0, "go")
    assert said(server) == ["20 true"]


def test_a_cvar_that_the_module_sets_outlives_a_restart(play: Start) -> None:
    server = play(
        TELL + 'say(et.trap_Cvar_Get("mine")) function et_ShutdownGame() et.trap_Cvar_Set("mine", "kept") end'
    )
    said(server)
    server.map_restart()
    assert said(server) == ["kept"]


def test_commands_are_read_by_argc_and_argv_and_can_be_taken(play: Start) -> None:
    server = play(
        TELL
        + """
function et_ClientCommand(n, command)
  say(n, command, et.trap_Argc(), et.trap_Argv(1), et.ConcatArgs(1), et.trap_Argv(9) == "")
  return command == "mine" and 1 or 0
end"""
    )
    said(server)
    assert server.command(0, "mine", "a", "b")
    assert not server.command(1, "say", "hello")
    assert said(server) == ["0 mine 3 a a b true", "1 say 2 hello hello true"]


def test_the_module_can_name_itself_only_when_it_is_registered(start: Start) -> None:
    server = start('et.RegisterModname("too early") function et_InitGame() et.RegisterModname("tracker") end')
    server.map("supply")
    assert server.module_name == "tracker"


def test_damage_and_kicks_of_the_module_come_back_to_it(play: Start) -> None:
    server = play(
        TELL
        + """
function et_ClientCommand() et.G_Damage(0, 1022, 1, 500, 0, 8) et.trap_DropClient(1, "bye", 0) end
function et_Obituary(...) say("obituary", ...) end
function et_ClientDisconnect(n) say("left", n) end
"""
    )
    said(server)
    server.command(1, "go")
    assert said(server) == ["obituary 0 1 8", "left 1"]

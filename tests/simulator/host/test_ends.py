"""Errors of the module, which a server survives, and ends of the server, which no pcall catches."""

import pytest
from tests.simulator.host.conftest import Start, said

from proximity.simulator.host import (
    EngineError,
    ProcessExitError,
    ServerKilledError,
    ServerQuitError,
    StackOverflowError,
)


def test_an_error_in_a_callback_is_printed_and_the_callback_comes_again(play: Start) -> None:
    server = play("""
function et_RunFrame() error("broken") end
function et_Print(text) if text:find("broken") then et.G_Print(">" .. text) end end
""")
    said(server)
    server.frame(2)
    version = {"lua54": "Lua 5.4", "luajit": "LuaJIT 2.1"}[server.runtime]
    line = f"{version} API: ^4et_RunFrame error running lua script: '[string \"module.lua\"]:2: broken'"
    assert said(server) == [line, line]


@pytest.mark.parametrize("source", ["this is no Lua", 'error("in the body")', "--" + "x" * 1024 * 1024])
def test_a_module_that_does_not_load_is_dropped_and_the_server_goes_on(start: Start, source: str) -> None:
    server = start(source + '\nfunction et_RunFrame() et.G_Print(">frame\\n") end')
    server.map("supply")
    server.frame()
    assert "module.lua is not loaded" in "".join(server.console)
    assert said(server) == []


def test_an_error_inside_et_print_is_a_stack_overflow(play: Start) -> None:
    server = play('function et_Print(text) if text:find("boom") then error("boom") end end')
    with pytest.raises(StackOverflowError):
        server.print_line("boom")


def test_printing_to_the_log_inside_et_print_is_a_stack_overflow(play: Start) -> None:
    server = play('function et_Print(text) if text:find("again") then et.G_LogPrint(text) end end')
    with pytest.raises(StackOverflowError):
        server.print_line("again")


def test_the_log_reaches_et_print_at_once_and_the_console_does_not(play: Start) -> None:
    server = play("""
function et_ClientCommand()
  et.G_LogPrint("log\\n")
  et.G_Print(">returned\\n")
  et.G_Print("console\\n")
end
function et_Print(text) if text == "log\\n" or text == "console\\n" then et.G_Print(">" .. text) end end
""")
    server.command(0, "print")
    assert said(server) == ["log", "returned"]


@pytest.mark.parametrize(
    ("call", "end"),
    [
        ("et.trap_GetConfigstring(1024)", EngineError),
        ("et.trap_SetConfigstring(-1, 'x')", EngineError),
        ("et.trap_GetUserinfo(20)", EngineError),
        ("et.trap_Cvar_Set('fs_game', 'x')", EngineError),
        ("et.G_CreateEntity('classname x')", EngineError),
        ("os.exit(1)", ProcessExitError),
        ("os.execute('true')", EngineError),
        ("io.popen('true')", EngineError),
    ],
)
def test_what_ends_a_real_server_ends_this_one_past_every_pcall(play: Start, call: str, end: type[Exception]) -> None:
    server = play(f"""
function et_ClientCommand()
  while true do
    pcall(function() {call} end)
    local worker = coroutine.wrap(function() pcall(function() {call} end) end)
    pcall(worker)
  end
end""")
    with pytest.raises(end):
        server.command(0, "go")
    with pytest.raises(end):
        server.frame()


def test_after_a_kill_nothing_more_is_called_and_every_call_says_so(play: Start) -> None:
    server = play(
        'function et_ShutdownGame() et.G_Print(">shutdown\\n") end function et_Quit() et.G_Print(">quit\\n") end'
    )
    said(server)
    server.kill()
    for call in (server.frame, server.quit, server.map_restart, lambda: server.entity(0)):
        with pytest.raises(ServerKilledError):
            call()
    assert said(server) == []


def test_quitting_tells_the_module_and_ends_the_server(play: Start) -> None:
    server = play(
        'function et_ShutdownGame(restart) et.G_Print(">" .. restart .. et.trap_Cvar_Get("gamestate") .. "\\n") end'
    )
    said(server)
    server.quit()
    assert said(server) == ["00"]
    with pytest.raises(ServerQuitError):
        server.frame()


FINALIZER = """
local object = newproxy and newproxy(true) or setmetatable({}, {})
local metatable = getmetatable(object)
metatable.__gc = function()
  local fd = et.trap_FS_FOpenFile("finalized", et.FS_APPEND_SYNC)
  et.trap_FS_Write("x", 1, fd)
  et.trap_FS_FCloseFile(fd)
end
kept = newproxy and object or setmetatable(object, metatable)
"""


def test_finalizers_run_when_the_virtual_machine_is_closed_but_not_after_a_kill(play: Start) -> None:
    server = play(FINALIZER)
    before = server.files.on_disk()["finalized"]
    server.map_restart()
    after = server.files.on_disk()["finalized"]
    assert len(after) == len(before) + 1
    server.kill()
    assert server.files.on_disk()["finalized"] == after


@pytest.mark.parametrize("instructions", [1, 50, 1_000, 20_000])
def test_a_kill_can_come_in_the_middle_of_a_callback(play: Start, instructions: int) -> None:
    server = play("""
function et_ClientCommand()
  local n = 0
  while true do
    pcall(function() while true do n = n + 1 et.G_Print(">" .. n .. "\\n") end end)
  end
end""")
    said(server)
    server.kill_after(instructions=instructions)
    with pytest.raises(ServerKilledError):
        server.command(0, "go")
    assert len(said(server)) <= instructions


def test_a_defect_of_the_host_is_not_taken_for_an_error_of_the_module(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start('function et_ClientCommand() pcall(et.trap_FS_GetFileList, "x", "") end')
    monkeypatch.setattr(server.files, "names", lambda folder, extension: 1 // 0)
    server.map("supply")
    server.connect(0, "player", "A" * 32)
    with pytest.raises(ZeroDivisionError):
        server.command(0, "go")

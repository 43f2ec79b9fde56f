"""Files through the engine: what a real server was seen to do, and what a kill leaves."""

from pathlib import Path

import pytest
from tests.simulator.host.conftest import Start, said

from proximity.simulator.host import EngineError, Server, ServerKilledError

RUN = """
function et_ConsoleCommand()
  local chunk = assert((loadstring or load)(et.trap_Argv(1)))
  local results = { chunk() }
  for i = 1, #results do results[i] = tostring(results[i]) end
  et.G_Print(">" .. table.concat(results, " ") .. "\\n")
  return 1
end
"""


def run(server: Server, lua: str) -> str:
    server.console_command("run", lua)
    return said(server)[-1]


@pytest.fixture
def server(start: Start) -> Server:
    server = start(RUN)
    server.map("supply")
    return server


def test_a_written_file_lies_below_fs_game_and_reads_back(server: Server) -> None:
    assert run(server, 'return et.trap_FS_FOpenFile("probe/deep/new.txt", et.FS_WRITE)') == "2 0"
    assert run(server, 'return et.trap_FS_Write("hello", 5, 2)') == "5"
    assert run(server, 'return et.trap_FS_Write("abcdef", 3, 2)') == "3"
    assert run(server, 'return et.trap_FS_Write("", 0, 2)') == "0"
    assert run(server, 'return et.trap_FS_Write("a\\0b", 3, 2)') == "3"
    assert run(server, "return et.trap_FS_FCloseFile(2)") == ""
    assert server.files.on_disk() == {"probe/deep/new.txt": b"helloabca\0b"}
    assert run(server, 'return et.trap_FS_FOpenFile("probe/deep/new.txt", et.FS_READ)') == "2 11"
    assert run(server, "return et.trap_FS_Read(2, 11)") == "helloabca", "reading stops at the first NUL"


def test_what_cannot_be_opened_is_handle_0_and_length_minus_1(server: Server) -> None:
    for name in ("probe/missing.txt", "../escape.txt", "a/../../b", "a::b"):
        mode = "et.FS_READ" if "missing" in name else "et.FS_WRITE"
        assert run(server, f'return et.trap_FS_FOpenFile("{name}", {mode})') == "0 -1", name
    assert run(server, 'return et.trap_FS_Write("lost", 4, 0)') == "0"
    assert run(server, "return et.trap_FS_FCloseFile(0)") == ""
    assert server.files.on_disk() == {}


def test_appending_begins_with_length_0_and_keeps_the_content(server: Server) -> None:
    append = 'local fd, len = et.trap_FS_FOpenFile("log.txt", et.{}) et.trap_FS_Write("x", 1, fd) {} return fd, len'
    assert run(server, append.format("FS_APPEND", "et.trap_FS_FCloseFile(fd)")) == "2 0"
    assert run(server, append.format("FS_APPEND_SYNC", "")) == "2 0"
    assert server.files.on_disk() == {"log.txt": b"xx"}


def test_renaming_replaces_the_target_and_says_nothing_of_a_missing_source(server: Server) -> None:
    for name in ("a", "b"):
        run(
            server,
            f'local fd = et.trap_FS_FOpenFile("{name}", 1) et.trap_FS_Write("{name}", 1, fd) et.trap_FS_FCloseFile(fd)',
        )
    assert run(server, 'return et.trap_FS_Rename("a", "b")') == ""
    assert run(server, 'return et.trap_FS_Rename("missing", "b")') == ""
    assert server.files.on_disk() == {"b": b"a"}


def test_a_folder_is_listed_by_extension_and_a_missing_one_is_empty(server: Server) -> None:
    for name in ("two.txt", "one.txt", "other.lua"):
        run(server, f'et.trap_FS_FCloseFile((et.trap_FS_FOpenFile("probe/{name}", 1)))')
    assert run(server, 'return table.concat(et.trap_FS_GetFileList("probe", ".txt"), " ")') == "one.txt two.txt"
    assert run(server, 'return #et.trap_FS_GetFileList("nosuchdir", ".txt")') == "0"


def test_63_files_can_be_open_and_a_new_virtual_machine_closes_none(server: Server) -> None:
    run(server, 'for i = 1, 63 do et.trap_FS_FOpenFile("f" .. i, et.FS_WRITE) end')
    server.map_restart("2")
    with pytest.raises(EngineError, match="none free"):
        run(server, 'return et.trap_FS_FOpenFile("one more", et.FS_WRITE)')


@pytest.mark.parametrize(
    "lua",
    [
        'et.trap_FS_Write("x", 1, 9)',
        'et.trap_FS_FOpenFile("x", 7)',
        'et.trap_FS_FOpenFile("x.pk3", et.FS_WRITE)',
        'local fd = et.trap_FS_FOpenFile("x", et.FS_WRITE) et.trap_FS_Write("x", 100, fd)',
    ],
)
def test_misuse_ends_the_server_although_the_module_catches_everything(server: Server, lua: str) -> None:
    with pytest.raises(EngineError):
        run(server, f"while true do pcall(function() {lua} end) end")


def test_bytes_above_127_pass_unchanged(server: Server) -> None:
    run(
        server,
        'local fd = et.trap_FS_FOpenFile("n\xe4me", 1) et.trap_FS_Write("\\200\\255", 2, fd) et.trap_FS_FCloseFile(fd)',
    )
    assert list(server.files.on_disk().values()) == [b"\xc8\xff"]


def test_a_kill_loses_what_stdio_had_buffered_and_nothing_that_was_synced(server: Server) -> None:
    run(server, 'et.trap_FS_Write(("b"):rep(5000), 5000, (et.trap_FS_FOpenFile("buffered", et.FS_WRITE)))')
    run(server, 'et.trap_FS_Write(("s"):rep(5000), 5000, (et.trap_FS_FOpenFile("synced", et.FS_APPEND_SYNC)))')
    server.kill()
    assert {name: len(data) for name, data in server.files.on_disk().items()} == {"buffered": 4096, "synced": 5000}


def test_quitting_writes_everything(server: Server) -> None:
    run(server, 'et.trap_FS_Write("b", 1, (et.trap_FS_FOpenFile("buffered", et.FS_WRITE)))')
    server.quit()
    assert server.files.on_disk() == {"buffered": b"b"}


@pytest.mark.parametrize("calls", [0, 1, 2, 3])
def test_a_kill_can_come_before_any_call_that_changes_a_file(server: Server, calls: int) -> None:
    server.kill_after(file_calls=calls)
    write = """
local fd = et.trap_FS_FOpenFile("new.tmp", et.FS_APPEND_SYNC)
et.trap_FS_Write("x", 1, fd)
et.trap_FS_FCloseFile(fd)
et.trap_FS_Rename("new.tmp", "new")
"""
    with pytest.raises(ServerKilledError):
        run(server, f"pcall(function() {write} end) pcall(function() {write} end)")
    assert server.files.on_disk() == ({}, {"new.tmp": b""}, {"new.tmp": b"x"}, {"new.tmp": b"x"})[calls]


def test_another_server_on_the_same_home_finds_the_files(start: Start, tmp_path: Path) -> None:
    first = start(RUN)
    first.map("supply")
    run(first, 'et.trap_FS_Write("x", 1, (et.trap_FS_FOpenFile("journal", et.FS_APPEND_SYNC)))')
    first.kill()
    second = start(RUN)
    second.map("supply")
    assert run(second, 'return et.trap_FS_FOpenFile("journal", et.FS_READ)') == "2 1"
    assert (tmp_path / "home" / "legacy" / "journal").is_file()

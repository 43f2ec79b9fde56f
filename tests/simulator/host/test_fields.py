"""gentity_get and gentity_set: types, names, errors."""

import math

import pytest
from tests.simulator.host.conftest import Start, said
from tests.simulator.host.traces import FOLDER

from proximity.simulator.host import EngineError

DESCRIBE = """
function describe(n, name, index)
  local ok, value = pcall(et.gentity_get, n, name, index)
  if not ok then return "error", value end
  if type(value) == "table" then
    return value.trBase and "trajectory" or (#value == 3 and "vector" or "list"), ""
  end
  if type(value) ~= "number" then return type(value), tostring(value) end
  local kind = math.type and (math.type(value) == "integer" and "int" or "float") or "number"
  return kind, tostring(value)
end
function et_ConsoleCommand()
  local n, name, index = tonumber(et.trap_Argv(1)), et.trap_Argv(2), tonumber(et.trap_Argv(3))
  et.G_Print(">" .. table.concat({ describe(n, name, index) }, "|") .. "\\n")
  return 1
end
"""
NUMBERS = {"player": 0, "world": 1022, "slot": 63}


def recorded_fields() -> list[list[str]]:
    return [line.split("\t") for line in (FOLDER / "fields.tsv").read_text().splitlines()]


def test_every_field_has_the_type_or_the_error_that_it_has_on_a_real_server(play: Start) -> None:
    server = play(DESCRIBE)
    server.damage(0, 1, 200, mod=8)
    differences = []
    for who, name, kind, value in recorded_fields():
        server.console_command("read", str(NUMBERS[who]), name.removesuffix("[]"), "1" if name.endswith("[]") else "")
        [answer] = said(server)
        seen, seen_value = answer.split("|")
        if server.runtime == "luajit" and kind in ("int", "float"):
            kind = "number"
        if seen != kind or (value and value != seen_value):
            differences.append((who, name, kind, value, seen, seen_value))
    assert differences == []


def test_names_are_found_in_any_case_and_origin_is_the_player_states(play: Start) -> None:
    server = play('function et_RunFrame() et.G_Print(">" .. et.gentity_get(0, "OrIgIn")[1] .. "\\n") end')
    server.entity(0)["ps.origin"] = (7.5, 0, 0)
    server.entity(0)["r.currentOrigin"] = (1, 0, 0)
    server.frame()
    assert said(server)[-1] == "7.5"


def test_a_vector_is_a_new_table_at_every_read(play: Start) -> None:
    server = play("""
function et_RunFrame()
  local v = et.gentity_get(0, "ps.origin")
  v[1] = 99
  et.G_Print(">" .. et.gentity_get(0, "ps.origin")[1] .. "\\n")
end""")
    server.move(0, (1.5, 0, 0))
    server.frame()
    assert said(server)[-1] == "1.5"


def test_positions_are_kept_in_single_precision(play: Start) -> None:
    server = play("")
    server.move(0, (0.1, 100.3, 24.125))
    x, _, z = server.entity(0)["ps.origin"]
    assert x != 0.1
    assert math.isclose(x, 0.1, rel_tol=1e-7)
    assert z == 24.125
    server.entity(0)["ps.velocity"] = (0.1, 0.0, 0.0)
    assert server.entity(0)["ps.velocity"][0] == x


def test_arrays_count_from_0_and_default_to_their_first_element(play: Start) -> None:
    server = play("""
function et_RunFrame()
  local get = et.gentity_get
  et.G_Print((">%d %d %d\\n"):format(get(0, "ps.stats"), get(0, "ps.stats", 8), get(0, "sess.aWeaponStats", 3)[1]))
end""")
    server.move(0, (0, 0, 24), stamina=1234)
    server.entity(0)["sess.aWeaponStats", 3] = [5, 0, 0, 4, 1]
    server.frame()
    assert said(server)[-1] == "100 1234 5"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("et.gentity_get(nil, 'health')", "bad argument #1 to 'gentity_get' (number expected, got nil)"),
        ("et.gentity_get(0)", "bad argument #2 to 'gentity_get' (string expected, got nil)"),
        ("et.gentity_get(0, 'nosuchfield')", 'tried to get invalid gentity field "nosuchfield"'),
        ("et.gentity_get(20, 'pers.connected')", 'tried to get invalid gentity field "pers.connected"'),
        ("et.gentity_set(0, 'nosuchfield', 1)", 'tried to set invalid gentity field "nosuchfield"'),
        ("et.gentity_set(0, 'ps.pm_type', 1)", 'tried to set read-only gentity field "ps.pm_type"'),
        ("et.G_Printf('x')", "attempt to call"),
        ("et.trap_FS_Remove('x')", "attempt to call"),
        ("et.trap_Cvar_Get()", "bad argument #1 to 'trap_Cvar_Get' (string expected, got no value)"),
        ("et.trap_GetConfigstring('x')", "bad argument #1 to 'trap_GetConfigstring' (number expected, got string)"),
        ("et.trap_Trace(1, nil, nil, {}, 0, 0)", "bad argument #1 to 'trap_Trace' (table expected, got number)"),
    ],
)
def test_wrong_calls_raise_the_engines_words_and_where_they_were_made(play: Start, call: str, message: str) -> None:
    server = play(f'function et_RunFrame() local _, e = pcall(function() {call} end) et.G_Print(">" .. e .. "\\n") end')
    server.frame()
    error = said(server)[-1]
    assert message in error
    assert error.startswith('[string "module.lua"]:1:')


@pytest.mark.parametrize(
    "call",
    [
        "et.gentity_get(1500, 'health')",
        "et.gentity_get(-1, 'health')",
        "et.gentity_get(0, 'ps.stats', 16)",
        "et.gentity_set(0, 'pers.netname', 'x')",
    ],
)
def test_foreign_memory_ends_the_server_whatever_the_module_catches(play: Start, call: str) -> None:
    server = play(f"function et_ClientCommand() while true do pcall(function() {call} end) end end")
    with pytest.raises(EngineError):
        server.command(0, "crash")


def test_writing_is_typed_and_seen_by_the_engine(play: Start) -> None:
    server = play("""
function et_ClientCommand()
  et.gentity_set(0, "health", 42)
  et.gentity_set(0, "ps.powerups", 1, 7)
  et.gentity_set(0, "ps.velocity", { 1, 2, 3 })
end""")
    server.command(0, "write")
    entity = server.entity(0)
    assert (entity["health"], entity["ps.powerups", 1], entity["ps.velocity"]) == (42, 7, (1.0, 2.0, 3.0))


def test_the_engines_view_refuses_what_a_field_cannot_hold(play: Start) -> None:
    server = play("")
    with pytest.raises(KeyError, match=r"entity 64 has no field ps\.origin"):
        server.entity(64)["ps.origin"]
    with pytest.raises(TypeError, match="health is an integer"):
        server.entity(0)["health"] = 1.5

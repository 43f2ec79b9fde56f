"""The one file that servers load."""

import re
from pathlib import Path

import pytest
from tests.tracker.playing import Game

from proximity.tracker_release import BundleError, bundle
from proximity.tracker_release.bundle import LARGEST_BYTES

LUA = Path(__file__).parents[2] / "lua"
MODULES = {path.stem: path.read_text(encoding="utf-8") for path in (LUA / "src").glob("*.lua")}


def test_the_released_file_is_made_of_the_modules() -> None:
    assert bundle(MODULES) == (LUA / "proximity_tracker.lua").read_text(encoding="utf-8")


def test_a_module_stands_below_what_it_requires() -> None:
    text = bundle({"main": 'local b = require("b")\n', "b": 'local a = require("a")\n', "a": "return 1\n"})

    assert re.findall(r"^loaded\.(\w+) =", text, re.MULTILINE) == ["a", "b", "main"]


@pytest.mark.parametrize(
    ("modules", "message"),
    [
        ({"main": 'local x = require("x")\n'}, "main requires x, but there is no x.lua"),
        (
            {"main": 'local x = require("x")\n', "x": 'local y = require("y")\n', "y": 'local x = require("x")\n'},
            "main → x → y → x",
        ),
        ({"main": "", "lost": ""}, "no module requires lost"),
        ({"main": "-" * LARGEST_BYTES}, "are more than the 1048576"),
    ],
)
def test_what_cannot_be_put_together_is_named(modules: dict[str, str], message: str) -> None:
    with pytest.raises(BundleError, match=re.escape(message)):
        bundle(modules)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_opens_with_its_charter(name: str) -> None:
    first, *rest = MODULES[name].split("\n")

    assert first.startswith("-- ")
    assert any(line.startswith("-- Does not belong here:") for line in rest[:6])


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_uses_what_it_names_at_its_top(name: str) -> None:
    code = re.sub(r"--.*", "", MODULES[name])
    named = [part.strip() for line in re.findall(r"^local ([\w, ]+) =", code, re.MULTILINE) for part in line.split(",")]

    assert [local for local in named if len(re.findall(rf"\b{local}\b", code)) < 2] == []


def test_the_readme_has_every_setting_with_its_default_and_limits() -> None:
    page = (LUA.parent / "docs" / "tracker" / "README.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `proximity_(\w+)` \| (\d+) \| (\d+) to (\d+) \|", page, re.MULTILINE)
    settings = re.findall(r'^  \{ "(\w+)", (\d+), (\d+), (\d+) \},$', MODULES["config"], re.MULTILINE)

    assert len(settings) == 15
    assert documented == settings


STRICT = """\
local world = _G
local _ENV = setmetatable({}, {
  __index = function(_, name)
    if world[name] == nil then error("global read: " .. name, 2) end
    return world[name]
  end,
  __newindex = function(_, name, value)
    if not name:find("^et_") then error("global written: " .. name, 2) end
    world[name] = value
  end,
})
"""


def test_nothing_is_global_but_the_callbacks(tmp_path: Path) -> None:
    """A round is played by a module for which reading or writing any other global is an error."""
    strict = tmp_path / "strict.lua"
    strict.write_text(STRICT + bundle(MODULES))
    game = Game(tmp_path, "AAXX", module=strict)
    game.wait(1000)
    game.kill(0, 2)
    game.server.revive(0, 1)
    game.server.console_command("proximity_status")
    game.wait(3000)

    assert game.end().header["tracker_errors"] == "0"
    assert not [line for line in game.server.console if "global" in line]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_modules_are_small_and_lines_short(name: str) -> None:
    lines = MODULES[name].split("\n")

    assert len(lines) <= 300
    assert max(map(len, lines)) <= 120

"""Fixtures: servers that run a module given as text, in both Lua runtimes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from proximity.simulator.host import ALLIES, AXIS, Level, Server
from proximity.simulator.host.vm import Runtime

Start = Callable[..., Server]


@pytest.fixture(params=["lua54", "luajit"])
def runtime(request: pytest.FixtureRequest) -> Runtime:
    return request.param


@pytest.fixture
def start(tmp_path: Path, runtime: Runtime) -> Start:
    """Start a server with a module; no map yet. Every server of a test has the same home."""

    def start_server(source: str, **settings: Any) -> Server:
        module = tmp_path / "module.lua"
        module.write_text(source, encoding="latin-1")
        return Server(module, tmp_path / "home", runtime=runtime, **settings)

    return start_server


@pytest.fixture
def play(start: Start) -> Start:
    """Start a server and play: slot 0 is Axis, slot 1 Allies, the round is live."""

    def play_round(source: str, level: Level | str = "supply", **settings: Any) -> Server:
        server = start(source, **settings)
        server.map(level)
        for slot, team in ((0, AXIS), (1, ALLIES)):
            server.connect(slot, f"player{slot}", f"{slot:032X}")
            server.begin(slot)
            server.set_team(slot, team)
        server.countdown()
        return server

    return play_round


def said(server: Server) -> list[str]:
    """What the module said by et.G_Print, which begins its lines with `>`; said only once."""
    lines = "".join(server.console).split("\n")
    server.console.clear()
    return [line[1:] for line in lines if line.startswith(">")]

"""Rounds on both Lua runtimes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.tracker.playing import Game


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Game]:
    """Starts a round on Lua 5.4."""

    def started(players: str = "AAXX", **options: Any) -> Game:
        return Game(tmp_path, players, **options)

    return started

"""The host against what real servers were seen to do: recorded traces, replayed."""

from pathlib import Path

import pytest
from tests.simulator.host.replay import PROBE, Replay
from tests.simulator.host.traces import read_trace

from proximity.simulator.host import Server
from proximity.simulator.host.vm import Runtime


@pytest.mark.parametrize("runtime", ["lua54", "luajit"])
@pytest.mark.parametrize(
    ("name", "intermission_seconds"), [("restarts", 60), ("pause_and_team_changes", 60), ("stopwatch_rounds", 15)]
)
def test_a_module_sees_what_it_saw_on_a_real_server(
    name: str, intermission_seconds: int, runtime: Runtime, tmp_path: Path
) -> None:
    server = Server(PROBE, tmp_path, runtime=runtime, cvars={"g_intermissionTime": str(intermission_seconds)})
    replay = Replay(read_trace(name), server)
    replay.run()
    assert replay.healths_corrected < 0.3 * replay.damages

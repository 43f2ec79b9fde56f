"""Durations of callbacks and the size of the Lua heap."""

import time

import pytest
from tests.simulator.host.conftest import Start

BUSY = """
kept = {}
function et_RunFrame()
  for i = 1, 2000 do kept[#kept + 1] = "row " .. #kept end
end
"""


def test_every_callback_is_timed_while_timing_is_on(play: Start) -> None:
    server = play(BUSY)
    server.frame(5)
    server.timings.is_on = True
    server.frame(30)
    summary = server.timings.summary("et_RunFrame")
    assert summary.calls == 30
    assert 0 < summary.p50_ms <= summary.p99_ms <= summary.max_ms
    assert summary.mean_ms <= summary.max_ms
    with pytest.raises(KeyError):
        server.timings.summary("et_Damage")


def test_cpu_time_can_be_taken_instead(play: Start) -> None:
    server = play("function et_RunFrame() end")
    server.timings.clock = time.thread_time_ns
    server.timings.is_on = True
    server.frame(10)
    assert server.timings.summary("et_RunFrame").calls == 10


def test_the_cost_of_a_call_itself_can_be_taken_off(play: Start) -> None:
    server = play(BUSY)
    server.timings.is_on = True
    server.frame(20)
    assert 0 < server.callback_overhead_ms() < server.timings.summary("et_RunFrame").p50_ms


def test_the_heap_is_the_modules_own(play: Start) -> None:
    server = play(BUSY)
    before_kb = server.heap_kb(is_collected=True)
    server.frame(50)
    after_kb = server.heap_kb(is_collected=True)
    assert after_kb - before_kb > 1000
    assert server.heap_kb() >= after_kb

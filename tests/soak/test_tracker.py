"""Two dozen of the crashes of the soak, and that a loss would be seen."""

import pytest
from soak.tracker import crashes

SEED, KILLS = 20261127, 24


def no_progress(done: int, total: int) -> None:
    pass


def test_a_server_that_is_killed_at_any_moment_loses_nothing_older_than_the_flush_interval() -> None:
    outcome = crashes.run(KILLS, SEED, no_progress)
    assert outcome.failures == ()
    assert outcome.done["kills"] == KILLS
    assert outcome.done["hits that had to be there"] > KILLS


def test_what_is_lost_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crashes, "FLUSH_MS", -crashes.SAMPLE_MS)
    _, _, wrong = crashes.kill(SEED, 0)
    assert any("is lost" in problem for problem in wrong)

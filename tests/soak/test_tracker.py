"""Two dozen of the crashes and two of the matches of the soak, and that a loss would be seen."""

import pytest
from soak.site import Site
from soak.tracker import crashes, matches

from proximity.transforming import build_marts
from proximity.warehouse import open_warehouse

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


def test_matches_of_a_warehouse_are_in_its_files_and_marts_as_they_happened() -> None:
    counted, wrong = matches.fill(SEED, 0, matches=2)
    assert wrong == []
    assert counted["rounds"] == 4
    assert counted["hits"] > counted["engagements"] > counted["crossfires"] > 0


def test_what_the_marts_do_not_say_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Site, "build_marts", lambda site: build_and_lose_a_kill(site))
    _, wrong = matches.fill(SEED, 0, matches=1)
    assert wrong
    assert all(problem.startswith(f"seed {SEED}: match-0/") for problem in wrong)
    assert any("fct_kills" in problem for problem in wrong)


def build_and_lose_a_kill(site: Site) -> None:
    build_marts(site.settings)
    with open_warehouse(site.settings) as warehouse:
        warehouse.execute("DELETE FROM marts.fct_kills WHERE kill_key = (SELECT min(kill_key) FROM marts.fct_kills)")

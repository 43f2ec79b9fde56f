"""Wherever a load dies, nothing partial is seen and the next one finishes: a sample of the kills of the soak."""

import subprocess
import sys
from pathlib import Path

import pytest
from soak.kills.child import killed_after, killed_at
from soak.kills.evening import prepared, undisturbed, visible
from soak.kills.moments import INSERTED, Moment, all_steps, armed
from soak.site import Site
from tests.loading.house import CHILD_ENVIRONMENT
from tests.reference.real_files import PROJECT_ROOT

from soak import kills

SEED = 20261123
KILLS = 10


def no_progress(done: int, total: int) -> None:
    pass


def test_ten_killed_loads_are_finished_by_the_next() -> None:
    outcome = kills.run(KILLS, SEED, no_progress, build_every=0)
    assert outcome.failures == ()
    assert outcome.done["kills"] == KILLS
    assert outcome.done["kills at a named step"] > 0
    assert outcome.done["kills at a random time"] > 0
    assert outcome.done["looks of a reader"] > 0


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return prepared(tmp_path_factory.mktemp("template"))


@pytest.fixture
def site(template: Site, tmp_path: Path) -> Site:
    return template.copy_to(tmp_path / "site")


def test_an_evening_has_several_transactions_a_round_that_moves_and_one_that_is_replaced(site: Site) -> None:
    expected = undisturbed(site)
    rounds = [state["rounds"] for state in expected.states]
    assert len({str(found) for found in rounds}) >= 4
    gone = rounds[0].keys() - rounds[-1].keys()
    changed = [key for key in rounds[0].keys() & rounds[-1].keys() if rounds[0][key] != rounds[-1][key]]
    assert (len(gone), len(changed)) == (0, 2)  # the moved round left its place to what it had superseded


class StruckError(BaseException):
    """In the place of death, in this process."""


def strike() -> None:
    raise StruckError


@pytest.mark.parametrize("step", [step for step in all_steps() if not step.startswith("insert into ")])
def test_every_named_step_comes_in_the_load_of_an_evening(site: Site, step: str) -> None:
    with pytest.raises(StruckError), armed(Moment(step, "before", 1), strike):
        site.load()


def test_every_table_is_a_step(site: Site) -> None:
    with pytest.raises(StruckError), armed(Moment("insert into engagements", "after", 2), strike):
        site.load()
    assert len([step for step in all_steps() if step.startswith("insert into ")]) == len(INSERTED) > 15


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads have names on Linux only")
def test_what_killed_processes_import_computes_nothing_so_that_they_can_be_forked() -> None:
    code = (
        "import soak.kills.child, soak.histories; from pathlib import Path;"
        "print(*(task.joinpath('comm').read_text().strip() for task in Path('/proc/self/task').iterdir()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=PROJECT_ROOT,
        env=CHILD_ENVIRONMENT,
    )
    assert "polars-0" not in done.stdout


def test_a_process_dies_at_its_moment_and_not_otherwise(site: Site) -> None:
    before = visible(site, read_only=True)
    assert killed_at(site.folder, Moment("commit", "before", 1))
    assert visible(site, read_only=True) == before
    assert not killed_at(site.folder, Moment("commit", "before", 1000))
    assert visible(site, read_only=True) != before
    assert killed_after(site.folder, 0)

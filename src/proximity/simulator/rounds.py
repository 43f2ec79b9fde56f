"""Round files by the number: evenings played with a tracker until there are enough.

The files depend on the recipe alone: not on the machine, nor on how many processes share the work. Does not belong
here: how an evening goes (`match`), progress on a screen.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from proximity.simulator.match.driving import Session
from proximity.simulator.match.evening import Recipe, evenings
from proximity.simulator.match.truth import RoundTruth
from proximity.simulator.match.truth.plain import plain

Progress = Callable[[int, int], None]
Summary = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """A part of the work: so many rounds of one evening, counted from 1."""

    recipe: Recipe
    evening: int
    rounds: int
    tracker: Path
    out: Path
    cvars: dict[str, str]


def write_rounds(
    recipe: Recipe,
    rounds: int,
    out: Path,
    tracker: Path,
    *,
    cvars: dict[str, str] | None = None,
    jobs: int = 1,
    on_progress: Progress = lambda done, total: None,
) -> Summary:
    """Write this many round files into a folder; what was planted and how each round went, in plain types.

    `cvars` are settings of the server and the tracker. Evenings are shared among `jobs` processes.
    """
    out.mkdir(parents=True, exist_ok=True)
    orders = list(_orders(recipe, rounds, out, tracker, cvars or {}))
    done: dict[int, list[Summary]] = {}
    finished = 0
    for order, summaries in _carried_out(orders, jobs):
        done.setdefault(order.evening, []).extend(summaries)
        finished += len(summaries)
        on_progress(finished, rounds)
    cast = next(evenings(recipe)).cast
    summary: Summary = plain(
        {
            "recipe": asdict(recipe) | {"first_evening": recipe.first_evening.isoformat()},
            "people": [asdict(person) for person in cast.people],
            "bonds": [asdict(bond) for bond in cast.bonds.all],
            "rounds": [summary for evening in sorted(done) for summary in done[evening]],
        }
    )
    return summary


def write_truth(summary: Summary, path: Path) -> None:
    """Write what `write_rounds` returned as JSON."""
    path.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")


def _orders(recipe: Recipe, rounds: int, out: Path, tracker: Path, cvars: dict[str, str]) -> Iterator[Order]:
    for evening in evenings(recipe):
        wanted = min(rounds, evening.rounds)
        if wanted == 0:
            return
        yield Order(recipe, evening.number, wanted, tracker, out, cvars)
        rounds -= wanted


def _carried_out(orders: list[Order], jobs: int) -> Iterator[tuple[Order, list[Summary]]]:
    """Each finished piece of work: a round with one process, an evening with several."""
    if jobs == 1 or len(orders) == 1:
        for order in orders:
            for summary in _play(order):
                yield order, [summary]
        return
    # A fork would copy threads of whatever has been imported.
    with ProcessPoolExecutor(min(jobs, len(orders)), mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(_play_all, order): order for order in orders}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _play_all(order: Order) -> list[Summary]:
    return list(_play(order))


def _play(order: Order) -> Iterator[Summary]:
    evening = next(islice(evenings(order.recipe), order.evening - 1, None))
    with tempfile.TemporaryDirectory() as home:
        session = Session(evening, order.tracker, Path(home), cvars=order.cvars)
        for truth in islice(session.rounds(), order.rounds):
            files = [shutil.move(file, order.out / Path(file).name) for file in truth.files]
            yield _summary(order.evening, truth, [Path(file).name for file in files])


def _summary(evening: int, truth: RoundTruth, files: list[str]) -> Summary:
    setting, outcome = truth.setting, truth.outcome
    return {
        "files": files,
        "evening": evening,
        "match": setting.match_number,
        "round": setting.round_number,
        "map": setting.map_name,
        "attackers": setting.attackers.name,
        "time_limit_ms": setting.time_limit_ms,
        "ended_ms": outcome.time_ms if outcome else None,
        "end_reason": outcome.reason if outcome else None,
        "winner": outcome.winner.name if outcome else None,
    }

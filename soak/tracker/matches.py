"""Simulated matches through the tracker, its files and the pipeline: the marts say what happened.

Each trial is a warehouse of a few matches, all with other people, teams, maps, mishaps and settings of the tracker.
Every round is held twice to the truth about it: its file section by section, its marts column by column.
Does not belong here: rounds that are killed (`crashes`).
"""

import time
from functools import partial
from random import Random

from proximity.simulator.match.evening import Recipe
from proximity.warehouse import open_warehouse
from soak.outcome import Outcome
from soak.site import Site, scratch_folder
from soak.tracker.reference import Settings
from soak.tracker.reference.comparing import differences
from soak.tracker.reference.written import Rows, written_rows
from soak.tracker.rounds import Played, expected_of, played_rounds
from soak.tracker.warehouse import wrong_cells, wrong_marts
from soak.workers import OnProgress, each_trial

MATCHES_A_WAREHOUSE = 8
#: The times of change of the files do not matter here.
CHANGED_AT = 1_700_000_000_000_000_000
SHOWN = 5


def run(count: int, seed: int, on_progress: OnProgress) -> Outcome:
    """Fill `count` warehouses. Number `n` of a run is number 0 of a run with the seed `seed + n`."""
    start = time.perf_counter()
    done = {"warehouses": 0, "matches": 0, "rounds": 0, "hits": 0, "engagements": 0, "crossfires": 0}
    failures: list[str] = []
    for counted, wrong in each_trial(partial(fill, seed), count, on_progress):
        for name in done:
            done[name] += counted[name]
        failures += wrong
    return Outcome("matches", done, seed, tuple(failures), time.perf_counter() - start)


def fill(first_seed: int, number: int, matches: int = MATCHES_A_WAREHOUSE) -> tuple[dict[str, int], list[str]]:
    """Play the matches of one warehouse and build it: what there was, and what is wrong."""
    seed = first_seed + number
    chance = Random(seed)
    rounds: dict[str, tuple[Played, Rows]] = {}
    wrong: list[str] = []
    for match in range(matches):
        recipe, chosen = drawn_recipe(chance), drawn_settings(chance)
        for played in played_rounds(recipe, chosen):
            path, expected = f"match-{match}/{played.file_name}", expected_of(played, chosen)
            rounds[path] = played, expected
            wrong += [f"{path}: {problem}" for problem in differences(expected, written_rows(played.content))[:SHOWN]]
    wrong += built_wrong(rounds)
    return _counted(matches, [sections for _, sections in rounds.values()]), [f"seed {seed}: {text}" for text in wrong]


def drawn_recipe(chance: Random) -> Recipe:
    """A short match. A first round is no stub, so that its second one finds it."""
    bots = chance.randint(0, 3)
    return Recipe(
        seed=chance.randrange(10**9),
        team_size=chance.randint(1, 6),
        community=chance.randint(12, 20),
        bots=bots,
        nameless_bots=chance.randint(0, min(bots, 1)),
        time_limit_ms=chance.randrange(45_000, 120_000, 1000),
        fps=chance.choice([20, 40]),
        mishaps=chance.choice([0.0, 1.0, 8.0]),
    )


def drawn_settings(chance: Random) -> Settings:
    """Mostly what a server has that sets nothing."""
    if chance.random() < 0.6:
        return Settings()
    return Settings(
        sample_interval=chance.choice([50, 200, 333, 500]),
        crossfire_window=chance.randint(100, 4000),
        escape_time=chance.randint(1000, 8000),
        escape_distance=chance.randint(0, 600),
        engagement_timeout=chance.randint(1000, 20_000),
        view_tracks=chance.random() < 0.5,
        shots=chance.random() < 0.5,
    )


def built_wrong(rounds: dict[str, tuple[Played, Rows]]) -> list[str]:
    """Load the rounds (by path), build the marts, and say what is wrong in them."""
    with scratch_folder() as folder:
        site = Site(folder)
        for path, (played, _) in rounds.items():
            site.put(path, played.content, CHANGED_AT)
        site.load()
        site.build_marts()
        wrong = site.discrepancies()
        with open_warehouse(site.settings, read_only=True) as warehouse:
            for path, (played, sections) in rounds.items():
                wrong += [f"{path}: {problem}" for problem in wrong_marts(warehouse, path, played, sections)[:SHOWN]]
            return wrong + wrong_cells(warehouse, list(rounds.values()))


def _counted(matches: int, rounds: list[Rows]) -> dict[str, int]:
    fights = [fight for sections in rounds for fight in sections["ENGAGEMENTS"]]
    return {
        "warehouses": 1,
        "matches": matches,
        "rounds": len(rounds),
        "hits": sum(len(sections["HITS"]) for sections in rounds),
        "engagements": len(fights),
        "crossfires": sum(bool(fight["is_crossfire"]) for fight in fights),
    }

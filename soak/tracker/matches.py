"""From simulated matches through the tracker, its files and the pipeline to the marts: everything is as it happened.

Each match is drawn by chance and played with the real tracker; every file is held to the independent reference. Groups
of matches are then loaded into one warehouse each, whose marts are held to the truth. Does not belong here: servers
that die in the middle of a frame (`crashes`).
"""

import time
from collections.abc import Sequence
from functools import partial

from soak.outcome import Outcome
from soak.site import Site, scratch_folder
from soak.tracker.checking import sections_of, wrong_rows
from soak.tracker.drawing import Draw, draw
from soak.tracker.marts.built import build, reading, wrong_marts
from soak.tracker.marts.doubts import doubts
from soak.tracker.marts.expected import map_name_of
from soak.tracker.marts.totals import wrong_heatmaps
from soak.tracker.played import Played, played_rounds
from soak.tracker.reference.written import Rows
from soak.workers import OnProgress, each_trial

GROUP = 15
MOST_TOLD = 5

#: A round, and the sections that its file should have.
Judged = tuple[Played, Rows]


def run(count: int, seed: int, on_progress: OnProgress) -> Outcome:
    """Play `count` matches. Match number n of a run is match number 0 of a run with the seed `seed + n`; it alone is a
    group as well."""
    start = time.perf_counter()
    done = {"matches": count, "rounds": 0, "hits": 0, "rounds broken off": 0, "builds": 0}
    failures: list[str] = []

    def on_group(groups: int, _: int) -> None:
        on_progress(min(groups * GROUP, count), count)

    for rounds, wrong in each_trial(partial(_group, seed, count), -(-count // GROUP), on_group):
        done["builds"] += 1
        done["rounds"] += len(rounds)
        done["rounds broken off"] += sum(is_broken_off for is_broken_off, _ in rounds)
        done["hits"] += sum(hits for _, hits in rounds)
        failures += wrong
    return Outcome("matches", done, seed, tuple(failures), time.perf_counter() - start)


def seeds_of(seed: int, count: int, group: int) -> range:
    """The seeds of the matches of a group, the last of which may be smaller."""
    first = group * GROUP
    return range(seed + first, seed + min(first + GROUP, count))


def _group(seed: int, count: int, number: int) -> tuple[list[tuple[bool, int]], list[str]]:
    return play_group(seeds_of(seed, count, number))


def play_group(seeds: Sequence[int]) -> tuple[list[tuple[bool, int]], list[str]]:
    """Play the matches of these seeds: of each round whether it was broken off and its hits, and what is wrong."""
    played: list[tuple[int, Judged]] = []
    wrong: list[str] = []
    for seed in seeds:
        judged, problems = play_match(draw(seed))
        played += [(seed, one) for one in judged]
        wrong += [f"seed {seed}: {problem}" for problem in problems]
    with scratch_folder() as folder:
        site = Site(folder)
        build(site, (one for _, (one, _) in played))
        wrong += _wrong_of_site(site, seeds, played)
    return [(one.truth.outcome is None, len(sections["HITS"])) for _, (one, sections) in played], wrong


def play_match(match: Draw) -> tuple[list[Judged], list[str]]:
    """The rounds of a match, each with what its marts have to say, and in what their files are wrong."""
    rounds: list[Judged] = []
    wrong: list[str] = []
    try:
        for played in played_rounds(match.recipe, match.settings):
            rounds.append((played, sections_of(played, match.settings)))
            wrong += [f"{played.file_name}: {problem}" for problem in wrong_rows(played, match.settings)[:MOST_TOLD]]
    except LookupError as error:
        wrong.append(str(error))
    return rounds, wrong


def _wrong_of_site(site: Site, seeds: Sequence[int], played: list[tuple[int, Judged]]) -> list[str]:
    together = f"seed {seeds[0]}, count {len(seeds)}"
    with reading(site) as query:
        alone = [
            f"seed {seed}: {one.file_name}: {problem}"
            for seed, (one, sections) in played
            for problem in wrong_marts(query, one, sections)[:MOST_TOLD]
        ]
        maps = [(map_name_of(one.truth), sections) for _, (one, sections) in played]
        of_all = wrong_heatmaps(query, maps) + doubts(query)
    return alone + [f"{together}: {problem}" for problem in of_all + site.discrepancies()]

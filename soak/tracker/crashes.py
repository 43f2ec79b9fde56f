"""Servers that are killed at random moments: what was older than the flush interval is in the recovered file.

A killed server loses every byte that the operating system had not got. The next one finds the journal and writes the
file. Compared is the truth about the round: every hit, every death by an enemy, every place of everybody alive.
Does not belong here: rounds that end by themselves (`matches`).
"""

import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.plain_reader import COLUMNS, read_round

from proximity.parsing import RoundText, parse_rounds
from proximity.simulator.match.driving import Session
from proximity.simulator.match.evening import Recipe, evenings
from proximity.simulator.match.sides import Team
from proximity.simulator.match.truth import RoundTruth
from proximity.simulator.match.truth.events import Died, Hit
from soak.outcome import Outcome
from soak.tracker.played import MODULE
from soak.workers import OnProgress, each_trial

FLUSH_MS = 4000
SAMPLE_MS = 200
LONGEST_S = 45
#: A round in which the file has nothing older than the interval shows nothing.
SHORTEST_MS = 2 * FLUSH_MS
SIDES = {Team.AXIS, Team.ALLIES}


def run(count: int, seed: int, on_progress: OnProgress) -> Outcome:
    """Kill `count` servers. Kill number `n` of a run is kill number 0 of a run with the seed `seed + n`."""
    start = time.perf_counter()
    done = {"kills": 0, "hits that had to be there": 0, "places that had to be there": 0}
    failures: list[str] = []
    for hits, places, wrong in each_trial(partial(kill, seed), count, on_progress):
        done["kills"] += 1
        done["hits that had to be there"] += hits
        done["places that had to be there"] += places
        failures += wrong
    return Outcome("tracker_crashes", done, seed, tuple(failures), time.perf_counter() - start)


def kill(first_seed: int, number: int) -> tuple[int, int, list[str]]:
    """Kill one server: hits and places that had to survive, and what did not."""
    seed = first_seed + number
    chance = Random(seed)
    recipe = Recipe(seed=seed, team_size=chance.randint(1, 4), community=10, time_limit_ms=120_000, mishaps=4.0)
    with TemporaryDirectory() as folder:
        truth, content = killed_round(recipe, Path(folder), chance.randint(SHORTEST_MS // 50, LONGEST_S * 20))
    hits, places = safe_hits(truth), safe_places(truth)
    wrong = lost(hits, places, safe_kills(truth), content) if content else ["there is no file"]
    return len(hits), len(places), [f"seed {seed}: {problem}" for problem in wrong]


def killed_round(recipe: Recipe, home: Path, frames: int) -> tuple[RoundTruth, bytes]:
    """A round whose server was killed after so many frames, and the file that the next server wrote of it."""
    evening = next(evenings(recipe))
    session = Session(evening, MODULE, home)
    live = session.go_live(next(iter(evening.sheets())))
    for frame in islice(live.round.frames(), frames):
        live.step(frame)
    truth = live.round.truth()
    level = session.server.level
    session.server.kill()
    following = Session(evening, MODULE, home)
    assert level is not None
    following.server.map(level)
    following.server.frame(200)
    following.server.kill()
    files = sorted(home.rglob("*_engagements.txt"))
    return truth, files[0].read_bytes() if len(files) == 1 else b""


def deadline(truth: RoundTruth) -> int:
    """What is older has to be there; ms on the round's axis."""
    assert truth.frames is not None
    # While a match is paused its axis stands still, and what is written then is not older.
    return int(truth.frames.time_ms[-1]) - FLUSH_MS - SAMPLE_MS


def safe_hits(truth: RoundTruth) -> list[tuple[int, int, int, int]]:
    """Time, slots of attacker and target, damage."""
    return [
        (hit.time_ms, hit.attacker_slot, hit.target_slot, hit.damage)
        for hit in truth.of(Hit)
        if hit.time_ms <= deadline(truth)
        and hit.attacker >= 0
        and hit.attacker != hit.target
        and hit.damage > 0
        and {hit.attacker_team, hit.target_team} <= SIDES
    ]


def safe_kills(truth: RoundTruth) -> list[tuple[int, int]]:
    """Time and means of kills of enemies."""
    return [
        (death.time_ms, death.means_of_death)
        for death in truth.of(Died)
        if death.time_ms <= deadline(truth) and death.killer >= 0 and {death.team, death.killer_team} == SIDES
    ]


def safe_places(truth: RoundTruth) -> list[tuple[int, float, float]]:
    """Time and place of everybody alive, at each tick."""
    frames = truth.frames
    assert frames is not None
    ticks = set(_ticks(truth))
    return [
        (int(frames.time_ms[int(frame)]), round(x, 1), round(y, 1))
        for frame, _, _, x, y, *rest in frames.bodies.tolist()
        if int(frame) in ticks and rest[6] > 0 and frames.time_ms[int(frame)] <= deadline(truth)
    ]


def _ticks(truth: RoundTruth) -> Iterator[int]:
    frames = truth.frames
    assert frames is not None
    last = -1
    for number, (moment, is_paused) in enumerate(zip(frames.time_ms, frames.is_paused, strict=True)):
        if not is_paused and moment // SAMPLE_MS > last:
            last = moment // SAMPLE_MS
            yield number


def lost(
    hits: list[tuple[int, int, int, int]],
    places: list[tuple[int, float, float]],
    kills: list[tuple[int, int]],
    content: bytes,
) -> list[str]:
    """What had to be in the file and is not, and what else is wrong with it."""
    tables = {
        name: [dict(zip(COLUMNS[name], row, strict=True)) for row in rows] for name, rows in read_round(content).items()
    }
    there = {(row["time"], row["attacker_slot"], row["target_slot"], row["damage"]) for row in tables["hits"]}
    dead = {(row["time"], row["mod"]) for row in tables["combat_positions"]}
    seen = {(row["time"], row["x"], row["y"]) for row in tables["track_samples"]}
    wrong = [f"hit {hit} is lost" for hit in hits if hit not in there]
    wrong += [f"kill {death} is lost" for death in kills if death not in dead]
    wrong += [f"place {place} is lost" for place in places if not _is_near(place, seen)]
    state = parse_rounds([RoundText("file", content)]).files.row(0, named=True)
    if (state["refusal"], state["end_line"]) != (None, "holds"):
        wrong.append(f"the file is {state['refusal'] or state['end_line']}")
    if b"\n# is_incomplete=1\n" not in content or tables["round_outcome"][0]["end_reason"] != "recovered":
        wrong.append("the file does not say that it was recovered")
    return wrong[:5]


def _is_near(place: tuple[int, float, float], seen: set[tuple[int, float, float]]) -> bool:
    """Whether it is there, give or take a last digit: halves are rounded one way here and another there."""
    moment, x, y = place
    steps = (-0.1, 0.0, 0.1)
    return place in seen or any((moment, round(x + dx, 1), round(y + dy, 1)) in seen for dx in steps for dy in steps)

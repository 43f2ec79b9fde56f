"""Part 4: what the tracker costs the server, against one that keeps samples in tables and formats them at the end.

Both record the same invented round on the fake server: 6 against 6, twelve minutes, Lua 5.4. The reference is
`bench/lua/tables/`. A round is played several times by each, in turn, always the same callbacks in the same
order; the time of a callback is its least, so that what else the machine does is no part of it, less what calling a
module from Python takes, which no server does.
Does not belong here: a real server, whose functions cost about what those of the fake one do.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.figures import Figure, Number, Target
from proximity.settings import PROJECT_ROOT
from proximity.simulator.match.driving.session import Session
from proximity.simulator.match.evening import Recipe, evenings
from proximity.tracker_release import bundle

TRACKER = PROJECT_ROOT / "lua" / "proximity_tracker.lua"
TABLES = Path(__file__).parent / "lua" / "tables"
FRAME, DAMAGE = "et_RunFrame", "et_Damage"
#: Long enough for the slowest to write its file, shorter than an intermission.
INTERMISSION_FRAMES = 300
NS_A_MICROSECOND = 1000.0
NS_A_MILLISECOND = 1_000_000.0
#: Time of a round that is over before the first frame with players.
SETTLED_MINUTES = 0.05
MOST_SEEDS = 50


@dataclass
class Recording:
    """One round recorded by one module. `live` and `after`: nanoseconds of each callback by name, until the round's
    exit and from there on; `of_call_ns` of each are the call itself."""

    live: dict[str, np.ndarray]
    after: dict[str, np.ndarray]
    of_call_ns: float
    heap_kb: float
    file_bytes: int
    minutes: float

    def quickest(self, other: "Recording") -> None:
        """Take over the times that were less in a repetition."""
        for mine, others in ((self.live, other.live), (self.after, other.after)):
            for name, times in mine.items():
                np.minimum(times, others[name], out=times)
        self.of_call_ns = min(self.of_call_ns, other.of_call_ns)


def measure(folder: Path, minutes: int, repetitions: int, on_step: Callable[[], None]) -> list[Figure]:
    """The figures of the tracker; `on_step` is called `steps(repetitions)` times."""
    modules = {"tracker": TRACKER, "tables": table_tracker(folder)}
    seed = _seed_of_full_round(modules["tables"], folder, minutes)
    best: dict[str, Recording] = {}
    for _ in range(repetitions):
        for name, module in modules.items():
            recording = record(module, folder / name, seed, minutes)
            if name in best:
                best[name].quickest(recording)
            else:
                best[name] = recording
            on_step()
    return _figures(best["tracker"], best["tables"], f"{minutes} minutes, 6v6, 200 ms; least of {repetitions} runs")


def steps(repetitions: int) -> int:
    """How often `measure` reports progress."""
    return 2 * repetitions


def table_tracker(folder: Path) -> Path:
    """The reference as one file in a folder, put together as the tracker is."""
    module = folder / "table_tracker.lua"
    module.write_text(bundle({path.stem: path.read_text() for path in TABLES.glob("*.lua")}))
    return module


def record(module: Path, home: Path, seed: int, minutes: int) -> Recording:
    """Play one round on a server with this module, and its intermission."""
    shutil.rmtree(home, ignore_errors=True)
    evening = next(evenings(Recipe(seed=seed, team_size=6, time_limit_ms=minutes * 60_000, mishaps=0)))
    session = Session(evening, module, home)
    server = session.server
    live = session.go_live(next(evening.sheets()))
    server.timings.is_on = True
    live.play()
    calls = {name: len(times) for name, times in server.timings.durations_ns.items()}
    heap_kb = server.heap_kb()
    server.frame(INTERMISSION_FRAMES)
    times = {name: np.array(values) for name, values in server.timings.durations_ns.items()}
    (file,) = home.rglob("*_engagements.txt")
    return Recording(
        live={name: values[: calls.get(name, 0)] for name, values in times.items()},
        after={name: values[calls.get(name, 0) :] for name, values in times.items()},
        of_call_ns=server.callback_overhead_ms() * NS_A_MILLISECOND,
        heap_kb=heap_kb,
        file_bytes=file.stat().st_size,
        minutes=calls[FRAME] * server.frame_ms / 60_000,
    )


def _seed_of_full_round(module: Path, folder: Path, minutes: int) -> int:
    """The first seed whose round goes to its time limit."""
    for seed in range(MOST_SEEDS):
        if record(module, folder / "probe", seed, minutes).minutes > minutes - SETTLED_MINUTES:
            return seed
    raise RuntimeError(f"none of {MOST_SEEDS} rounds of {minutes} minutes goes to its time limit")


def _figures(ours: Recording, theirs: Recording, scale: str) -> list[Figure]:
    def figure(name: str, value: Callable[[Recording], float], unit: str, target: Target | None) -> Figure:
        return Figure(name, scale, Number("tracker", value(ours), unit), Number("tables", value(theirs), unit), target)

    def number(limit: float) -> Target:
        return Target("<=", limit, of="number")

    return [
        figure("Longest callback at round end, ratio", _longest_after, "µs", Target("<=", 1 / 20)),
        figure("Longest callback at round end", _longest_after, "µs", number(2000)),
        figure("et_RunFrame, 99th percentile", lambda run: _percentile(run, FRAME), "µs", number(500)),
        figure("et_RunFrame, mean", lambda run: _mean(run, FRAME), "µs", number(30)),
        figure("et_Damage, mean", lambda run: _mean(run, DAMAGE), "µs", None),
        figure("Lua heap at the end of the round", lambda run: run.heap_kb, "kB", Target("<=", 1 / 4)),
        figure("Round file with HITS", lambda run: run.file_bytes / 1000, "kB", Target("<=", 1.15)),
    ]


def _longest_after(run: Recording) -> float:
    return _microseconds(run, float(max(times.max(initial=0) for times in run.after.values())))


def _percentile(run: Recording, callback: str) -> float:
    return _microseconds(run, float(np.percentile(run.live[callback], 99)))


def _mean(run: Recording, callback: str) -> float:
    return _microseconds(run, float(run.live[callback].mean()))


def _microseconds(run: Recording, nanoseconds: float) -> float:
    """Of the module alone."""
    return (nanoseconds - run.of_call_ns) / NS_A_MICROSECOND

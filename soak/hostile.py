"""Time and memory: real files of several MB, damaged and not, and files that no tracker wrote, made to take long.

Every file is parsed in a process of its own, after a warm-up; its processor time and the growth of its resident memory
are measured. A file like a real one takes less than a second and less than ten times its size. A hostile one may take
more times its size, since Polars takes some memory for any work, but not more than a quarter of a gigabyte.
Does not belong here: what becomes of the lines (`soak.fuzzing`).
"""

import multiprocessing
import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from proximity.parsing import RoundText, parse_rounds
from soak.corpus import RealFile, whole_files
from soak.mutations.files import damaged_file

BANNER = b"# PROXIMITY_TRACKER_V6\n"
MILLION = 1_000_000
DAMAGED = ", damaged"
MOST_SECONDS = 1.0
MOST_TIMES_ITS_SIZE = 10
#: What a hostile file of up to 8 MB may take.
MOST_SECONDS_IF_HOSTILE = 8.0
MOST_BYTES_IF_HOSTILE = 256 * MILLION
#: Real files are repeated row by row until they have so many bytes.
REAL_SIZE = 8 * MILLION


@dataclass(frozen=True)
class Taken:
    """What parsing a file took: seconds of processor time, growth of resident memory at its peak, size of the file."""

    seconds: float
    peak_bytes: int
    size: int

    def problem(self, is_real: bool) -> str | None:
        """What was too much; None if nothing was."""
        most_bytes = MOST_TIMES_ITS_SIZE * self.size if is_real else MOST_BYTES_IF_HOSTILE
        if self.peak_bytes > most_bytes:
            return f"{self.peak_bytes:,} bytes of memory for {self.size:,} bytes"
        if self.seconds > (MOST_SECONDS if is_real else MOST_SECONDS_IF_HOSTILE):
            return f"{self.seconds:.2f} s for {self.size:,} bytes"
        return None


def _section(name: bytes, *lines: bytes) -> bytes:
    return BANNER + b"# " + name + b"\n" + b"\n".join(lines) + b"\n"


def _track(path: bytes, samples: int) -> bytes:
    return _section(b"PLAYER_TRACKS", b"G;N;AXIS;MEDIC;1;2;;killed;%d;" % samples + path)


def _engagement(positions: bytes, attackers: bytes, count: int) -> bytes:
    head = b"1;1;1;0;G;N;AXIS;killed;1;;;%d;0;;;0.0;0.0;0.0;0.0;0.0;0.0;0.0;" % count
    return _section(b"ENGAGEMENTS", head + positions + b";" + attackers)


#: Name → the file. Each is 1 to 10 MB.
SHAPES: dict[str, Callable[[], bytes]] = {
    "one path of 150,000 points": lambda: _track(
        b"|".join([b"500,1.5,-2.0,24.0,100,120.5,3,0,0,sample"] * 150_000), 150_000
    ),
    "one path with a bad point among 150,000": lambda: _track(
        b"|".join([b"500,1.5,-2.0,24.0,100,120.5,3,0,0,sample"] * 149_999 + [b"x"]), 150_000
    ),
    "one line of 8 MB": lambda: _section(b"PLAYER_TRACKS", b"x" * 8 * MILLION),
    "a million empty items": lambda: _track(b"|" * MILLION, MILLION),
    "a million items of commas": lambda: _track(b",,,,,,,,,|" * (MILLION // 2), MILLION // 2),
    "a line of commas": lambda: _track(b"," * 4 * MILLION, 1),
    "a million participants without GUID": lambda: _engagement(b"", b"," * MILLION, 1),
    "a million empty weapons": lambda: _engagement(b"", b"G,N,AXIS,1,1,1,1,0," + b";" * MILLION, 1),
    "a million empty attackers": lambda: _engagement(b"", b"|" * MILLION, MILLION + 1),
    "a million columns": lambda: _section(b"KILL_HEATMAP", b";" * 4 * MILLION),
    "a million columns that are declared": lambda: _section(
        b"KILL_HEATMAP", b"# a" + b";a" * MILLION, b"1" + b";1" * MILLION
    ),
    "100,000 headings": lambda: BANNER + b"".join(b"# SECTION_%d\n" % number for number in range(100_000)),
    "100,000 times one heading": lambda: BANNER + b"# SPAWN_TIMING\n" * 100_000,
    "100,000 header keys": lambda: BANNER + b"".join(b"# key_%d=%d\n" % (n, n) for n in range(100_000)),
    "100,000 times one header key": lambda: BANNER + b"# round=1\n" * 100_000,
    "100,000 header lines without a key": lambda: BANNER + b"# nothing\n" * 100_000,
    "500,000 rows that are rejected": lambda: _section(b"KILL_HEATMAP", *[b"1;2;3;x"] * 500_000),
    "500,000 rows": lambda: _section(b"KILL_HEATMAP", *[b"1;2;3;4"] * 500_000),
    "500,000 rows of an unknown section": lambda: _section(b"NEW_THING", *[b"1;2;3;4"] * 500_000),
    "500,000 widths": lambda: _section(b"KILL_HEATMAP", *[b";" * (number % 40) for number in range(400_000)]),
    "a million empty lines": lambda: BANNER + b"\n" * MILLION,
    "8 MB of NUL": lambda: _section(b"KILL_HEATMAP", b"\x00" * 8 * MILLION),
    "8 MB that are not UTF-8": lambda: _section(b"KILL_HEATMAP", b"\xff" * 8 * MILLION),
    "8 MB of carriage returns": lambda: _section(b"KILL_HEATMAP", b"\r" * 8 * MILLION),
    "names of tracker 3.0 full of separators": lambda: _section(
        b"ENGAGEMENTS", *[b"1;1;1;0;;" + b";" * 200 + b"AXIS;killed;1;;" + b"|," * 100 + b";1;0;;;0.0;0.0"] * 10_000
    ).replace(b"V6", b"V3", 1),
}


def real_names() -> list[str]:
    """The real files that are measured: of each its label, alone for the file as it is, with `, damaged` for damage."""
    largest = sorted(whole_files(), key=lambda file: len(file.content))[-3:]
    return [name for file in largest for name in (file.label, f"{file.label}{DAMAGED}")]


def problems(names: Sequence[str]) -> Iterator[str]:
    """What takes too long or too much."""
    for name in names:
        problem = measured(name).problem(name not in SHAPES)
        if problem:
            yield f"{name}: {problem}"


def measured(name: str) -> Taken:
    """What parsing a file takes in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, name).result()


def _content(name: str) -> bytes:
    if name in SHAPES:
        return SHAPES[name]()
    label = name.removesuffix(DAMAGED)
    file = next(file for file in whole_files() if file.label == label)
    if name.endswith(DAMAGED):
        damaged = damaged_file(file, Random(label)).content
        file = RealFile(name, tuple(damaged.split(b"\n")[:-1]), ())
    times = -(-REAL_SIZE // len(file.content))
    repeated = ([line] * (1 if not line or line.startswith(b"#") else times) for line in file.lines)
    return b"\n".join(line for lines in repeated for line in lines) + b"\n"


def measure(name: str) -> Taken:
    """Parse one shape in this process and tell what it took."""
    content = _content(name)
    parse_rounds([RoundText(file.label, file.content) for file in whole_files()])
    before = _forget_peak()
    start = time.process_time()
    parse_rounds([RoundText(name, content)])
    return Taken(time.process_time() - start, _peak() - before, len(content))


def _forget_peak() -> int:
    """Begin a new peak; resident bytes now. Linux only."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _peak()


def _peak() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0

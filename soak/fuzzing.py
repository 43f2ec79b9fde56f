"""Damages real files and asks whether any damage is loaded without a word.

A batch of files, each with many damaged lines, is parsed; a second reader of its own mind (`soak.judging`) says what
must become of every line, damaged or not: a row with exactly these values, or a reject, or a repair with a receipt.
Damage that the grammar must see (`soak.mutations`) has to be a reject or a repair whatever the judge thinks.
On a large scale the time and memory of real and hostile files are measured too (`soak.hostile`).
Does not belong here: cut files (`soak.truncation`).
"""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from random import Random

from proximity.parsing import RoundText, parse_rounds
from soak.comparing import differences
from soak.corpus import RealFile, short_files, whole_files
from soak.hostile import SHAPES, problems, real_names
from soak.judging.files import judge_file
from soak.mutations.files import DamagedFile, damaged_file
from soak.outcome import Outcome

OnProgress = Callable[[int, int], None]
FILES_A_BATCH = 40
#: One file in so many is damaged as it was recorded, with all its lines and points.
WHOLE_FILE_EVERY = 20
BATCHES_A_TASK = 4
#: Below this many lines starting processes costs more than it saves.
LINES_WORTH_A_PROCESS = 100_000
MOST_FAILURES = 50
#: Larger files come short only: a batch of whole ones would be all path points.
LARGEST_WHOLE_FILE = 100_000


def run(count: int, seed: int, on_progress: OnProgress) -> Outcome:
    """Damage at least `count` lines. The same seed and count damage the same lines in the same way."""
    start = time.perf_counter()
    lines, files, visible, failures = 0, 0, 0, []
    shapes: dict[str, int] = {}
    for batch_files, batch_lines, batch_visible, batch_failures in _batches(seed, count):
        files, lines, visible = files + batch_files, lines + batch_lines, visible + batch_visible
        failures += batch_failures
        on_progress(min(lines, count), count)
        if lines >= count or len(failures) > MOST_FAILURES:
            break
    if count >= LINES_WORTH_A_PROCESS:
        names = [*real_names(), *SHAPES]
        failures += problems(names)
        shapes = {"files measured for time and memory": len(names)}
    done = shapes | {"damaged lines": lines, "damaged files": files, "lines that must not become rows": visible}
    return Outcome("fuzzing", done, seed, tuple(failures[:MOST_FAILURES]), time.perf_counter() - start)


Tried = tuple[int, int, int, list[str]]


def _batches(seed: int, count: int) -> Iterator[Tried]:
    """Files, damaged lines, visible ones and failures of one task after the other, without end."""
    tasks = partial(try_batches, seed)
    if count < LINES_WORTH_A_PROCESS:
        yield from map(tasks, range(10**9))
        return
    workers = os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_one_thread) as pool:
        waiting = [pool.submit(tasks, number) for number in range(2 * workers)]
        number = len(waiting)
        try:
            while True:
                yield waiting.pop(0).result()
                waiting.append(pool.submit(tasks, number))
                number += 1
        finally:
            pool.shutdown(cancel_futures=True)


def _one_thread() -> None:
    """As many processes as cores: threads of Polars would only stand in each other's way."""
    os.environ["POLARS_MAX_THREADS"] = "1"


def try_batches(seed: int, task: int) -> Tried:
    """Try the batches of one task."""
    files, lines, visible, failures = 0, 0, 0, []
    for number in range(task * BATCHES_A_TASK, (task + 1) * BATCHES_A_TASK):
        batch = make_batch(seed, number)
        files += len(batch)
        lines += sum(file.count for file in batch)
        visible += sum(len(file.visible) for file in batch if not file.layout)
        failures += [f"seed {seed}, batch {number}, {problem}" for problem in check(batch)]
    return files, lines, visible, failures


def make_batch(seed: int, number: int) -> list[DamagedFile]:
    """The files of one batch, always the same for a seed and number."""
    random = Random(f"{seed}/{number}")
    whole, short = _corpus()
    return [
        damaged_file(random.choice(whole if at % WHOLE_FILE_EVERY == 0 else short), random)
        for at in range(FILES_A_BATCH)
    ]


def check(batch: list[DamagedFile]) -> Iterator[str]:
    """What is wrong with the parser's reading of a batch: file, line, what was done to it, what came out."""
    try:
        parsed = parse_rounds([RoundText(file.label, file.content) for file in batch])
    except Exception as error:  # noqa: BLE001 - whatever is raised is what the trial looks for
        yield f"raised {type(error).__name__}: {error}"
        return
    for index, number, problem in differences(parsed, [judge_file(file.content) for file in batch]):
        yield _told(batch, index, number, problem)
    rows_at_best = {(index, number) for index, file in enumerate(batch) if not file.layout for number in file.visible}
    receipts = [parsed.rejected_lines, getattr(parsed, "repaired_lines", parsed.rejected_lines)]
    told = {key for frame in receipts for key in frame.select("file_index", "line_number").iter_rows()}
    for index, number in sorted(rows_at_best - told):
        yield _told(batch, index, number, "the damage is visible, but there is neither reject nor repair")


def _told(batch: list[DamagedFile], index: int, number: int, problem: str) -> str:
    file = batch[index]
    kinds = ", ".join(filter(None, (file.mutations.get(number, "untouched"), file.layout)))
    text = file.content.split(b"\n")[number - 1] if number else b""
    return f"file {index} ({file.label}), line {number} ({kinds}): {problem[:400]} {text[:200]!r}"


@cache
def _corpus() -> tuple[list[RealFile], list[RealFile]]:
    files = whole_files()
    small = [file for file in files if len(file.content) <= LARGEST_WHOLE_FILE]
    return small, short_files(files)

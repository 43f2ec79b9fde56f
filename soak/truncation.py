"""Cuts real files at every line end and at random bytes, and asks whether any cut file passes for a whole one.

A cut file is refused, or shows that it was cut, or is `unproven`, and then only sections that are not `proven` may have
lost lines: those from the last section of the cut file on.
Does not belong here: damage in the middle of a file (`soak.fuzzing`).
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from proximity.parsing import RoundText, parse_rounds
from soak.comparing import differences
from soak.corpus import RealFile, whole_files
from soak.judging.files import Judgement, judge_file
from soak.outcome import Outcome

OnProgress = Callable[[int, int], None]
CUTS_A_BATCH = 40
MOST_FAILURES = 50
#: Cutting a large file at each of its thousands of lines shows nothing that a small one does not.
LARGEST_FILE = 100_000


@dataclass(frozen=True)
class CutFile:
    """What the parser says of a cut file: section → state, in the order of the file, and the whole's state."""

    is_refused: bool
    is_truncated: bool
    completeness: str | None
    sections: dict[str, str]


def run(count: int, seed: int, on_progress: OnProgress, labels: Sequence[str] = ()) -> Outcome:
    """Cut every small real file (or those whose label begins with one of `labels`) at every line end and at `count`
    random bytes."""
    start = time.perf_counter()
    files = [file for file in whole_files() if len(file.content) <= LARGEST_FILE]
    chosen = [file for file in files if not labels or file.label.startswith(tuple(labels))]
    places = [(file, places_to_cut(file, count, Random(f"{seed}/{file.label}"))) for file in chosen]
    total, done = sum(len(cuts) for _, cuts in places), 0
    seen: Counter[str] = Counter(files=len(chosen))
    failures: list[str] = []
    for file, cuts in places:
        whole = judge_file(file.content)
        for begin in range(0, len(cuts), CUTS_A_BATCH):
            batch = cuts[begin : begin + CUTS_A_BATCH]
            failures += [f"seed {seed}, {problem}" for problem in check(file, whole, batch, seen)]
            done += len(batch)
            on_progress(done, total)
    return Outcome("truncation", dict(seen), seed, tuple(failures[:MOST_FAILURES]), time.perf_counter() - start)


def places_to_cut(file: RealFile, count: int, random: Random) -> list[int]:
    """Numbers of bytes to keep: up to every line end, with it and without it, and `count` random ones."""
    ends, at = [], 0
    for line in file.lines:
        at += len(line) + 1
        ends += [at - 1, at]
    return sorted({*ends[:-1], *(random.randrange(at) for _ in range(count))})


def check(file: RealFile, whole: Judgement, cuts: Sequence[int], seen: Counter[str]) -> Iterator[str]:
    """What is wrong with the parser's reading of these cuts; counts in `seen` what became of them."""
    contents = [file.content[:cut] for cut in cuts]
    parsed = parse_rounds([RoundText(file.label, content) for content in contents])
    judgements = [judge_file(content) for content in contents]
    for index, number, problem in differences(parsed, judgements):
        yield f"{file.label} cut at byte {cuts[index]}, line {number}: {problem}"
    states: list[dict[str, str]] = [{} for _ in cuts]
    for index, section, state in parsed.sections.select("file_index", "section", "completeness").iter_rows():
        states[index][section] = state
    columns = ("refusal", "truncation_evidence", "completeness")
    for index, (refusal, evidence, completeness) in enumerate(parsed.files.select(columns).iter_rows()):
        cut = CutFile(refusal is not None, evidence is not None, completeness, states[index])
        lost = _lost_sections(whole, judgements[index])
        seen[_became(cut, lost)] += 1
        for problem in _problems(cut, lost, contents[index]):
            yield f"{file.label} cut at byte {cuts[index]}: {problem} (evidence: {evidence})"


def _lost_sections(whole: Judgement, cut: Judgement) -> set[str]:
    """Sections of which the cut file has fewer lines than the whole one."""
    return {section for section, count in whole.counts.items() if cut.counts.get(section, -1) < count}


def _became(cut: CutFile, lost: set[str]) -> str:
    if cut.is_refused:
        return "refused"
    if cut.is_truncated:
        return "seen to be cut"
    return f"{cut.completeness}, {'lines lost' if lost else 'no line lost'}"


def _problems(cut: CutFile, lost: set[str], content: bytes) -> Iterator[str]:
    if cut.is_refused:
        return
    if cut.is_truncated != (cut.completeness == "cut"):
        yield f"evidence and completeness {cut.completeness!r} contradict each other"
    if not content.endswith(b"\n") and not cut.is_truncated:
        yield "the last line is unfinished, and nothing says so"
    if lost and cut.completeness not in ("cut", "unproven"):
        yield f"passes for whole, but lost lines of {sorted(lost)}"
    lied = {section for section in lost if cut.sections.get(section) == "proven"}
    if lied:
        yield f"says that {sorted(lied)} are whole, and they are not"
    # What is missing without a mark must lie behind everything that is there.
    if not cut.is_truncated and lost & set(list(cut.sections)[:-1]):
        yield f"lost lines of {sorted(lost)} before its last section"

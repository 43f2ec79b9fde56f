"""One batch of files: which contents are to be parsed, which of each round counts, and the entry of each file.

What comes out is a function of all names and bytes that were ever seen, whatever the order in which they came.
Does not belong here: finding and reading files, writing rows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from proximity.loading.discovery import FoundFile
from proximity.loading.entries import LedgerEntry, Verdict
from proximity.loading.identity import name_rank
from proximity.loading.ledger import Ledger
from proximity.loading.parsed import parse_contents
from proximity.loading.reading import ReadFile
from proximity.loading.rounds import best_of_each_round, describe_rounds, loaded_rounds
from proximity.loading.store import delete_rounds, frames_of, replace_rounds, write_parquet
from proximity.loading.summary import LoadSummary
from proximity.warehouse import Warehouse


def load_batch(
    warehouse: Warehouse,
    samples_dir: Path,
    ledger: Ledger,
    reads: Sequence[ReadFile],
) -> LoadSummary:
    """Parse, store and judge the files of one batch in one transaction; the counts of what is committed."""
    summary = LoadSummary()
    parsed = parse_contents(_to_parse(reads, ledger))
    described = describe_rounds(parsed.reads, parsed.rounds)
    outcome = _decide(warehouse, described)
    stored = described.join(outcome.best, on=["round_id", "sha256"], how="semi", maintain_order="left")

    write_parquet(samples_dir, stored, parsed.rounds, summary)
    # Before the transaction, which holds locks.
    frames = frames_of(stored, parsed.rounds)
    with warehouse.transaction():
        delete_rounds(warehouse, outcome.left_rounds)
        replace_rounds(warehouse, stored["round_id"].to_list(), frames, summary)
        entries = _write_verdicts(ledger, reads, outcome, parsed.refusals)
    summary.loaded = stored["round_id"].to_list()
    summary.duplicates = sum(entry.state == "duplicate" for entry in entries)
    summary.superseded = sum(entry.state == "superseded" for entry in entries) + len(outcome.outdone)
    return summary


@dataclass(frozen=True)
class Outcome:
    """What a batch changes. `verdicts`: parsed content → verdict; `outdone`: loaded content → verdict, because a better
    one of its round was parsed; `left_rounds`: rounds whose loaded content turned out to be of another round; `best`:
    the content that counts of each round."""

    verdicts: dict[str, Verdict]
    outdone: dict[str, Verdict]
    left_rounds: list[str]
    best: pl.DataFrame


def _to_parse(reads: Sequence[ReadFile], ledger: Ledger) -> list[ReadFile]:
    """What has to be parsed, each content once and under the name that counts of all that it ever had."""
    names: dict[str, list[FoundFile]] = {}
    contents: dict[str, ReadFile] = {}
    for read in reads:
        if read.refusal is None and read.sha256 and ledger.needs_parsing(read.sha256, read.found.path):
            contents.setdefault(read.sha256, read)
            names.setdefault(read.sha256, []).append(read.found)
    for sha256, read in contents.items():
        if known := ledger.entry_of(sha256):
            names[sha256].append(FoundFile(known.file_path, read.found.absolute))
    return [
        replace(read, found=min(names[sha256], key=lambda found: name_rank(found.path)))
        for sha256, read in contents.items()
    ]


def _decide(warehouse: Warehouse, described: pl.DataFrame) -> Outcome:
    """Rank what was parsed against what is loaded."""
    homes = dict(described.select("sha256", "round_id").rows())
    loaded = loaded_rounds(warehouse, described["round_id"].to_list(), list(homes))
    is_parsed = pl.col("sha256").is_in(list(homes))
    left = [round_id for round_id, sha256, *_ in loaded.filter(is_parsed).rows() if homes[sha256] != round_id]
    best = best_of_each_round(loaded.filter(~is_parsed), described)
    winners = {round_id: (sha256, path) for round_id, sha256, path, *_ in best.rows()}

    def verdict(round_id: str, sha256: str, path: str) -> Verdict:
        winner, winner_path = winners[round_id]
        if winner == sha256:
            return Verdict(path, "loaded", None, round_id)
        return Verdict(path, "superseded", f"more_complete_file: {winner_path}", round_id)

    keys = ("round_id", "sha256", "file_path")
    judged = {row[1]: verdict(*row) for row in described.select(keys).rows()}
    others = {row[1]: verdict(*row) for row in loaded.filter(~is_parsed).select(keys).rows()}
    outdone = {sha256: found for sha256, found in others.items() if found.state == "superseded"}
    return Outcome(judged, outdone, left, best)


def _write_verdicts(
    ledger: Ledger, reads: Sequence[ReadFile], outcome: Outcome, refusals: Mapping[str | None, str]
) -> list[LedgerEntry]:
    """Write what became of each file of the batch, and of contents that were seen before; the entries of the batch."""
    known = {sha256: verdict for sha256, verdict in outcome.verdicts.items() if ledger.entry_of(sha256)}
    ledger.rejudge(_waiting(ledger, outcome.left_rounds))
    ledger.rejudge(outcome.outdone)
    entries = [LedgerEntry.of(read, _verdict_on(read, outcome.verdicts, refusals, ledger)) for read in reads]
    ledger.record(entries)
    ledger.rejudge(known)
    return entries


def _waiting(ledger: Ledger, round_ids: Collection[str]) -> dict[str, Verdict]:
    """Contents that were superseded by one that left their round: one of them may count now."""
    return {
        sha256: replace(verdict, state="waiting", reason="round_moved")
        for sha256, verdict in ledger.superseded_in(round_ids).items()
    }


def _verdict_on(
    read: ReadFile, verdicts: Mapping[str, Verdict], refusals: Mapping[str | None, str], ledger: Ledger
) -> Verdict:
    path, known = read.found.path, ledger.entry_of(read.sha256)
    refusal = read.refusal or refusals.get(read.sha256)
    if refusal is not None or read.sha256 is None:
        return Verdict(path, "refused", refusal)
    if verdict := verdicts.get(read.sha256):
        return verdict.under(path)
    assert known is not None, "what is not parsed is known"
    return known.verdict.under(path)

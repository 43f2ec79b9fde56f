"""The reference that the tracker is measured against: it must record the same round, or the figures mean nothing."""

from pathlib import Path

import pytest
from bench.tracker import TRACKER, record, table_tracker
from tests.tracker.playing import read_round_file

SECTIONS = ["ENGAGEMENTS", "PLAYER_TRACKS", "KILL_HEATMAP", "MOVEMENT_HEATMAP", "OBJECTIVE_FOCUS", "REACTION_METRICS"]


def test_both_record_the_same_six_sections(tmp_path: Path) -> None:
    files = {}
    for name, module in (("tracker", TRACKER), ("tables", table_tracker(tmp_path))):
        record(module, tmp_path / name, seed=3, minutes=1)
        (path,) = (tmp_path / name).rglob("*_engagements.txt")
        files[name] = read_round_file(path)

    ours, theirs = files["tracker"], files["tables"]

    assert list(theirs.sections) == SECTIONS
    assert {name: len(ours.rows(name)) for name in SECTIONS} == {name: len(theirs.rows(name)) for name in SECTIONS}
    # Not the times: the reference stamps explosions with the frame before.
    for column in ("target_guid", "outcome", "total_damage", "num_attackers", "is_crossfire"):
        assert sorted(row[column] for row in ours.rows("ENGAGEMENTS")) == sorted(
            row[column] for row in theirs.rows("ENGAGEMENTS")
        )
    samples = [sum(int(row["samples"]) for row in file.rows("PLAYER_TRACKS")) for file in (ours, theirs)]
    assert samples[0] == pytest.approx(samples[1], rel=0.02)


def test_a_recording_knows_its_callbacks_and_its_file(tmp_path: Path) -> None:
    recording = record(TRACKER, tmp_path, seed=3, minutes=1)

    assert len(recording.live["et_RunFrame"]) > 1000
    assert len(recording.after["et_RunFrame"]) == 300
    assert recording.file_bytes > 100_000
    assert recording.heap_kb > 100

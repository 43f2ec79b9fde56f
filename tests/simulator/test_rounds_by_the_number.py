"""Round files by the number: how many, where, and that they are the same everywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

from proximity.simulator.match.evening import Recipe, evenings
from proximity.simulator.rounds import write_rounds, write_truth

TRACKER = Path(__file__).resolve().parents[2] / "lua" / "proximity_tracker.lua"
SHORT = Recipe(seed=1, time_limit_ms=12_000)
IN_ANOTHER_ZONE = """
import sys
from pathlib import Path
from proximity.simulator.match.evening import Recipe, evenings
from proximity.simulator.rounds import write_rounds
write_rounds(Recipe(seed=1, time_limit_ms=12_000), 2, Path(sys.argv[1]), Path(sys.argv[2]))
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_there_are_as_many_files_as_asked_for_and_progress_says_so(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    summary = write_rounds(SHORT, 3, tmp_path / "out", TRACKER, on_progress=lambda *step: seen.append(step))
    files = [name for entry in summary["rounds"] for name in entry["files"]]
    assert sorted(contents(tmp_path / "out")) == sorted(files)
    assert len(files) == 3
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_one_process_and_two_write_the_same_bytes(tmp_path: Path) -> None:
    count = next(evenings(SHORT)).rounds + 2
    alone = write_rounds(SHORT, count, tmp_path / "alone", TRACKER)
    shared = write_rounds(SHORT, count, tmp_path / "shared", TRACKER, jobs=2)
    assert contents(tmp_path / "alone") == contents(tmp_path / "shared")
    assert alone == shared
    assert {entry["evening"] for entry in alone["rounds"]} == {1, 2}


def test_neither_the_time_zone_nor_the_hash_seed_changes_a_byte(tmp_path: Path) -> None:
    write_rounds(SHORT, 2, tmp_path / "here", TRACKER)
    elsewhere = os.environ | {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "77"}
    arguments = [sys.executable, "-c", IN_ANOTHER_ZONE, str(tmp_path / "there"), str(TRACKER)]
    subprocess.run(arguments, env=elsewhere, check=True)
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_settings_reach_the_tracker(tmp_path: Path) -> None:
    write_rounds(SHORT, 1, tmp_path, TRACKER, cvars={"proximity_sample_interval": "500"})
    (text,) = contents(tmp_path).values()
    assert b"# position_sample_interval=500\n" in text


def test_the_truth_file_has_people_bonds_and_what_came_of_the_rounds(tmp_path: Path) -> None:
    write_truth(write_rounds(SHORT, 2, tmp_path / "out", TRACKER), tmp_path / "truth.json")
    truth = json.loads((tmp_path / "truth.json").read_text())
    assert len(truth["people"]) == 20
    assert len(truth["bonds"]) == 5
    assert truth["people"][0]["habits"]["roles"][0] in {"SOLDIER", "MEDIC", "ENGINEER", "FIELDOPS", "COVERTOPS"}
    assert [entry["round"] for entry in truth["rounds"]] == [1, 2]
    assert truth["rounds"][0]["end_reason"] == "time_limit"

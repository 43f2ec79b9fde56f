"""SLOMIX's parser keeps every row of the sections that it knows, and takes none of ours for one of them."""

import re
from pathlib import Path

import pytest
from soak.tracker.played import Played, played_rounds
from soak.tracker.reference import Settings
from tests.reference.slomix import ROWS, taken_by_slomix
from tests.tracker.playing import Game

from proximity.simulator.match.evening import Recipe

#: With items that are carried, pauses, and rounds that break off.
RECIPES = [
    Recipe(seed=31, team_size=5, bots=3, nameless_bots=1, time_limit_ms=150_000, mishaps=8.0, maps=("harbourgate",)),
    Recipe(seed=59, team_size=4, bots=3, nameless_bots=1, time_limit_ms=120_000, mishaps=10.0, maps=("harbourgate",)),
    Recipe(seed=33, team_size=3, bots=2, time_limit_ms=60_000, mishaps=8.0, broken_off=1.0),
]


def counts_of(played: Played) -> dict[str, int]:
    """Rows by section, as the file's last line declares them."""
    declared = re.findall(r"([A-Z_]+):(\d+)", played.content.decode("latin-1").rpartition("# END ")[2])
    return {section: int(rows) for section, rows in declared}


@pytest.fixture(scope="module")
def rounds() -> list[Played]:
    """Rounds with everything that can be captured."""
    chosen = Settings(view_tracks=True, shots=True)
    return [played for recipe in RECIPES for played in played_rounds(recipe, chosen)]


def test_the_rounds_have_rows_of_every_section(rounds: list[Played]) -> None:
    written = {section for played in rounds for section, rows in counts_of(played).items() if rows}
    assert written >= {*ROWS, "HITS", "VIEW_TRACKS", "ROUND_OUTCOME", "OBJECTIVES", "CLASS_CHANGES", "PAUSES"}


def test_every_row_of_a_known_section_is_kept_and_no_other(rounds: list[Played]) -> None:
    for played in rounds:
        taken, counts = taken_by_slomix(played.content), counts_of(played)
        known = {section: counts[section] for section in ROWS if counts.get(section)}
        assert {section: len(rows) for section, rows in taken.kept.items()} == known, played.file_name
        # What is dropped is behind the last section that is known.
        assert {section for section, _ in taken.dropped} <= {"CARRIER_EVENTS", "CARRIER_KILLS"}


def test_the_header_says_which_round_it_is(rounds: list[Played]) -> None:
    for played in rounds:
        header = taken_by_slomix(played.content).header
        assert f"-{header['map']}-round-{header['round']}_engagements.txt" in played.file_name
        assert 0 < int(header["round_start_unix"]) <= int(header["round_end_unix"])
        # It reckons every sample of a path as 200 ms, whatever is set.
        assert header["position_sample_interval"] == "200"


def test_no_text_is_too_long_for_its_tables(tmp_path: Path) -> None:
    folder = tmp_path / "legacy" / "proximity" / "objectives"
    folder.mkdir(parents=True)
    (folder / "supply.txt").write_text(f"{'gate ' * 30};100;0;24\n")
    game = Game(tmp_path, "")
    for slot, team in ((0, 1), (1, 2)):
        game.join(slot, team, name=f"{slot}" * 200, guid=f"{slot}" * 60)
        game.server.spawn(slot)
    game.wait(1000)
    game.kill(0, 1)
    game.server.print_line(f"Dynamite_Plant: 1 {'bridge ' * 20}")

    taken = taken_by_slomix(game.end().path.read_bytes())

    expected = {"ENGAGEMENTS", "PLAYER_TRACKS", "OBJECTIVE_FOCUS", "COMBAT_POSITIONS", "CONSTRUCTION_EVENTS"}
    assert taken.kept.keys() >= expected

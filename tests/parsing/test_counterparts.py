"""Sections that count the same things: what is missing shows, and what agrees is proven (format document, 8)."""

import polars as pl
import pytest
from tests.reference.building import parse
from tests.reference.real_files import label, real_files, small_file

from proximity.format import ROOT_TABLES
from proximity.parsing import ParsedRounds, RoundText, parse_rounds
from proximity.parsing.counterparts import NUMBERS, PAIRS

ALL_SECTIONS = small_file("v611-all").read_bytes()


def without_last_row(content: bytes, section: str) -> bytes:
    """The file up to the last row of a section, without it: cut at a line end."""
    lines = content.split(b"\n")
    start = lines.index(f"# {section}".encode())
    end = next((at for at in range(start, len(lines)) if not lines[at]), len(lines) - 1)
    return b"\n".join([*lines[: end - 1], b""])


def evidence(parsed: ParsedRounds) -> list[str]:
    return (parsed.files["truncation_evidence"].item() or "").split(", ")


def states(parsed: ParsedRounds) -> dict[str, str]:
    return dict(parsed.sections.select("section", "completeness").iter_rows())


@pytest.mark.parametrize("path", real_files(), ids=label)
def test_no_real_file_is_accused(path) -> None:  # type: ignore[no-untyped-def]
    parsed = parse_rounds([RoundText(path.name, path.read_bytes())])
    assert parsed.files["truncation_evidence"].item() is None
    assert parsed.files["completeness"].item() in ("proven", "unproven")
    assert parsed.files["last_section"].item() == parsed.sections["section"].to_list()[-1]
    assert set(list(states(parsed).values())[:-1]) == {"proven"}


@pytest.mark.parametrize(
    ("section", "found"),
    [
        ("KILL_HEATMAP", "fewer_kills_in_cells_than_engagements_with_a_killer"),
        ("MOVEMENT_HEATMAP", "fewer_samples_in_cells_than_samples"),
        ("OBJECTIVE_FOCUS", "fewer_samples_near_objectives_than_samples"),
        ("REACTION_METRICS", "fewer_rows_than_ENGAGEMENTS"),
        ("COMBAT_POSITIONS", "fewer_rows_than_SPAWN_TIMING"),
    ],
)
def test_a_section_that_lost_its_last_row_is_cut(section: str, found: str) -> None:
    parsed = parse(without_last_row(ALL_SECTIONS, section))
    assert f"{found}:{section}" in evidence(parsed)
    assert parsed.files.select("completeness", "last_section").row(0) == ("cut", section)
    assert states(parsed)[section] == "cut"
    assert set(list(states(parsed).values())[:-1]) == {"proven"}


def test_a_section_that_lost_its_only_row_is_cut() -> None:
    content = without_last_row(small_file("v611").read_bytes(), "FOCUS_FIRE")
    assert "fewer_rows_than_engagements_of_two_attackers_or_more:FOCUS_FIRE" in evidence(parse(content))
    assert "fewer_rows_than_killed_carriers:CARRIER_KILLS" in evidence(
        parse(without_last_row(ALL_SECTIONS, "CARRIER_KILLS"))
    )


@pytest.mark.parametrize("section", ["REACTION_METRICS", "COMBAT_POSITIONS", "SHOT_FIRED", "SPAWN_SELECT"])
def test_a_section_whose_capability_is_declared_cannot_be_absent_if_something_happened(section: str) -> None:
    before = ALL_SECTIONS[: ALL_SECTIONS.index(f"\n# {section}\n".encode())]
    assert f"section_missing:{section}" in evidence(parse(before))
    flags = {pair.flag.encode() for pair in PAIRS if pair.flag}
    silent = before
    for flag in flags:
        silent = silent.replace(flag + b":1", flag + b":0")
    assert f"section_missing:{section}" not in evidence(parse(silent))


def test_weapon_accuracy_has_no_flag_and_cannot_be_absent_since_version_6() -> None:
    content = small_file("v601").read_bytes()
    cut = content[: content.index(b"\n# WEAPON_ACCURACY\n")]
    assert evidence(parse(cut)) == ["section_missing:WEAPON_ACCURACY"]
    older = parse(cut.replace(b"TRACKER_V6", b"TRACKER_V5"))
    assert older.files.select("truncation_evidence", "completeness").row(0) == (None, "unproven")


def test_one_reject_more_is_no_evidence_of_a_cut() -> None:
    """Values of a rejected line are not known, so that sums mean nothing; lines are counted all the same."""
    content = small_file("v42").read_bytes()
    rows = content.split(b"# MOVEMENT_HEATMAP\n")
    damaged = rows[0] + b"# MOVEMENT_HEATMAP\n" + rows[1].replace(b"\n0;0;", b"\nx;0;", 1)
    parsed = parse(damaged)
    assert parsed.rejected_lines["section"].to_list() == ["MOVEMENT_HEATMAP"]
    assert parsed.files["truncation_evidence"].item() is None


def test_what_agrees_proves_a_last_section() -> None:
    for tracker, expected in (("v3", "proven"), ("v42", "proven"), ("v40", "unproven"), ("v611", "unproven")):
        assert parse(small_file(tracker).read_bytes()).files["completeness"].item() == expected, tracker


def test_a_section_behind_which_an_unknown_one_follows_is_proven() -> None:
    parsed = parse(ALL_SECTIONS + b"\n# LATER_THING\n# a;b\n1;2\n")
    assert states(parsed)["OBJECTIVE_RUNS"] == "proven"
    assert parsed.files.select("completeness", "last_section").row(0) == ("unproven", "LATER_THING")


def test_every_pair_counts_something_that_the_format_has() -> None:
    names = [name for numbers in NUMBERS.values() for name in numbers]
    assert len(names) == len(set(names))
    order = list(ROOT_TABLES)
    for pair in PAIRS:
        assert {pair.found, pair.expected} <= {*names, *ROOT_TABLES}
        assert order.index(pair.section) == max(order.index(source) for source in pair.sources | {pair.section})
    assert all(isinstance(number, pl.Expr) for numbers in NUMBERS.values() for number in numbers.values())

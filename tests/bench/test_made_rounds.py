"""The rounds that the bench makes: if they were not like real ones, its figures would mean nothing."""

from bench.parser import write_flat
from bench.rounds import ORDER, make_rounds
from bench.tracks import make_tracks_files

from proximity.format import parse_file_name
from proximity.parsing import RoundText, parse_rounds


def test_made_rounds_have_all_six_sections_and_no_line_is_rejected():
    parsed = parse_rounds([RoundText(made.file_name, made.content) for made in make_rounds(3)])
    assert parsed.rejected_lines.is_empty()
    assert parsed.files["truncation_evidence"].null_count() == 3
    for _, sections in parsed.sections.group_by("file_index"):
        assert sorted(sections["section"]) == sorted(ORDER)
        assert sections["row_count"].min() > 0


def test_the_same_seed_makes_the_same_rounds_and_another_one_others():
    assert list(make_rounds(2)) == list(make_rounds(2))
    assert list(make_rounds(3))[2] == next(make_rounds(1, first=2))
    assert next(make_rounds(1)).content != next(make_rounds(1, seed=2)).content


def test_made_rounds_are_different_rounds_of_many_days_and_maps():
    rounds = list(make_rounds(40))
    names = [parse_file_name(made.file_name) for made in rounds]
    assert len({made.file_name for made in rounds}) == 40
    assert len({name.day for name in names}) > 3
    assert len({name.map_name for name in names}) > 5


def test_made_rounds_have_about_one_and_a_half_megabytes():
    sizes = [len(made.content) for made in make_rounds(10)]
    assert 1_100_000 < min(sizes) < max(sizes) < 1_700_000


def test_tracks_files_hold_path_points_and_little_else():
    file = next(make_tracks_files(1))
    parsed = parse_rounds([RoundText(file.file_name, file.content)])
    assert parsed.rejected_lines.is_empty()
    assert parsed.tables["track_samples"].height == parsed.tables["player_tracks"]["samples"].sum() > 10_000
    assert parsed.tables["engagements"].is_empty()
    assert len(write_flat(parsed.tables["track_samples"])) > 0.95 * len(file.content)

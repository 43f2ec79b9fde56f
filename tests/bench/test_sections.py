"""The files of which the bench compares the speed."""

from bench.sections import FEW_SECTIONS, MANY_SECTIONS, OWN_SECTIONS, repeated, section_count

from proximity.parsing import RoundText


def test_one_file_has_the_sections_of_tracker_4_2_and_the_other_all_that_a_round_can_show() -> None:
    few, many = (RoundText(path.name, path.read_bytes()) for path in (FEW_SECTIONS, MANY_SECTIONS))
    assert (few.banner_version, many.banner_version) == (4, 6)
    assert section_count(few) == 5
    assert section_count(many) == 24


def test_our_own_tracker_has_its_new_sections_in_the_file() -> None:
    own = RoundText(OWN_SECTIONS.name, OWN_SECTIONS.read_bytes())
    assert b"\n# HITS\n" in own.content
    assert section_count(own) > 8


def test_all_batches_have_the_same_number_of_bytes() -> None:
    batches = [repeated(path) for path in (FEW_SECTIONS, MANY_SECTIONS, OWN_SECTIONS)]
    few, *others = (sum(len(text.content) for text in batch) for batch in batches)
    assert [other for other in others if abs(few - other) > 0.02 * few] == []

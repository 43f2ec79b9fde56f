"""A file that was cut inside its header may lack what identifies its round: it is refused until the whole one comes."""

import pytest
from tests.loading.house import NAME, House, long_file

from proximity.loading.refusals import CURES

FIRST_HEADING = long_file().index(b"# ENGAGEMENTS\n")
PLACES = {
    "after the banner": long_file().index(b"\n") + 1,
    "inside a value": long_file().index(b"round_start_unix=") + len(b"round_start_unix=17"),
    "after the header": FIRST_HEADING,
    "inside the first heading": FIRST_HEADING + len(b"# ENGAGE"),
    "before its line end": FIRST_HEADING + len(b"# ENGAGEMENTS"),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_it_is_refused_and_the_whole_file_is_loaded_as_if_it_had_never_been(house: House, place: int) -> None:
    house.put(NAME, long_file()[:place])
    (refused,) = house.load().refused
    assert (refused.reason, refused.cure) == ("no_section", CURES["no_section"])
    assert house.load().files_unchanged == 1
    house.put(NAME, long_file())
    assert len(house.load().loaded) == 1
    alone = House(house.raw.parent / "alone")
    alone.put(NAME, long_file())
    alone.load()
    assert without_ledger(house) == without_ledger(alone)
    assert house.load().refused == []


def without_ledger(house: House) -> dict[str, object]:
    return {name: content for name, content in house.digest().items() if name != "round_files"}


def test_one_heading_with_any_line_end_is_enough(house: House) -> None:
    header = long_file()[:FIRST_HEADING] + b"# ENGAGEMENTS\n"
    house.put(NAME, header)
    house.put(f"eu1/{NAME}", header.replace(b"\n", b"\r\n"))
    assert (len(house.load().loaded), house.load().refused) == (2, [])

"""Of all names that the same bytes ever had, one counts: the earliest stamp, then the smallest path."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from tests.loading.engines import Street
from tests.loading.house import NAME, START, House, cut_before, long_file, name_of

from proximity.loading.identity import name_rank
from proximity.loading.refusals import CURES

EARLIER = "2026-11-22-145959-supply-round-1_engagements.txt"
LATER = "2026-11-22-150015-supply-round-1_engagements.txt"
NEXT_DAY = "2026-11-23-000001-supply-round-1_engagements.txt"


def timeless() -> bytes:
    """The small file without the start of its round, as old trackers wrote it: the stamp in the name identifies it."""
    return long_file().replace(START, b"round_start_unix=0")


def shorter() -> bytes:
    return cut_before(timeless(), "MOVEMENT_HEATMAP")


def loaded(house: House) -> list[tuple]:
    return house.query("SELECT server_name, file_path, row_count FROM staging.rounds ORDER BY 1, 2")


def rows_of(house: House) -> dict[str, object]:
    """Everything but the ledger, which tells of all names."""
    assert house.discrepancies() == []
    return {name: content for name, content in house.digest().items() if name != "round_files"}


def test_the_stamp_goes_before_the_path() -> None:
    assert name_rank(f"z/{EARLIER}") < name_rank(f"a/{NAME}") < name_rank(f"b/{NAME}") < name_rank(f"a/{LATER}")


@pytest.mark.parametrize("content", [long_file(), timeless()], ids=["with start", "without start"])
def test_the_order_in_which_names_come_makes_no_difference(street: Street, tmp_path: Path, content: bytes) -> None:
    names = [f"eu1/{NAME}", f"eu2/{EARLIER}", NEXT_DAY]
    digests = []
    for number, order in enumerate(permutations(names)):
        each = street.house(tmp_path / str(number))
        for name in order:
            each.put(name, content)
            each.load()
        assert [(server, path) for server, path, _ in loaded(each)] == [("eu2", f"eu2/{EARLIER}")]
        digests.append(each.digest())
    assert all(digest == digests[0] for digest in digests)


def test_an_earlier_name_takes_the_round_in_one_transaction(house: House) -> None:
    house.put(f"eu1/{NAME}", timeless())
    house.load()
    ((old,),) = house.query("SELECT round_id FROM staging.rounds")
    house.put(f"eu2/{EARLIER}", timeless())
    (new,) = house.load().loaded
    assert new != old
    assert house.query("SELECT DISTINCT round_id FROM staging.engagements") == [(new,)]
    assert house.ledger() == {
        f"eu2/{EARLIER}": ("loaded", None),
        f"eu1/{NAME}": ("duplicate", f"same_bytes_as: eu2/{EARLIER}"),
    }
    assert house.query("SELECT DISTINCT round_id FROM staging.round_files") == [(new,)]
    assert house.load().files_unchanged == 2
    rows_of(house)


def test_a_name_that_changes_nothing_but_the_path_still_tells_the_marts(house: House) -> None:
    house.put(LATER, long_file())
    house.load()
    before = house.query("SELECT round_id, revision FROM staging.rounds")
    house.put(NAME, long_file())
    house.load()
    after = house.query("SELECT round_id, revision FROM staging.rounds")
    assert before[0][0] == after[0][0]
    assert before[0][1] != after[0][1]


def test_what_a_round_that_moves_had_superseded_is_read_again_in_the_same_load(house: House) -> None:
    apart = House(house.raw.parent / "apart")
    for each in (house, apart):
        each.put(f"eu1/{NAME}", timeless())
        each.put(f"eu1/x/{NAME}", shorter())
        if each is house:
            each.load()
            assert len(loaded(each)) == 1
        each.put(f"eu0/{NAME}", timeless())
        each.load()
    assert [server for server, *_ in loaded(house)] == ["eu0", "eu1"]
    assert rows_of(house) == rows_of(apart)
    assert house.load().files_unchanged == 3


def test_a_superseded_file_that_is_gone_waits_and_is_loaded_when_it_comes_back(house: House) -> None:
    house.put(f"eu1/{NAME}", timeless())
    gone = house.put(f"eu1/x/{NAME}", shorter())
    house.load()
    gone.unlink()
    house.put(f"eu0/{NAME}", timeless())
    house.load()
    assert [server for server, *_ in loaded(house)] == ["eu0"]
    assert house.query("SELECT file_path, reason, cure FROM staging.round_files WHERE state = 'waiting'") == [
        (f"eu1/x/{NAME}", "round_moved", CURES["round_moved"])
    ]
    house.put(f"eu1/x/{NAME}", shorter())
    house.load()
    assert [server for server, *_ in loaded(house)] == ["eu0", "eu1"]
    rows_of(house)


def test_a_superseded_content_moves_with_its_earlier_name_and_may_count_there(house: House) -> None:
    house.put(NAME, timeless())
    house.put(f"x/{LATER}", shorter())
    house.put(LATER, timeless() + b"\n")
    house.load()
    house.put(f"a/{name_of(1)}", timeless() + b"\n")  # later than all its names: a copy
    house.put(f"b/{EARLIER}", shorter())
    house.load()
    assert [(server, path) for server, path, _ in loaded(house)] == [
        ("b", f"b/{EARLIER}"),
        ("default", NAME),
        ("default", LATER),
    ]
    rows_of(house)


def test_samples_of_a_round_that_moves_to_another_day_are_never_seen_twice(house: House) -> None:
    house.put(NEXT_DAY, long_file())
    house.load()
    count = house.rows("track_samples").height
    files = house.sample_files()
    house.put(NAME, long_file())
    house.load()
    assert house.rows("track_samples")["day"].to_list() == [date(2026, 11, 22)] * count
    assert len(house.sample_files()) == len(files)

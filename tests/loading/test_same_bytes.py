"""The same bytes change nothing, whatever they are called and wherever they lie."""

import os
import shutil

import pytest
from tests.loading.house import NAME, House, another_round, long_file, name_of

OTHER_NAME = "2026-11-23-101010-radar-round-2_engagements.txt"


def rows_of(house: House) -> dict[str, object]:
    """Everything but the ledger, which mentions the copy too."""
    return {name: content for name, content in house.digest().items() if name != "round_files"}


@pytest.mark.parametrize("copy", [OTHER_NAME, f"eu1/{NAME}", f"a/deep/folder/{OTHER_NAME}"])
def test_a_copy_changes_nothing_and_is_named_in_the_ledger(loaded: House, copy: str) -> None:
    before = rows_of(loaded)
    loaded.put(copy, long_file())
    summary = loaded.load()
    assert (summary.loaded, summary.duplicates) == ([], 1)
    assert rows_of(loaded) == before
    assert loaded.ledger() == {NAME: ("loaded", None), copy: ("duplicate", f"same_bytes_as: {NAME}")}


def test_a_touched_file_changes_nothing(loaded: House) -> None:
    before = loaded.digest()
    os.utime(loaded.raw / NAME)
    summary = loaded.load()
    assert (summary.files_unchanged, summary.loaded) == (0, [])
    assert loaded.digest() == before
    assert loaded.load().files_unchanged == 1


def test_a_file_that_was_moved_keeps_its_round(loaded: House) -> None:
    before = rows_of(loaded)
    (loaded.raw / "eu1").mkdir()
    shutil.move(loaded.raw / NAME, loaded.raw / "eu1" / NAME)
    assert loaded.load().duplicates == 1
    assert rows_of(loaded) == before


def test_a_copy_says_the_same_in_the_ledger_whether_it_comes_in_the_same_batch_or_later(house: House) -> None:
    later = House(house.raw.parent / "later")
    for number, each in enumerate((house, later)):
        each.put(NAME, long_file())
        if number:
            each.load()
        each.put(OTHER_NAME, long_file())
        each.load()
    assert house.digest() == later.digest()
    assert house.query("SELECT count(DISTINCT round_id), count(round_id) FROM staging.round_files") == [(1, 2)]


def test_the_size_of_batches_makes_no_difference(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    other = House(house.raw.parent / "other")
    for each in (house, other):
        for number in range(5):
            each.put(name_of(number), another_round(number))
        each.put(name_of(7), another_round(0))
        each.put("README.md", b"hello")
    house.load()
    monkeypatch.setattr("proximity.loading.load.BATCH_FILES", 2)
    other.load()
    assert house.digest() == other.digest()


def test_batches_end_at_their_number_of_bytes_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    progress = []
    for number in range(4):
        house.put(name_of(number), another_round(number))
    monkeypatch.setattr("proximity.loading.load.BATCH_BYTES", 2 * len(long_file()))
    house.load(on_progress=lambda done, total: progress.append((done, total)))
    assert progress == [(2, 4), (4, 4)]

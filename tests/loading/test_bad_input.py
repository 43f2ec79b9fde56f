"""Whatever lies in the raw folder: it is named with a reason and a cure, and the rest is loaded."""

import os
from pathlib import Path

import pytest
from tests.loading.house import House, long_file, name_of

from proximity.loading import LoadSummary, RefusedFile
from proximity.loading.discovery import RawFolderError, discover
from proximity.loading.limits import LARGEST_FILE_BYTES
from proximity.loading.refusals import CURES

GOOD = [
    f"good/{name_of(1)}",
    f"link/{name_of(2)}",
    f"crlf/{name_of(3)}",
    "latin/2026-11-22-210000-caf\\xe9-round-1_engagements.txt",
]
#: Path → reason.
BAD = {
    "README.md": "wrong_name",
    "2026-11-22-150000-supply-round-1_lifecycle.txt": "not_an_input: log of the tracker's test mode",
    "2026-01-02-150000-supply-round-1_proximity.txt": "older_format: tracker 2.0",
    "2025-12-02-150000--round-1_positions.txt": "older_format: positions of tracker 1.0",
    "2025-12-02-150000--round-1_combat.txt": "older_format: combat events of tracker 1.0",
    "2025-12-02-150000--round-1_heatmap.txt": "older_format: heatmap of tracker 1.0",
    "2025-12-02-150000--round-1_engagements.txt": "older_format: engagements of tracker 1.0",
    "2025-12-02-150000--round-1_weather.txt": "wrong_name",
    "2026-11-22-150000-supply-round-x_engagements.txt": "wrong_name",
    "2026-13-40-150000-supply-round-1_engagements.txt": "wrong_name",
    "2026-11-22-250000-supply-round-1_engagements.txt": "wrong_name",
    "supply_engagements.txt": "wrong_name",
    "line\nbreak_engagements.txt": "wrong_name",
    "\x1b[31mred_engagements.txt": "wrong_name",
    f"empty/{name_of(10)}": "empty_file",
    f"blank/{name_of(11)}": "empty_file",
    f"garbage/{name_of(12)}": "not_a_round_file",
    f"zeros/{name_of(13)}": "not_a_round_file",
    f"html/{name_of(14)}": "not_a_round_file",
    f"old/{name_of(15)}": "older_format: tracker 2.0",
    f"old/{name_of(16)}": "older_format: engagements of tracker 1.0",
    f"large/{name_of(17)}": f"oversized: {2**30} bytes, at most {LARGEST_FILE_BYTES}",
    f"folder/{name_of(18)}": "is_a_directory",
    f"pipe/{name_of(19)}": "not_a_regular_file",
    f"dangling/{name_of(20)}": "broken_link",
    f"loop/{name_of(21)}": "broken_link",
    "linked": "is_a_linked_folder",
    "circle/up": "is_a_linked_folder",
}
#: Refused by their names, whatever they hold.
BY_NAME = [path for path in BAD if path.endswith(("_lifecycle.txt", "_proximity.txt", "_positions.txt", "_combat.txt"))]
BY_NAME.append("2025-12-02-150000--round-1_heatmap.txt")


def put_everything(house: House) -> None:
    house.put(GOOD[0], long_file())
    house.put(".partial/" + name_of(0), b"hidden files are not looked at")
    house.put(".hidden_engagements.txt", b"")
    house.put(GOOD[2], long_file().replace(b"\n", b"\r\n"))
    latin = house.raw / "latin" / os.fsdecode(b"2026-11-22-210000-caf\xe9-round-1_engagements.txt")
    latin.parent.mkdir()
    latin.write_bytes(long_file() + b"# LATIN\n")
    for path in BAD:
        (house.raw / path).parent.mkdir(parents=True, exist_ok=True)
    for path in [path for path, reason in BAD.items() if reason == "wrong_name" or path in BY_NAME]:
        house.put(path, b"hello\n")
    contents = {
        "empty": b"",
        "blank": b" \n\t\r\n\n",
        "garbage": os.urandom(5000),
        "zeros": bytes(5000),
        "html": b"<html><body>404 Not Found</body></html>\n",
        "old/2026-11-22-200015": b"# PROXIMITY_TRACKER_V2\n# map=supply\n",
        "old/2026-11-22-200016": b"# ENGAGEMENT_ANALYSIS\n",
        "2025-12-02-150000--round-1_engagements": b"# ENGAGEMENT_ANALYSIS\n# engagement_type\tdistance\n1v1\t300\n",
    }
    for start, content in contents.items():
        house.put(next(path for path in BAD if path.startswith(start)), content)
    special(house, {path.split("/")[0]: house.raw / path for path in BAD})


def special(house: House, at: dict[str, Path]) -> None:
    outside = house.raw.parent / "outside"
    outside.mkdir()
    (outside / name_of(2)).write_bytes(long_file() + b"# LINKED\n")
    (house.raw / "link").mkdir()
    (house.raw / GOOD[1]).symlink_to(outside / name_of(2))
    with at["large"].open("wb") as file:
        file.truncate(2**30)
    at["folder"].mkdir()
    os.mkfifo(at["pipe"])
    at["dangling"].symlink_to("nowhere")
    at["loop"].symlink_to(at["loop"])
    at["linked"].symlink_to(outside)
    at["circle"].symlink_to(house.raw)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("bad"))
    put_everything(house)
    return house


@pytest.fixture(scope="module")
def summary(house: House) -> LoadSummary:
    return house.load()


@pytest.mark.parametrize("path", BAD)
def test_it_is_refused_by_name_with_reason_and_cure(summary: LoadSummary, path: str) -> None:
    (found,) = [file for file in summary.refused if file.path == path]
    assert found == RefusedFile(path, BAD[path], CURES[BAD[path].split(":")[0]])


@pytest.mark.usefixtures("summary")
@pytest.mark.parametrize("path", BAD)
def test_the_ledger_says_the_same(house: House, path: str) -> None:
    rows = house.query("SELECT state, reason, cure, round_id FROM staging.round_files WHERE file_path = $1", path)
    assert rows == [("refused", BAD[path], CURES[BAD[path].split(":")[0]], None)]


def test_the_rest_is_loaded(house: House, summary: LoadSummary) -> None:
    assert {path for (path,) in house.query("SELECT file_path FROM staging.rounds")} == set(GOOD)
    assert {file.path for file in summary.refused} == set(BAD)
    assert summary.files_found == len(GOOD) + len(BAD)
    assert house.discrepancies() == []


@pytest.mark.usefixtures("summary")
def test_what_was_refused_is_named_again_by_the_next_load_without_being_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proximity.loading.load.read_file", None)
    again = house.load()
    assert {file.path for file in again.refused} == set(BAD)
    assert again.files_unchanged == again.files_found


def test_every_reason_has_a_cure_and_every_cure_a_reason_or_a_test_elsewhere() -> None:
    elsewhere = {"no_permission", "unreadable", "still_growing", "no_section", "parser_error", "round_moved"}
    assert {reason.split(":")[0] for reason in BAD.values()} | elsewhere == set(CURES)


def test_a_folder_with_nothing_but_bad_files_is_no_error(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("README.md", b"hello")
    summary = house.load()
    assert (summary.loaded, len(summary.refused)) == ([], 1)
    assert house.rows("track_samples").is_empty()


def test_a_refused_file_that_was_mended_is_loaded_and_no_longer_called_refused(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put(name_of(1), b"")
    (house.raw / name_of(2)).mkdir()
    assert len(house.load().refused) == 2
    house.put(name_of(1), long_file())
    (house.raw / name_of(2)).rmdir()
    summary = house.load()
    assert (len(summary.loaded), summary.refused) == (1, [])


def test_an_empty_raw_folder_gives_an_empty_warehouse(tmp_path: Path) -> None:
    house = House(tmp_path)
    summary = house.load()
    assert (summary.files_found, summary.loaded) == (0, [])
    assert house.rows("track_samples").is_empty()
    assert house.discrepancies() == []


def test_a_missing_raw_folder_is_named_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(RawFolderError, match=rf"{tmp_path}/nowhere does not exist .*Create it .*PROXIMITY_RAW_DIR"):
        discover(tmp_path / "nowhere")


def test_a_raw_folder_that_is_a_file_is_named_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("")
    with pytest.raises(RawFolderError, match=rf"{tmp_path}/raw is not a folder\. Name the folder"):
        discover(tmp_path / "raw")


def test_a_raw_folder_that_is_a_link_in_a_circle_is_named_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / "raw").symlink_to("raw")
    with pytest.raises(RawFolderError, match=r"does not exist \(Too many levels"):
        discover(tmp_path / "raw")


def test_nothing_is_written_when_the_raw_folder_cannot_be_used(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.raw.rmdir()
    with pytest.raises(RawFolderError):
        house.load()
    assert not house.settings.data_dir.exists()

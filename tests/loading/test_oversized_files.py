"""Files that no tracker wrote are refused before they can exhaust the memory."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.loading.house import CHILD_ENVIRONMENT, House, another_round, name_of

from proximity.loading.limits import LARGEST_FILE_BYTES, LONGEST_LINE_BYTES, MOST_LINES, MOST_MARKS, oversized_lines

HEAD = b"# PROXIMITY_TRACKER_V6\n# map=supply\n# ENGAGEMENTS\n"

MEASURE = """
import resource, sys
from pathlib import Path
from tests.loading.house import NAME, House, another_round, name_of
house = House(Path(sys.argv[1]))
house.put(name_of(1), another_round(1))
house.load()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
(house.raw / "later").rename(house.raw / NAME)
assert len(house.load().loaded) == 1
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_lines_up_to_the_limits_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proximity.loading.limits.LONGEST_LINE_BYTES", 10)
    monkeypatch.setattr("proximity.loading.limits.MOST_LINES", 5)
    assert oversized_lines(b"") is None
    assert oversized_lines(b"0123456789\n" * 5) is None
    assert oversized_lines(b"0\n\n0123456789\n0123456789") is None
    assert oversized_lines(b"\n" * 6) == "oversized: 6 lines, at most 5"


@pytest.mark.parametrize("before", range(5))
@pytest.mark.parametrize("after", [b"", b"\n", b"\nshort\n"])
def test_the_line_that_is_too_long_is_named(monkeypatch: pytest.MonkeyPatch, before: int, after: bytes) -> None:
    monkeypatch.setattr("proximity.loading.limits.LONGEST_LINE_BYTES", 10)
    content = b"\n".join([b"x" * (before * 2)] * before + [b"01234567890" + after])
    assert oversized_lines(content) == f"oversized: line {before + 1} has more than 10 bytes"


def put_sparse(house: House, path: str, head: bytes, size: int) -> None:
    """A file that looks as large as this without taking room on the disk."""
    with house.put(path, head).open("ab") as file:
        file.truncate(size)


def test_a_gigabyte_of_one_line_is_refused_unopened_and_the_rest_is_loaded(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_sparse(house, name_of(1), HEAD, 2**30)
    house.put(name_of(2), another_round(2))
    read = []
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path.name) or original(path))
    summary = house.load()
    assert read == [name_of(2)]
    ((path, reason, cure),) = [(file.path, file.reason, file.cure) for file in summary.refused]
    assert (path, reason) == (name_of(1), f"oversized: {2**30} bytes, at most {LARGEST_FILE_BYTES}")
    assert "check what wrote it" in cure
    assert len(summary.loaded) == 1


def test_a_long_line_in_a_file_of_allowed_size_is_named_with_its_number(house: House) -> None:
    put_sparse(house, name_of(1), HEAD, LARGEST_FILE_BYTES)
    put_sparse(house, name_of(2), HEAD, len(HEAD) + LONGEST_LINE_BYTES + 1)
    house.put(name_of(3), HEAD + b"\n" * (MOST_LINES + 1))
    house.put(name_of(4), another_round(4))
    summary = house.load()
    assert {file.path: file.reason for file in summary.refused} == {
        name_of(1): f"oversized: line 4 has more than {LONGEST_LINE_BYTES} bytes",
        name_of(2): f"oversized: line 4 has more than {LONGEST_LINE_BYTES} bytes",
        name_of(3): f"oversized: {MOST_LINES + 4} lines, at most {MOST_LINES}",
    }
    assert len(summary.loaded) == 1


@pytest.mark.parametrize(
    "content",
    [HEAD + b";" * (LONGEST_LINE_BYTES - 1) + b"\n", HEAD + b"x\n" * (MOST_LINES // 4)],
    ids=["one long line", "many rejects"],
)
def test_the_worst_file_that_is_read_takes_less_than_half_a_gigabyte(house: House, content: bytes) -> None:
    house.put("later", content)
    arguments = [sys.executable, "-c", MEASURE, str(house.raw.parent)]
    done = subprocess.run(arguments, env=CHILD_ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True)
    assert int(done.stdout) < 512 * 1024


def test_a_file_of_headings_or_header_keys_is_refused() -> None:
    """Every section costs work of its own; a tracker writes fewer than a hundred such lines."""
    marks = b"".join(b"# SECTION_%d\n" % number for number in range(MOST_MARKS - 1))
    assert oversized_lines(HEAD + marks) == f"oversized: {MOST_MARKS + 1} headings and comments, at most {MOST_MARKS}"
    assert oversized_lines(HEAD + marks[: marks.rfind(b"#")]) is None

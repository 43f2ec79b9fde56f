"""The command `python -m soak`: what it takes, what it says, and the page that it writes."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from soak.outcome import Outcome
from soak.parts import PARTS, Part

from proximity.settings import PROJECT_ROOT
from soak import __main__ as command
from soak import report

GOOD = Outcome("histories", {"histories": 1_000, "loads": 5_210}, 7, (), 90.0)
BAD = Outcome("kills", {"kills": 500}, 7, ("seed 9: [killed] before commit (1)",), 30.0)


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> dict[str, Outcome]:
    """Parts that say what they are told to, at once."""
    outcomes = {"histories": GOOD, "kills": GOOD}
    monkeypatch.setattr(Part, "run", lambda part, count, seed, on_progress: outcomes[part.module.split(".")[1]])
    monkeypatch.setattr(command, "PARTS", {name: PARTS[name] for name in outcomes})
    return outcomes


def test_it_ends_with_one_if_anything_failed_and_says_what(
    parts: dict[str, Outcome], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([]) == 0
    parts["kills"] = BAD
    assert command.main([]) == 1
    assert BAD.failures[0] in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--write", "--quick"],
        ["--write", "--only", "kills", "--count", "5"],
        ["--count", "3"],
        ["--only", "kills", "--count", "0"],
    ],
)
def test_what_makes_no_sense_together_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_the_outcome_is_written_between_the_marks_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "reliability.md"
    page.write_bytes((PROJECT_ROOT / "docs" / "reliability.md").read_bytes())
    before, after = page.read_text().split(report.BEGIN)[0], page.read_text().split(report.END)[1]
    for outcomes in ([GOOD, BAD], [GOOD]):
        report.update_page(page, outcomes)
    text = page.read_text()
    assert text.startswith(before)
    assert text.endswith(after)
    assert text.count("| histories | 1,000 histories, 5,210 loads | 7 | 0 | 1.5 | 20") == 1


def test_parts_that_were_not_run_keep_their_rows(tmp_path: Path) -> None:
    page = tmp_path / "reliability.md"
    page.write_text(f"{report.BEGIN}{report.END}")
    report.update_page(page, [GOOD, BAD])
    report.update_page(page, [replace(GOOD, seed=8)])
    rows = page.read_text().splitlines()[3:-1]
    assert [row.split(" | ")[:3] for row in rows] == [
        ["| histories", "1,000 histories, 5,210 loads", "8"],
        ["| kills", "500 kills", "7"],
    ]


def test_names_of_failures_are_not_taken_for_markup() -> None:
    console = Console(width=200, file=StringIO())
    report.print_outcomes(console, [BAD])
    assert "[killed] before commit" in console.file.getvalue()  # type: ignore[attr-defined]

"""Figures and how they are judged and shown."""

import json

import pytest
from bench.figures import Figure, Number, Target
from bench.report import BEGIN, END, update_page, write_json


def figure(number: float, reference: float, target: Target | None) -> Figure:
    return Figure("speed", "a few files", Number("ours", number, "MB/s"), Number("theirs", reference, "MB/s"), target)


@pytest.mark.parametrize(
    ("target", "is_reached"),
    [
        (Target(">=", 0.5), True),
        (Target(">=", 0.51), False),
        (Target("<=", 0.5), True),
        (Target("<=", 0.49), False),
        (Target(">=", 3, of="number"), True),
        (Target("<=", 2.9, of="number"), False),
        (None, None),
    ],
)
def test_a_target_is_for_the_ratio_or_for_the_number(target, is_reached):
    assert figure(3, 6, target).is_reached is is_reached


def test_the_results_keep_both_numbers_and_their_ratio(tmp_path):
    write_json(tmp_path / "bench" / "results.json", [figure(3, 6, Target(">=", 0.6))])
    (result,) = json.loads((tmp_path / "bench" / "results.json").read_text())["figures"]
    assert (result["number"]["value"], result["reference"]["value"], result["ratio"]) == (3, 6, 0.5)
    assert result["is_reached"] is False


def test_only_the_text_between_the_marks_of_the_page_is_replaced(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"# Speed\n\n{BEGIN}old\n{END}\nafter\n", encoding="utf-8")
    update_page(page, [figure(3, 6, Target(">=", 0.6))])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Speed\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert "| speed | a few files | ours 3.0 MB/s | theirs 6.0 MB/s | 0.50× | ≥ 0.6× | no |" in text


def test_a_small_ratio_is_not_rounded_to_nothing(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"{BEGIN}{END}", encoding="utf-8")
    update_page(page, [figure(3, 731, None)])
    assert "| 0.0041× |" in page.read_text(encoding="utf-8")

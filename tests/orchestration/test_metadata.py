"""Tables in metadata: what players wrote is shown as they wrote it, and never read as markup."""

import pytest

from proximity.orchestration.metadata import LONGEST_CELL, markdown_table


def test_a_table_without_rows_says_so() -> None:
    assert markdown_table(["a"], []) == "*no rows*"


def test_columns_that_are_left_out_are_counted() -> None:
    assert markdown_table(["a"], [(1, 2, 3)], column_count=3).splitlines()[2:] == ["| 1 |", "", "… and 2 more columns"]


@pytest.mark.parametrize(
    "name", ["a|b", "<img src=x onerror=alert(1)>", "[click](javascript:x)", "`code`", "$x$", "![x](y)", "line\nbreak"]
)
def test_a_name_cannot_break_out_of_its_cell(name: str) -> None:
    cell = markdown_table(["name"], [(name,)]).splitlines()[2].removeprefix("| ").removesuffix(" |")
    for mark in "|<>[]`$!":
        assert cell.count(mark) == cell.count(f"\\{mark}")


def test_absent_is_not_empty() -> None:
    assert markdown_table(["a", "b"], [(None, "")]).endswith("| ∅ |  |")


def test_long_values_are_cut() -> None:
    assert len(markdown_table(["a"], [("x" * 500,)]).splitlines()[2]) == LONGEST_CELL + 4

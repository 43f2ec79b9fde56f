"""Puts the worked questions and their answers into `docs/bi.md`: `make questions-page`.

Belongs here: what stands between the two marks of the page. Does not belong here: its prose, which stands in the page;
the questions (`questions`).
A test fails while the page differs from what this would write.
"""

from datetime import date
from pathlib import Path
from typing import Final

from proximity.reporting.questions import Question, ask, read_questions
from proximity.settings import PROJECT_ROOT, Settings, load_settings
from proximity.warehouse import Warehouse, open_warehouse

PAGE: Final = PROJECT_ROOT / "docs" / "bi.md"
BEGIN, END = "<!-- questions: begin -->\n", "<!-- questions: end -->\n"
#: Value from which on a float is shown with so many decimals.
DECIMALS = ((100, 0), (10, 1), (1, 2), (0, 3))


def updated_page(page: str, warehouse: Warehouse) -> str:
    """The text of the page with the answers that the warehouse gives."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    sections = [_section(number, question, warehouse) for number, question in enumerate(read_questions(), start=1)]
    return before + BEGIN + "\n".join(sections) + END + after


def _section(number: int, question: Question, warehouse: Warehouse) -> str:
    answer = ask(warehouse, question)
    head = [f"| {' | '.join(answer.columns)} |", _rule([dtype.is_numeric() for dtype in answer.dtypes])]
    rows = [f"| {' | '.join(map(_shown, row))} |" for row in answer.iter_rows()]
    title = f"### {number}. {question.title}"
    source = f"[{question.name}](questions/{question.name})"
    return "\n".join([title, "", question.remark, "", f"```sql\n{question.sql}\n```", "", *head, *rows, "", source, ""])


def _rule(are_numbers: list[bool]) -> str:
    return f"|{'|'.join('---:' if is_number else '---' for is_number in are_numbers)}|"


def _shown(value: str | bool | int | float | date | None) -> str:
    """A value as a reader wants it: a few digits, and nothing that Markdown takes for its own."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        digits = next(digits for least, digits in DECIMALS if abs(value) >= least)
        return f"{value:,.{digits}f}"
    return str(value).replace("|", "\\|")


def renew(page: Path, settings: Settings) -> None:
    """Write the page anew from a warehouse with the sample rounds."""
    with open_warehouse(settings, read_only=True) as warehouse:
        page.write_text(updated_page(page.read_text(encoding="utf-8"), warehouse), encoding="utf-8")


if __name__ == "__main__":
    renew(PAGE, load_settings())

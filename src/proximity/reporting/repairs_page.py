"""Puts the counts of the sample rounds into `docs/repairs.md`: `make repairs-page`.

Belongs here: the tables between the two marks of the page. Does not belong here: its prose, which stands in the page.
A test fails while the page differs from what this would write.
"""

from pathlib import Path
from typing import Final

from proximity.settings import PROJECT_ROOT, Settings, load_settings
from proximity.warehouse import Warehouse, open_warehouse

PAGE: Final = PROJECT_ROOT / "docs" / "repairs.md"
BEGIN, END = "<!-- counts: begin -->\n", "<!-- counts: end -->\n"
#: The recorded rounds in `raw/sample`: their folder is their server; our own tracker names another.
SERVER: Final = "sample"
HEADINGS: Final = {
    "repaired": "Repaired: the plain column has another value than the file",
    "excluded": "Excluded: the row is there, and `is_clean` is false",
    "flagged": "Flagged: nothing is changed",
}

SECTIONS = """
    WITH lines AS (
        SELECT DISTINCT section_name, round_id, line_number, action
        FROM marts.fct_repairs
        JOIN marts.dim_rounds USING (round_id)
        WHERE server_name = $1 AND section_name != ''
    ),
    counted AS (
        SELECT
            section_name,
            count(*) FILTER (WHERE action = 'repaired') AS repaired,
            count(*) FILTER (WHERE action = 'excluded') AS excluded,
            count(*) FILTER (WHERE action = 'flagged') AS flagged
        FROM lines
        GROUP BY section_name
    )
    SELECT
        section,
        CAST(sum(round_sections.row_count) AS BIGINT),
        max(repaired),
        max(excluded),
        max(flagged)
    FROM staging.round_sections
    JOIN staging.rounds USING (round_id)
    LEFT JOIN counted ON section = section_name
    WHERE server_name = $1 AND is_known
    GROUP BY section
    HAVING sum(round_sections.row_count) > 0
    ORDER BY min(first_line_number), section
"""
REASONS = """
    WITH counted AS (
        SELECT reason, count(*) AS row_count, count(DISTINCT round_id) AS round_count
        FROM marts.fct_repairs
        JOIN marts.dim_rounds USING (round_id)
        WHERE server_name = $1
        GROUP BY reason
    )
    SELECT
        reason, section_names, defect, description, undo, coalesce(row_count, 0), coalesce(round_count, 0)
    FROM marts.dim_repair_reasons
    LEFT JOIN counted USING (reason)
    WHERE action = $2
    ORDER BY section_names, reason
"""


def updated_page(page: str, warehouse: Warehouse) -> str:
    """The text of the page with the counts of the sample rounds in the warehouse."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    tables = [_sections(warehouse), *[_reasons(warehouse, action) for action in HEADINGS]]
    return before + BEGIN + "\n".join(tables) + END + after


def _sections(warehouse: Warehouse) -> str:
    rows = warehouse.query(SECTIONS, [SERVER])
    lines = [
        f"| {section} | {total:,} | {' | '.join(_with_share(count, total) for count in counts)} |"
        for section, total, *counts in rows
    ]
    head = ["| section | rows | repaired | excluded | flagged |", "|---|---:|---:|---:|---:|"]
    return "\n".join([*head, *lines, ""])


def _with_share(count: int | None, total: int) -> str:
    return f"{count:,} ({count / total:.1%})" if count else ""


def _reasons(warehouse: Warehouse, action: str) -> str:
    rows = warehouse.query(REASONS, [SERVER, action])
    lines = [
        f"| `{reason}` | {sections or 'the round'} | {description} | {undo} | {defect or ''} | {count:,} | {rounds} |"
        for reason, sections, defect, description, undo, count, rounds in rows
    ]
    head = [
        f"### {HEADINGS[action]}\n",
        "| reason | section | what | as written | defect | rows | rounds |",
        "|---|---|---|---|---|---:|---:|",
    ]
    return "\n".join([*head, *lines, ""])


def renew(page: Path, settings: Settings) -> None:
    """Write the page anew from a warehouse with the sample rounds."""
    with open_warehouse(settings, read_only=True) as warehouse:
        page.write_text(updated_page(page.read_text(encoding="utf-8"), warehouse), encoding="utf-8")


if __name__ == "__main__":
    renew(PAGE, load_settings())

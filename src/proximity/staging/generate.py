"""Writes what follows from the format table: `python -m proximity.staging.generate` (`make generate`).

A test fails while a generated file differs from what this would write.
"""

from pathlib import Path

from proximity.format.output_page import output_page
from proximity.settings import DBT_PROJECT_DIR, PROJECT_ROOT
from proximity.staging.dbt_sources import dbt_sources
from proximity.staging.format_page import format_page
from proximity.staging.section_seed import section_seed


def generated_files() -> dict[Path, str]:
    """Path → text of every generated file."""
    return {
        DBT_PROJECT_DIR / "models" / "staging" / "_sources.yml": dbt_sources(),
        DBT_PROJECT_DIR / "seeds" / "format_sections.csv": section_seed(),
        PROJECT_ROOT / "docs" / "format.md": format_page(),
        PROJECT_ROOT / "docs" / "tracker" / "OUTPUT_FORMAT.md": output_page(),
    }


if __name__ == "__main__":
    for path, text in generated_files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

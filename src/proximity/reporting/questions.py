"""The worked questions: SQL on the marts that every engine runs, one file each in `docs/questions/`.

A file begins with comment lines: the question, an empty one, and what to know about the answer.
Belongs here: reading and asking them. Does not belong here: how an answer is shown.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from proximity.settings import PROJECT_ROOT
from proximity.warehouse import Warehouse

FOLDER = PROJECT_ROOT / "docs" / "questions"


@dataclass(frozen=True)
class Question:
    """`name`: of its file; `title`: the question; `remark`: what to know; `sql`: without these comments."""

    name: str
    title: str
    remark: str
    sql: str


def read_questions(folder: Path = FOLDER) -> list[Question]:
    """All questions, in order of their files' names."""
    return [_read(path) for path in sorted(folder.glob("*.sql"))]


def ask(warehouse: Warehouse, question: Question) -> pl.DataFrame:
    """The answer, its rows in the order that the question asks for."""
    return warehouse.frame(question.sql)


def _read(path: Path) -> Question:
    """A question.

    Raises:
        ValueError: the file does not begin as it should.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = [line.removeprefix("--").strip() for line in lines if line.startswith("--")]
    title, empty, *remark = [*comments, "", ""][: max(3, len(comments))]
    if not title.endswith("?") or empty or not any(remark):
        raise ValueError(f"{path} must begin with a question, an empty comment line, and a remark")
    sql = "\n".join(line for line in lines if not line.startswith("--"))
    return Question(path.name, title, " ".join(remark).strip(), sql.strip())

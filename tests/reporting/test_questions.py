"""The worked questions: the same answers on both engines, those of the page, as a reader gets them.

Does not belong here: how quick they are (`make bench`).
"""

import re
from pathlib import Path

import psycopg
import pytest
import yaml
from tests.loading.house import House
from tests.postgres.bootstrapped import Database

from proximity.publishing import PublishedMarts
from proximity.reporting.questions import Question, ask, read_questions
from proximity.reporting.questions_page import PAGE, _shown, updated_page
from proximity.settings import DBT_PROJECT_DIR
from proximity.warehouse import open_warehouse

QUESTIONS = read_questions()


def rows_for_a_reader(house: House, question: Question, request: pytest.FixtureRequest) -> list[tuple]:
    """The answer over the connection that the page describes."""
    if house.settings.published_path:
        with PublishedMarts(house.settings.published_path).reading() as connection:
            return connection.execute(question.sql).fetchall()
    bootstrapped: Database = request.getfixturevalue("bootstrapped")
    with psycopg.connect(bootstrapped.reader) as connection:
        return connection.execute(question.sql.encode()).fetchall()


def test_there_are_ten() -> None:
    assert len(QUESTIONS) == 10
    assert len({question.title for question in QUESTIONS}) == 10


def test_the_page_has_the_answers_of_the_sample(sample: House) -> None:
    page = PAGE.read_text(encoding="utf-8")
    with open_warehouse(sample.settings, read_only=True) as warehouse:
        assert updated_page(page, warehouse) == page, "run `make questions-page`"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_reader_gets_the_answer_to_the_last_bit(
    sample: House, question: Question, request: pytest.FixtureRequest
) -> None:
    with open_warehouse(sample.settings, read_only=True) as warehouse:
        answer = ask(warehouse, question)
    assert answer.height > 0
    assert rows_for_a_reader(sample, question, request) == answer.rows()
    expected: dict[str, list[tuple]] = request.config.stash.setdefault(ANSWERS, {})
    assert expected.setdefault(question.name, answer.rows()) == answer.rows(), "the engines disagree"


ANSWERS = pytest.StashKey[dict[str, list[tuple]]]()


def test_the_exposure_of_the_questions_names_the_marts_that_they_ask() -> None:
    asked = {mart for question in QUESTIONS for mart in re.findall(r"\bmarts\.(\w+)", question.sql)}
    exposures = yaml.safe_load((DBT_PROJECT_DIR / "models" / "exposures.yml").read_text(encoding="utf-8"))["exposures"]
    (exposure,) = [exposure for exposure in exposures if exposure["name"] == "worked_questions"]
    assert {re.findall(r"'(\w+)'", ref)[0] for ref in exposure["depends_on"]} == asked


def test_the_exposure_of_bi_tools_is_every_mart() -> None:
    marts = {path.stem for folder in ("marts", "aggregates") for path in DBT_PROJECT_DIR.glob(f"models/{folder}/*.sql")}
    exposures = yaml.safe_load((DBT_PROJECT_DIR / "models" / "exposures.yml").read_text(encoding="utf-8"))["exposures"]
    (exposure,) = [exposure for exposure in exposures if exposure["name"] == "bi_tools"]
    assert {re.findall(r"'(\w+)'", ref)[0] for ref in exposure["depends_on"]} == marts


@pytest.mark.parametrize(
    "text", ["select 1\n", "-- Who?\nselect 1\n", "-- Who?\n--\nselect 1\n", "-- Who.\n--\n-- Me.\n"]
)
def test_a_question_without_its_words_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "question.sql").write_text(text)
    with pytest.raises(ValueError, match="must begin with a question"):
        read_questions(tmp_path)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (12345, "12,345"),
        (1234.56, "1,235"),
        (12.34, "12.3"),
        (-1.234, "-1.23"),
        (0.0, "0.000"),
        ("a|b", "a\\|b"),
    ],
)
def test_values_are_shown_with_few_digits_and_without_breaking_the_table(value: object, text: str) -> None:
    assert _shown(value) == text  # type: ignore[arg-type]

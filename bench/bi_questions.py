"""The ten worked questions of `docs/bi.md`, asked by `bi_reader` of PostgreSQL when many rounds are loaded.

Each is asked again and again in turn with the others, as by people with dashboards; nineteen of twenty answers have to
come within the promised time. Does not belong here: whether answers are right (the test suite).
"""

import re
import statistics
import time
from collections.abc import Callable

import psycopg

from bench.figures import Figure, Number, Target
from bench.rounds import MAPS
from proximity.reporting.questions import Question, read_questions

PROMISED_MS = 100
#: Counting the rows of the largest table that the questions read: what a look at everything costs.
REFERENCE = "SELECT count(*) FROM marts.fct_engagements"
QUESTIONS = read_questions()


def steps(repetitions: int) -> int:
    """How often `ask_all` reports progress."""
    return repetitions + 1


def ask_all(connection: psycopg.Connection, scale: str, repetitions: int, on_step: Callable[[], None]) -> list[Figure]:
    """Ask every question `repetitions` times, after once to warm up; `on_step` is called `steps(repetitions)` times."""
    texts = {question.title: _of_a_map_that_is_there(question) for question in QUESTIONS}
    milliseconds: dict[str, list[float]] = {name: [] for name in [*texts, REFERENCE]}
    for repetition in range(repetitions + 1):
        for name, sql in [*texts.items(), (REFERENCE, REFERENCE)]:
            start = time.perf_counter()
            connection.execute(sql.encode()).fetchall()
            if repetition:
                milliseconds[name].append((time.perf_counter() - start) * 1000)
        on_step()
    slowest = {name: _slowest_of_most(values) for name, values in milliseconds.items()}
    reference = Number("counting all engagements, p95", slowest[REFERENCE], "ms")
    return [
        Figure(title, scale, Number("p95", slowest[title], "ms"), reference, Target("<=", PROMISED_MS, of="number"))
        for title in texts
    ]


def _of_a_map_that_is_there(question: Question) -> str:
    """Made rounds are not played on the maps of the sample."""
    return re.sub(r"map_name = '\w+'", f"map_name = '{MAPS[0]}'", question.sql)


def _slowest_of_most(values: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]

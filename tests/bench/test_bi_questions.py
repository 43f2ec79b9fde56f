"""The bench of the worked questions: what is asked, and how times are judged."""

from bench.bi_questions import PROMISED_MS, QUESTIONS, _of_a_map_that_is_there, _slowest_of_most
from bench.rounds import MAPS


def test_nineteen_of_twenty_have_to_be_in_time():
    assert _slowest_of_most([10.0] * 39 + [900.0]) == 10
    assert _slowest_of_most([10.0] * 36 + [900.0] * 4) == 900
    assert _slowest_of_most([7.0]) == 7
    assert PROMISED_MS == 100


def test_the_map_that_is_asked_for_is_one_of_the_made_ones():
    texts = [_of_a_map_that_is_there(question) for question in QUESTIONS]
    assert sum(f"map_name = '{MAPS[0]}'" in text for text in texts) == 1
    assert not any("'boxl'" in text for text in texts)

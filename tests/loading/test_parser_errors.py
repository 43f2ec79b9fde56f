"""A bug of the parser costs the file that shows it, not the load."""

from collections.abc import Sequence

import pytest
from tests.loading.house import NAME, House, another_round, long_file, name_of

from proximity.loading import parsed
from proximity.loading.refusals import CURES
from proximity.parsing import ParsedRounds, RoundText

GUILTY = b"GUILTY"


def raise_on_guilty(texts: Sequence[RoundText]) -> ParsedRounds:
    if any(GUILTY in text.content for text in texts):
        raise IndexError("list index out of range\nsecond line")
    return original(texts)


original = parsed.parse_rounds


@pytest.fixture
def batch(house: House) -> House:
    """Three files, the second of which trips the parser."""
    house.put(NAME, long_file())
    house.put(name_of(1), another_round(1) + GUILTY)
    house.put(name_of(2), another_round(2))
    return house


def test_the_guilty_file_is_refused_and_the_others_are_loaded(batch: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsed, "parse_rounds", raise_on_guilty)
    summary = batch.load()
    assert len(summary.loaded) == 2
    assert [(file.path, file.reason, file.cure) for file in summary.refused] == [
        (name_of(1), "parser_error: IndexError list index out of range", CURES["parser_error"])
    ]
    assert batch.discrepancies() == []
    assert batch.load().files_unchanged == 3


def test_it_is_loaded_once_the_bug_is_gone(batch: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(parsed, "parse_rounds", raise_on_guilty)
        batch.load()
    batch.put(f"again/{name_of(1)}", another_round(1) + GUILTY)
    assert len(batch.load().loaded) == 1
    assert batch.query("SELECT file_path, state FROM staging.round_files WHERE file_name = $1", name_of(1)) == [
        (name_of(1), "loaded"),
        (f"again/{name_of(1)}", "duplicate"),
    ]
    assert len(batch.load(full_refresh=True).loaded) == 3


def test_an_error_that_no_file_shows_alone_is_not_hidden(batch: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def raise_on_many(texts: Sequence[RoundText]) -> ParsedRounds:
        if len(texts) > 1:
            raise IndexError
        return original(texts)

    monkeypatch.setattr(parsed, "parse_rounds", raise_on_many)
    with pytest.raises(IndexError):
        batch.load()
    assert batch.query("SELECT count(*) FROM staging.round_files") == [(0,)]


def test_a_machine_without_memory_is_no_fault_of_a_file(batch: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhaust(texts: Sequence[RoundText]) -> ParsedRounds:
        raise MemoryError

    monkeypatch.setattr(parsed, "parse_rounds", exhaust)
    with pytest.raises(MemoryError):
        batch.load()

"""A load that fails leaves no half round behind, and the next one finishes its work.

Does not belong here: loads that are killed (`tests.soak.test_kills`).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.loading.engines import Street
from tests.loading.evening import put_evening
from tests.loading.house import NAME, House, digest_of, short_file

from proximity.loading import batch, ledger, load, store
from proximity.staging import PARQUET_TABLES
from proximity.warehouse import Warehouse


class PowerCutError(BaseException):
    """Not an Exception, so that nothing can handle it by accident."""


def fail_at_call(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, call: int) -> None:
    original: Callable[..., Any] = getattr(owner, name)
    calls = iter(range(1, 1000))

    def failing(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == call:
            raise PowerCutError
        return original(*args, **kwargs)

    monkeypatch.setattr(owner, name, failing)


@pytest.fixture(scope="module")
def template(street: Street, tmp_path_factory: pytest.TempPathFactory) -> House:
    house = street.house(tmp_path_factory.mktemp("template"))
    house.put(NAME, short_file())
    house.load()
    return house


@pytest.fixture
def house(street: Street, template: House, tmp_path: Path) -> House:
    """A house in which the short file is loaded and the rest of the evening has arrived."""
    return evening(street, template, tmp_path / "evening")


def evening(street: Street, template: House, folder: Path) -> House:
    house = street.copy(template, folder)
    put_evening(house)
    return house


@pytest.fixture(scope="module")
def undisturbed(street: Street, template: House, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    house = evening(street, template, tmp_path_factory.mktemp("undisturbed") / "evening")
    house.load()
    return house.digest()


@pytest.mark.parametrize(
    ("owner", "step", "call"),
    [
        (store, "write_rows", 2),
        (store, "delete_rounds", 1),
        (Warehouse, "insert", 5),
        (ledger.Ledger, "record", 2),
    ],
)
def test_nothing_is_seen_of_a_load_that_failed_and_the_next_one_heals_it(
    house: House,
    template: House,
    monkeypatch: pytest.MonkeyPatch,
    undisturbed: dict[str, object],
    owner: object,
    step: str,
    call: int,
) -> None:
    before = template.tables()
    with monkeypatch.context() as patch:
        fail_at_call(patch, owner, step, call)
        with pytest.raises(PowerCutError):
            house.load()
    assert house.tables() == before
    house.load()
    assert house.digest() == undisturbed


def test_a_load_that_failed_after_its_commit_has_done_its_work(
    house: House, monkeypatch: pytest.MonkeyPatch, undisturbed: dict[str, object]
) -> None:
    with monkeypatch.context() as patch:
        fail_at_call(patch, load, "remove_stale_files", 1)
        with pytest.raises(PowerCutError):
            house.load()
    assert house.tables() == {name: rows for name, rows in undisturbed.items() if name != "files"}
    house.load()
    assert house.digest() == undisturbed


def test_a_parquet_file_that_is_being_written_is_not_seen(
    house: House, monkeypatch: pytest.MonkeyPatch, undisturbed: dict[str, object]
) -> None:
    before = house.sample_files()

    def cut_power(partial: Path, target: Path) -> None:
        assert partial.stat().st_size > 0
        raise PowerCutError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut_power)
        with pytest.raises(PowerCutError):
            house.load()
    assert [path for path in house.sample_files() if path.endswith(".parquet")] == before
    house.load()
    assert house.digest() == undisturbed


def test_batches_that_were_committed_stay_when_a_later_one_fails(
    house: House, monkeypatch: pytest.MonkeyPatch, undisturbed: dict[str, object]
) -> None:
    monkeypatch.setattr("proximity.loading.load.BATCH_FILES", 2)
    with monkeypatch.context() as patch:
        fail_at_call(patch, batch, "replace_rounds", 2)
        with pytest.raises(PowerCutError):
            house.load()
    assert house.query("SELECT count(*) > 1 FROM staging.rounds") == [(True,)]
    assert house.discrepancies() == []
    house.load()
    assert house.digest() == undisturbed


def test_a_reader_sees_the_old_state_until_the_new_one_is_whole(
    house: House, template: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = template.tables()
    seen = []
    original = Warehouse.insert

    def observed(warehouse: Warehouse, table: str, frame: Any) -> int:
        if table in ("engagements", "rejected_lines", "rounds"):
            with house.beside_a_load() as reader:
                seen.append(digest_of(reader))
        return original(warehouse, table, frame)

    monkeypatch.setattr(Warehouse, "insert", observed)
    house.load()
    assert len(seen) == 3
    before = {name: rows for name, rows in before.items() if name not in PARQUET_TABLES}
    assert all(state == before for state in seen)

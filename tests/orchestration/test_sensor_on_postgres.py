"""The sensor asks a PostgreSQL database the same questions; nobody who writes keeps it waiting."""

from collections.abc import Iterator

import dagster as dg
import pytest
from postgres_server.server import DatabaseServer
from pydantic import SecretStr

from proximity.loading import load_rounds
from proximity.orchestration.sensors import raw_folder
from proximity.settings import Settings
from proximity.warehouse import open_warehouse


@pytest.fixture
def on_postgres(settings: Settings, postgres: DatabaseServer) -> Iterator[Settings]:
    with postgres.database() as url:
        yield settings.model_copy(update={"target": "postgres", "postgres_url": SecretStr(url)})


def tick(settings: Settings):
    with (
        dg.DagsterInstance.ephemeral() as instance,
        dg.build_sensor_context(instance=instance, resources={"settings": settings}) as context,
    ):
        return raw_folder.evaluate_tick(context)


def test_it_follows_the_state_of_the_database(on_postgres: Settings) -> None:
    assert len(tick(on_postgres).run_requests) == 2
    load_rounds(on_postgres)
    assert len(tick(on_postgres).run_requests) == 2, "rounds that the marts lack"
    with open_warehouse(on_postgres) as warehouse:
        warehouse.execute("CREATE SCHEMA marts")
        warehouse.execute(
            "CREATE TABLE marts.dim_rounds AS SELECT round_id, revision AS round_revision FROM staging.rounds"
        )
        assert tick(on_postgres).skip_message == "Everything in the raw folder is in the marts."


def test_a_database_out_of_reach_is_a_reason_to_wait(on_postgres: Settings) -> None:
    gone = on_postgres.model_copy(update={"postgres_url": SecretStr("postgresql://me:secret@127.0.0.1:1/db")})
    message = tick(gone).skip_message
    assert "does not answer" in message
    assert "secret" not in message

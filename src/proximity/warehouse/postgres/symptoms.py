"""What an error of PostgreSQL means for whoever runs the pipeline.

Belongs here: one row a symptom. Does not belong here: catching errors, trying again.
"""

from dataclasses import dataclass

import psycopg

from proximity.warehouse.errors import InterruptedWarehouseError, WarehouseError
from proximity.warehouse.postgres.address import Address


@dataclass(frozen=True)
class Symptom:
    """What is wrong and what to do, to follow the name of the warehouse; whether it passes by itself."""

    meaning: str
    passes: bool = False


NO_ROOM = Symptom(
    "has no room left on the server's disk. Make room there and run the same command again: what was finished is kept."
)
UNREACHABLE = Symptom(
    "does not answer. Check that the server runs, and host and port in PROXIMITY_POSTGRES_URL.", passes=True
)
#: Beginning of the SQLSTATE → symptom; the first that fits.
BY_STATE = {
    "08": Symptom("lost the connection. Run the same command again: what was finished is kept.", passes=True),
    "28": Symptom("refuses this user or password. Check PROXIMITY_POSTGRES_URL and the server's pg_hba.conf."),
    "3D000": Symptom("does not exist. Create the database, or name another one in PROXIMITY_POSTGRES_URL."),
    "42501": Symptom("does not allow this user to do that. Log in as the loader, or let the owner grant it."),
    "25006": Symptom("only allows reading. Name the primary server in PROXIMITY_POSTGRES_URL, not a standby."),
    "40": Symptom("had two writers in each other's way. Run the same command again.", passes=True),
    "53100": NO_ROOM,
    "53200": Symptom("needs more memory than the server has. Give it more, or stop other work on it."),
    "53300": Symptom("has no connection free. Wait until others are done, or raise max_connections.", passes=True),
    "55P03": Symptom("is locked by somebody else's work. Wait until it is done, and run again.", passes=True),
    "57014": Symptom("cancelled the work, by hand or by its statement_timeout. Run again, or raise that limit."),
    "57": Symptom("was shut down or is starting. Run again when it is up: what was finished is kept.", passes=True),
    "58": Symptom("has trouble with its disk. See the server's log."),
    "XX000": Symptom("has a fault of its own. See the server's log."),
    "XX001": Symptom("is damaged. Restore it, or empty it and build again."),
    "XX002": Symptom("has a damaged index. REINDEX the database and run again."),
}
NO_HOST = Symptom("cannot be found under its host name. Check PROXIMITY_POSTGRES_URL.")
#: What the text of an error without a state contains → symptom.
BY_TEXT = {
    "translate host name": NO_HOST,
    "resolve host": NO_HOST,
    "does not exist": BY_STATE["3D000"],
    "authentication": BY_STATE["28"],
    "password": BY_STATE["28"],
    "no pg_hba.conf": BY_STATE["28"],
    "starting up": BY_STATE["57"],
    "shutting down": BY_STATE["57"],
    "too many clients": BY_STATE["53300"],
    "connection slots": BY_STATE["53300"],
    "connection refused": UNREACHABLE,
    "timeout": UNREACHABLE,
    "no such file": UNREACHABLE,
}


def explain(address: Address, error: psycopg.Error) -> WarehouseError | None:
    """What is wrong with the database, what to do, and the error's own words; None if the query is to blame."""
    text = address.without_password((str(error).strip().splitlines() or ["no message"])[0])
    symptom = _by_state(error.sqlstate) if error.sqlstate else _of_connection(error, text)
    if symptom is None:
        return None
    kind = InterruptedWarehouseError if symptom.passes else WarehouseError
    return kind(f"The warehouse {address.name} {symptom.meaning} ({text})")


def _by_state(sqlstate: str) -> Symptom | None:
    return next((symptom for state, symptom in BY_STATE.items() if sqlstate.startswith(state)), None)


def _of_connection(error: psycopg.Error, text: str) -> Symptom | None:
    """Errors without a state are about the connection: that there is none yet, or that it is gone."""
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return None
    return next((symptom for words, symptom in BY_TEXT.items() if words in text.lower()), BY_STATE["08"])

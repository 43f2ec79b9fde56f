"""A server in a temporary folder, on a port of its own, with databases of its own.

Does not belong here: which programs it is made of, as whom it runs.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from postgres_server.account import Account, server_account
from postgres_server.binaries import find_binaries

GIVEN = "TEST_POSTGRES_URL"
SUPERUSER = "postgres"
#: What a test does not need: to outlive a power cut. `own_server(fsync="on")` for measurements.
FAST = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "2GB"}
SECONDS_TO_START = 30
STOP_SIGNALS = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}


class DatabaseServer:
    """A server to create databases on; `url` leads to its maintenance database with all rights."""

    def __init__(self, url: str) -> None:
        self.url = url

    def url_of(self, database: str, user: str | None = None, password: str | None = None) -> str:
        """The address of one database, for the super-user or for somebody else."""
        parts = urlsplit(self.url)
        place = parts.netloc.rpartition("@")[2]
        login = f"{user}:{password}" if user else parts.netloc.rpartition("@")[0]
        return parts._replace(netloc=f"{login}@{place}", path=f"/{database}").geturl()

    @contextmanager
    def database(self, *, options: str = "", name: str | None = None) -> Iterator[str]:
        """A new empty database, dropped at the end; gives its address. `options` follow `CREATE DATABASE name`."""
        name = name or f"test_{secrets.token_hex(6)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" {options}'.encode())
        try:
            yield self.url_of(name)
        finally:
            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


class PostgresServer(DatabaseServer):
    """A server that was started here and can be stopped, restarted and killed. Its data survive all of that."""

    def __init__(self, folder: Path, binaries: Path, account: Account, settings: Mapping[str, str]) -> None:
        self.folder, self.binaries = folder, binaries
        self._account, self._settings = account, settings
        self._password = secrets.token_hex(16)
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        super().__init__(f"postgresql://{SUPERUSER}:{self._password}@127.0.0.1:{self._port}/postgres")

    @property
    def data_dir(self) -> Path:
        """The folder with the data."""
        return self.folder / "data"

    @property
    def log_file(self) -> Path:
        """What the server says."""
        return self.folder / "server.log"

    def create(self) -> None:
        """Make the empty data folder."""
        password_file = self.folder / "password"
        password_file.write_text(self._password, encoding="utf-8")
        password_file.chmod(0o644)
        try:
            subprocess.run(
                [
                    self.binaries / "initdb",
                    f"--pgdata={self.data_dir}",
                    f"--username={SUPERUSER}",
                    f"--pwfile={password_file}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-sync",
                ],
                check=True,
                capture_output=True,
                cwd="/",
                **self._account.process_options,
            )
        except subprocess.CalledProcessError as error:
            raise RuntimeError(f"initdb failed: {error.stderr.decode(errors='replace')}") from error
        finally:
            password_file.unlink()

    def start(self) -> None:
        """Start, and wait until it answers.

        Raises:
            RuntimeError: it ended or did not answer; with what it said.
        """
        options = {"listen_addresses": "127.0.0.1", "port": str(self._port), "unix_socket_directories": ""}
        switches = [f"--{name}={value}" for name, value in (options | dict(self._settings)).items()]
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data_dir, *switches],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd="/",
                # Else Ctrl-C in the terminal would end the server before those that use it.
                start_new_session=True,
                **self._account.process_options,
            )
        self._wait(self._process)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while process.poll() is None and time.monotonic() < deadline:
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        said = self.log_file.read_text(encoding="utf-8", errors="replace")[-2000:]
        self.stop("immediate")
        raise RuntimeError(f"PostgreSQL does not start: {said}")

    def stop(self, mode: str = "fast") -> None:
        """Stop: `fast` ends all sessions in order, `immediate` is a crash that the next start recovers from."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(STOP_SIGNALS[mode])
            self._process.wait(SECONDS_TO_START)
        self._process = None

    def restart(self, mode: str = "fast") -> None:
        """Stop and start again at the same address."""
        self.stop(mode)
        self.start()


@contextmanager
def own_server(**settings: str) -> Iterator[PostgresServer]:
    """A new server that nobody else uses; `settings` are parameters of PostgreSQL, on top of `FAST`."""
    account = server_account()
    folder = account.make_folder()
    try:
        server = PostgresServer(folder, account.within_reach(find_binaries(), folder), account, FAST | settings)
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database_server() -> Iterator[DatabaseServer]:
    """The server that TEST_POSTGRES_URL names (its user must be allowed to create databases), else a new one."""
    if given := os.environ.get(GIVEN):
        yield DatabaseServer(given)
        return
    with own_server() as server:
        yield server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

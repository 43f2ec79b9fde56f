"""A PostgreSQL server whose tables lie on a disk of a few MB: a file system in memory that only the server sees.

Does not belong here: what is done with it.
"""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from postgres_server.account import server_account

from postgres_server import find_binaries

#: First a file system of its own, which takes all rights; then the server, which refuses to have them.
MOUNTED = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
UNPRIVILEGED = "unshare --user --map-user=1000 --map-group=1000"
SCRIPT = f"""
mount -t tmpfs -o size="$2",mode=700 tmpfs "$1/disk" && exec {UNPRIVILEGED} sh -c '
    "$0/initdb" -D "$1/disk/data" -X "$1/log" -A trust -U postgres --no-locale -E UTF8 --no-sync &&
    exec "$0/postgres" -D "$1/disk/data" -p "$2" -h 127.0.0.1 -k "" -F
' "$0" "$1" "$3"
"""
SECONDS_TO_START = 30


class NoSmallDiskError(RuntimeError):
    """This system lets nobody mount a file system of his own."""


@contextmanager
def server_on_a_small_disk(size: str) -> Iterator[str]:
    """Start it; gives the address of its maintenance database. Its log of changes lies elsewhere: where that has no
    room the server stops, which is a fault of another kind.

    Raises:
        NoSmallDiskError: it cannot be had here.
    """
    account = server_account()
    folder = account.make_folder()
    try:
        for part in ("disk", "log"):
            subprocess.run(["mkdir", "-m", "700", folder / part], check=True, **account.process_options)
        port = _free_port()
        command = [*MOUNTED, SCRIPT, str(account.within_reach(find_binaries(), folder)), str(folder), size, str(port)]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **account.process_options
        ) as server:
            try:
                yield _url_when_it_answers(server, port)
            finally:
                server.terminate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _url_when_it_answers(server: subprocess.Popen[bytes], port: int) -> str:
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(psycopg.OperationalError):
            psycopg.connect(url, connect_timeout=2).close()
            return url
        time.sleep(0.05)
    raise NoSmallDiskError


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fill(connection: psycopg.Connection) -> None:
    """Leave no room on the disk, but for a few kB in files that are there."""
    connection.execute("CREATE UNLOGGED TABLE IF NOT EXISTS public.ballast (text TEXT)")
    connection.execute("ALTER TABLE public.ballast ALTER COLUMN text SET STORAGE PLAIN")
    for kilobytes in (1024, 64, 8):
        with suppress(psycopg.errors.DiskFull):
            while True:
                connection.execute(
                    "INSERT INTO public.ballast SELECT repeat('x', 7000) FROM generate_series(1, %s)", [kilobytes // 8]
                )


def make_room(connection: psycopg.Connection) -> None:
    """Take the ballast away."""
    connection.execute("DROP TABLE public.ballast")
    connection.execute("CHECKPOINT")

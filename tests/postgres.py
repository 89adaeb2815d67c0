"""A real PostgreSQL for tests, on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

OWNER = "postgres"  # the server refuses to run as root


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps them out of the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return max((path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)


def emptied(address: str) -> None:
    """Drop all that an earlier test left."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


@contextmanager
def postgres_server() -> Iterator[str]:
    """A running server; the address of its one database."""
    place = binaries()
    assert place is not None
    folder = Path(tempfile.mkdtemp(prefix="hujian-postgres-", dir="/tmp"))  # a socket's path must be short
    user = None
    if os.geteuid() == 0:
        user = OWNER
        os.chown(folder, pwd.getpwnam(OWNER).pw_uid, -1)

    def call(*command: object) -> None:
        subprocess.run(list(map(str, command)), user=user, cwd=folder, check=True, capture_output=True, timeout=120)

    data = folder / "data"
    try:
        call(place / "initdb", "-D", data, "-A", "trust", "-U", "hujian", "-E", "UTF8", "--no-sync", "--locale=C")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        call(place / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://hujian@/postgres?host={folder}"
        finally:
            call(place / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)

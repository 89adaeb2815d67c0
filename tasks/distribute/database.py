"""A database of ours: opened, checked, brought to the present schema. SQLite by default, PostgreSQL by URL.

Each ``component`` has its own schema with its own version, so that several may live in one PostgreSQL database.
"""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import DatabaseError as Damaged

from tasks.errors import HujianError
from tasks.machine import why

MIGRATIONS = Path(__file__).parent / "migrations"
LEDGER, LEDGER_NAME = "ledger", "台账"
LOCK_WAIT = 30  # seconds


class DamagedDatabase(HujianError):  # noqa: N818 -- named by what it means
    """A SQLite file that is not whole; ``file`` is its path."""

    def __init__(self, message: str, file: str) -> None:
        super().__init__(message)
        self.file = file


def open_database(url: str, migrations: Path = MIGRATIONS, component: str = LEDGER, what: str = LEDGER_NAME) -> Engine:
    """An engine on a database that is whole and has the present schema of ``component``.

    ``migrations`` holds its steps (001.sql, 002.sql…), ``what`` names it to users. HujianError says what is wrong,
    DamagedDatabase that a SQLite file is not whole.
    """
    address = _address(url)
    engine = _sqlite(address, what) if address.get_backend_name() == "sqlite" else _server(address)
    schema = _Schema(migrations, component, what)
    with told(engine, what):
        with engine.connect() as connection:
            _check(connection)
            ready = schema.is_present(connection)
        if not ready:
            with sole_use(engine, "migration"), writing(engine, what) as connection:
                schema.migrate(connection)
    return engine


def sqlite_url(file: Path) -> str:
    """The address of a SQLite file."""
    return URL.create("sqlite", database=str(file)).render_as_string()


@contextmanager
def told(engine: Engine, what: str = LEDGER_NAME) -> Iterator[None]:
    """Trouble with the database in one Chinese line, without its address (which may hold a password)."""
    try:
        yield
    except SQLAlchemyError as problem:
        cause = str(problem.orig) if isinstance(problem, DBAPIError) else type(problem).__name__
        raise _in_chinese(cause, engine, what) from None


@contextmanager
def writing(engine: Engine, what: str = LEDGER_NAME) -> Iterator[Connection]:
    """A transaction that writes, told as ``told`` does. It waits for another writer before it reads anything."""
    with told(engine, what), engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def sole_use(engine: Engine, purpose: str) -> Iterator[None]:
    """Hold the database for one ``purpose``; a second one waits. A killed process lets go by itself."""
    if engine.dialect.name == "sqlite":
        with Path(f"{engine.url.database}.{purpose}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    key = {"key": zlib.crc32(f"hujian {purpose}".encode())}
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), key)
        connection.commit()
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise HujianError("database 不是数据库网址，如 postgresql://用户:密码@主机/库名") from None
    if address.drivername in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    return address


def _server(address: URL) -> Engine:
    try:
        return create_engine(address, pool_pre_ping=True)
    except (ImportError, SQLAlchemyError):
        raise HujianError(f"不能使用 {address.get_backend_name()} 数据库：缺少驱动程序 {address.drivername}") from None


def _sqlite(address: URL, what: str) -> Engine:
    """A file that only its owner may read."""
    file = Path(address.database or "")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError as problem:
        raise HujianError(f"{what} {file} 不能写入：{why(problem)}。") from problem
    engine = create_engine(address, connect_args={"timeout": LOCK_WAIT})

    @event.listens_for(engine, "connect")
    def _settings(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        # Said by us, so that a change of the schema is whole or not at all; a reader that begins to write while
        # another does so would be sent away at once, however long it is ready to wait.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _check(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
        raise Damaged("PRAGMA quick_check", None, Exception("malformed"))


class _Schema:
    """The steps of one component, and which of them a database has."""

    def __init__(self, migrations: Path, component: str, what: str) -> None:
        self._steps = sorted(migrations.glob("*.sql"))
        self._table = f"hujian_{component}_version"
        self._what = what

    def is_present(self, connection: Connection) -> bool:
        """Whether the schema is the present one; HujianError when it is a later one."""
        version, known = self._version(connection), len(self._steps)
        if version > known:
            raise HujianError(f"{self._what}由更新版本的互鉴建立（结构 {version}，本版本只认到 {known}），请升级后再用")
        return version == known

    def migrate(self, connection: Connection) -> None:
        """Bring the schema to the present, step by step, in the caller's transaction."""
        version = self._version(connection)
        if version == 0:
            connection.execute(text(f"CREATE TABLE IF NOT EXISTS {self._table} (version INTEGER NOT NULL)"))
        for number, step in enumerate(self._steps[version:], start=version + 1):
            for statement in _statements(step):
                connection.execute(text(statement))
            connection.execute(text(f"INSERT INTO {self._table} VALUES (:version)"), {"version": number})  # noqa: S608

    def _version(self, connection: Connection) -> int:
        if not inspect(connection).has_table(self._table):
            return 0
        query = f"SELECT MAX(version) FROM {self._table}"  # noqa: S608 -- a name of ours
        return connection.execute(text(query)).scalar() or 0


def _statements(step: Path) -> list[str]:
    """The statements of a migration; each ends with a semicolon at the end of a line."""
    lines = [line for line in step.read_text("utf-8").splitlines() if not line.startswith("--")]
    return [statement for statement in "\n".join(lines).split(";\n") if statement.strip(" ;\n")]


def _in_chinese(cause: str, engine: Engine, what: str) -> HujianError:
    if engine.dialect.name != "sqlite":
        return HujianError(f"{what}所在的数据库不能使用：{cause.strip().splitlines()[0]}")
    file = str(engine.url.database)
    if "malformed" in cause or "not a database" in cause:
        return DamagedDatabase(f"{what} {file} 已损坏，请从备份恢复这个文件。", file)
    words = (
        ("locked", "被别的程序占用，请稍后再试"),
        ("full", "写不进去：磁盘已满，腾出空间后再试"),
        ("disk I/O", "写不进去：磁盘已满或有故障"),
        ("readonly", "不能写入：没有写的权限"),
        ("unable to open", "打不开：没有权限或文件夹不在"),
    )
    trouble = next((line for key, line in words if key in cause), f"不能使用：{cause.splitlines()[0]}")
    return HujianError(f"{what} {file} {trouble}。")

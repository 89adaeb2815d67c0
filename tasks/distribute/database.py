"""The ledger's database: opened, checked, brought to the present schema. SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import DatabaseError as Damaged

from tasks.errors import HujianError

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_WAIT = 30  # seconds
ADVISORY_LOCK = 0x68756A69616E  # “hujian”


def open_database(url: str) -> Engine:
    """An engine on a database that is whole and has the present schema; HujianError says what is wrong with it."""
    address = _address(url)
    engine = _sqlite(address) if address.get_backend_name() == "sqlite" else _server(address)
    with told(engine):
        with engine.connect() as connection:
            _check(connection)
            ready = _is_present(connection)
        if not ready:
            with sole_use(engine), engine.begin() as connection:
                _migrate(connection)
    return engine


def sqlite_url(file: Path) -> str:
    """The address of a SQLite file."""
    return URL.create("sqlite", database=str(file)).render_as_string()


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Trouble with the database in one Chinese line, without its address (which may hold a password)."""
    try:
        yield
    except SQLAlchemyError as problem:
        cause = str(problem.orig) if isinstance(problem, DBAPIError) else type(problem).__name__
        raise HujianError(_in_chinese(cause, engine)) from None


@contextmanager
def sole_use(engine: Engine) -> Iterator[None]:
    """Hold the ledger for one distribution; a second one waits. A killed process lets go by itself."""
    if engine.dialect.name == "sqlite":
        with Path(f"{engine.url.database}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with told(engine), engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ADVISORY_LOCK})
        connection.commit()
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": ADVISORY_LOCK})


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise HujianError("distribution.database 不是数据库网址，如 postgresql://用户:密码@主机/库名") from None
    if address.drivername in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    return address


def _server(address: URL) -> Engine:
    try:
        return create_engine(address, pool_pre_ping=True)
    except (ImportError, SQLAlchemyError):
        raise HujianError(f"不能使用 {address.get_backend_name()} 数据库：缺少驱动程序 {address.drivername}") from None


def _sqlite(address: URL) -> Engine:
    """A file that only its owner may read."""
    file = Path(address.database or "")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError as problem:
        raise HujianError(f"台账 {file} 不能写入：{problem.strerror}") from problem
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
        connection.exec_driver_sql("BEGIN")  # so that a change of the schema is whole or not at all

    return engine


def _check(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
        raise Damaged("PRAGMA quick_check", None, Exception("malformed"))


def _is_present(connection: Connection) -> bool:
    """Whether the schema is the present one; HujianError when it is a later one."""
    version, known = _version(connection), len(_steps())
    if version > known:
        raise HujianError(f"台账由更新版本的互鉴建立（结构 {version}，本版本只认到 {known}），请升级后再用")
    return version == known


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table("hujian_ledger_version"):
        return 0
    return connection.execute(text("SELECT MAX(version) FROM hujian_ledger_version")).scalar() or 0


def _steps() -> list[Path]:
    return sorted(MIGRATIONS.glob("*.sql"))


def _migrate(connection: Connection) -> None:
    """Bring the schema to the present, step by step, in the caller's transaction."""
    version = _version(connection)
    if version == 0:
        connection.execute(text("CREATE TABLE IF NOT EXISTS hujian_ledger_version (version INTEGER NOT NULL)"))
    for number, step in enumerate(_steps()[version:], start=version + 1):
        for statement in _statements(step):
            connection.execute(text(statement))
        connection.execute(text("INSERT INTO hujian_ledger_version VALUES (:version)"), {"version": number})


def _statements(step: Path) -> list[str]:
    """The statements of a migration; each ends with a semicolon at the end of a line."""
    lines = [line for line in step.read_text("utf-8").splitlines() if not line.startswith("--")]
    return [statement for statement in "\n".join(lines).split(";\n") if statement.strip(" ;\n")]


def _in_chinese(cause: str, engine: Engine) -> str:
    place = engine.url.database if engine.dialect.name == "sqlite" else "数据库"
    words = (
        ("malformed", f"台账 {place} 已损坏。请从备份恢复这个文件；没有台账就不能保证不重发，所以没有发送任何东西。"),
        ("not a database", f"台账 {place} 不是数据库文件。请从备份恢复；没有发送任何东西。"),
        ("locked", f"台账 {place} 被别的程序占用，请稍后再试。"),
        ("full", f"台账 {place} 写不进去：磁盘已满。腾出空间后再试。"),
        ("readonly", f"台账 {place} 不能写入：没有写的权限。"),
        ("disk I/O", f"台账 {place} 写不进去：磁盘已满或有故障。"),
    )
    return next((line for key, line in words if key in cause), f"台账 {place} 不能使用：{cause.splitlines()[0]}")

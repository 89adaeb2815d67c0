"""An office for the tests: an issue on disk, a mail server with TLS and login, a web server that listens to robots."""

from __future__ import annotations

import datetime
import hashlib
import ipaddress
import json
import ssl
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

TITLE = "互鉴简报2026年第3期（总第15期）"
USER, PASSWORD = "jianbao", "s3cret-word"
NOW = datetime.datetime(2026, 11, 23, 8, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


def clock() -> datetime.datetime:
    return NOW


# --- an issue ----------------------------------------


def region(name: str, parent: str | None = None) -> dict[str, Any]:
    return {"name": name, "full_name": f"{parent or ''}{name}", "code": None, "level": "city", "parent": parent}


REGIONS = (region("甲市", "东省"), region("乙县", "东省甲市"), region("丙市", "西省"))


def make_issue(folder: Path, whole: bytes = b"%PDF whole", title: str = TITLE) -> Path:
    """A finished issue about three places of two provinces, two of them with a file of their own."""
    (folder / "regions").mkdir(parents=True, exist_ok=True)
    (folder / "briefing.pdf").write_bytes(whole)
    (folder / f"{title}.pdf").write_bytes(whole)
    (folder / "regions" / "东省甲市.pdf").write_bytes(b"%PDF one")
    (folder / "regions" / "西省丙市.pdf").write_bytes(b"%PDF two")
    topics = (["产业发展"], ["乡村振兴"], ["产业发展", "科技创新"])
    said = {"role": "举措", "lead": "修路", "summary": "今年修路5公里", "status": "body"}
    findings = [{"region": r, "topics": t, **said} for r, t in zip(REGIONS, topics, strict=True)]
    findings.append({"region": region("丁市", "南省"), "topics": ["生态环境"], **said, "status": "review"})
    (folder / "findings.jsonl").write_text("".join(json.dumps(row) + "\n" for row in findings))
    write_record(folder)
    return folder


def write_record(folder: Path, **changes: Any) -> None:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "run.json"]
    record = {
        "issue": "2026-003",
        "number": 3,
        "date": "2026-11-23",
        "configuration": {"template": "综合简报", "masthead": {"name": "互鉴简报"}},
        "highlights": [
            {"lead": "链上招商", "text": "甲市新引进企业5家<b>&{{ 1 }}。"},
            {"lead": "", "text": "乙县修路。"},
        ],
        "outputs": {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files},
    }
    (folder / "run.json").write_text(json.dumps(record | changes))


# --- a mail server ----------------------------------------

Reply = str | Exception | None


class MailRoom:
    """Takes mail as a server does; ``rules`` may answer a recipient, given how often it was tried, in another way."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []
        self.tries: dict[str, int] = defaultdict(int)
        self.answers: dict[str, Callable[[int], str | None]] = {}
        self.after_data: Callable[[str], str | None] = lambda _address: None
        self.silent_after: set[str] = set()  # takes the mail and breaks off without a word
        self.sender_answer: str | None = None
        self.logins: list[str] = []

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Envelope, address: str, _o: Any) -> str:  # noqa: N802
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _o: Any) -> str:  # noqa: N802
        self.tries[address] += 1
        answer = self.answers.get(address, lambda _tries: None)(self.tries[address])
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        (address,) = envelope.rcpt_tos
        self.mails.append((address, message_from_bytes(envelope.content, policy=default)))
        if address in self.silent_after:
            server.transport.abort()
        return self.after_data(address) or "250 OK"

    def authenticate(self, _server: Any, session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert session.ssl or session.peer
        assert isinstance(data, LoginPassword)
        good = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        self.logins.append(data.login.decode())
        return AuthResult(success=good, handled=False)

    def of(self, address: str) -> list[EmailMessage]:
        return [message for to, message in self.mails if to == address]


class AnyPort(Controller):
    """A controller on a port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(room: MailRoom, certificate: Path, *, security: str = "starttls") -> Iterator[int]:
    """A server on loopback that wants TLS and a login; its port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    options: dict[str, Any] = {
        "starttls": {"tls_context": context, "require_starttls": True, "auth_required": True},
        "tls": {"ssl_context": context, "auth_required": True, "auth_require_tls": False},
        "none": {},
    }[security]
    controller = AnyPort(room, "127.0.0.1", 0, authenticator=room.authenticate, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def mail_section(port: int, certificate: Path, **changes: Any) -> dict[str, Any]:
    return {
        "host": "127.0.0.1",
        "port": port,
        "user": USER,
        "password": PASSWORD,
        "sender": "简报编辑部 <jianbao@office.example>",
        "certificates": certificate,
        "seconds": 5,
    } | changes


def make_certificate(path: Path) -> Path:
    """A certificate of its own authority for 127.0.0.1, key and certificate in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


# --- a web server ----------------------------------------


class Listener:
    """Keeps what is posted; answers what the test says (status and body), by default that all is well."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, Mapping[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, Any]] | None] = []
        self.port = 0


@contextmanager
def web_server() -> Iterator[Listener]:
    listener = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.posts.append((self.path, dict(self.headers), body))
            answer = listener.answers.pop(0) if listener.answers else (200, {"errcode": 0, "code": 0})
            if answer is None:  # break off without a word
                self.close_connection = True
                return
            content = json.dumps(answer[1]).encode()
            self.send_response(answer[0])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()

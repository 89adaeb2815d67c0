"""E-mail over SMTP: one connection for a whole distribution, encrypted before the login, one message a recipient."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress

from tasks.distribute.letter import Letter
from tasks.distribute.message import build_message
from tasks.distribute.outcomes import ChannelDown, Later, Refused, Unclear
from tasks.distribute.settings import MailServer
from tasks.distribute.ways import Clock

SERVICE_CLOSING = 421  # RFC 5321 4.2.3: the server is going away, whoever the recipient
TOO_LARGE = 552  # RFC 1870 6.1
# RFC 4954 section 6: temporary refusals of a login.
LOGIN_LATER = frozenset({421, 432, 454})

USUAL = {465: "tls", 587: "starttls", 25: "starttls"}  # RFC 8314 section 3.3, RFC 6409, RFC 3207
OTHER_WAY = "请核对 port 和 security：端口 465 一般用 tls，587、25 用 starttls"


class MailChannel:
    """Sends letters to addresses through one server."""

    repeatable = False

    def __init__(self, server: MailServer, clock: Clock) -> None:
        self._server = server
        self._clock = clock
        self._client: smtplib.SMTP | None = None

    def deliver(self, letter: Letter) -> None:
        """Send one message; see ``outcomes`` for how it can fail."""
        message = build_message(letter, self._server, self._clock()).as_bytes()
        client = self._connected()
        try:
            self._envelope(client, letter.recipient.target, len(message))
        except (OSError, smtplib.SMTPException) as problem:
            self.close()
            raise Later(f"邮件服务器断开了连接（{type(problem).__name__}）") from None
        self._data(client, message)

    def check(self) -> None:
        """Connect and log in, and send nothing; raises as ``deliver`` does."""
        self._connected()
        self.close()

    def close(self) -> None:
        """Say goodbye."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(OSError, smtplib.SMTPException):
                client.quit()
            client.close()

    def _envelope(self, client: smtplib.SMTP, address: str, size: int) -> None:
        """Sender and recipient; until the data are sent, nothing has been delivered."""
        options = [f"size={size}"] if client.has_extn("size") else []
        reply = client.mail(self._server.sender.address, options)
        if 500 <= reply[0] < 600 and reply[0] != TOO_LARGE:  # it will not take the next letter either
            self.close()
            raise ChannelDown(f"邮件服务器不接受发件人 {self._server.sender.address}：{_said(reply)}")
        self._expect(reply)
        self._expect(client.rcpt(address))

    def _data(self, client: smtplib.SMTP, message: bytes) -> None:
        try:
            reply = client.data(message)
        except smtplib.SMTPDataError as problem:  # refused before the data were sent
            reply = (problem.smtp_code, problem.smtp_error if isinstance(problem.smtp_error, bytes) else b"")
        except (OSError, smtplib.SMTPException) as problem:
            self.close()
            raise Unclear(f"发送途中断开（{type(problem).__name__}），对方可能已收到") from None
        self._expect(reply)

    def _expect(self, reply: tuple[int, bytes]) -> None:
        code, said = reply[0], _said(reply)
        if 200 <= code < 300:
            return
        if code == SERVICE_CLOSING or self._client is None:
            self.close()
        else:
            with suppress(OSError, smtplib.SMTPException):
                self._client.rset()
        if 400 <= code < 500:
            raise Later(f"对方服务器暂时拒收：{said}")
        raise Refused(f"对方服务器拒收：{said}")

    def _connected(self) -> smtplib.SMTP:
        if self._client is None:
            self._client = self._open()
        return self._client

    def _open(self) -> smtplib.SMTP:
        server = self._server
        place = f"邮件服务器 {server.host}:{server.port}"
        client: smtplib.SMTP | None = None
        try:
            client = self._dial()
            client.ehlo()
            if server.security == "starttls":
                client.starttls(context=self._trust())
                client.ehlo()
            self._log_in(client)
        except ssl.SSLCertVerificationError as problem:
            _drop(client)
            raise ChannelDown(f"{place} 的证书不可信：{problem.verify_message}。自建证书请设 certificates") from None
        except ssl.SSLError:
            _drop(client)
            raise Later(f"{place} 没有谈成加密。{OTHER_WAY}") from None
        except smtplib.SMTPNotSupportedError:
            _drop(client)
            raise ChannelDown(f"{place} 不支持 {server.security} 加密或登录，没有发送") from None
        except smtplib.SMTPAuthenticationError as problem:
            _drop(client)
            if problem.smtp_code in LOGIN_LATER:
                raise Later(f"{place} 暂时不能登录（{problem.smtp_code}）") from None
            raise ChannelDown(f"{place} 拒绝登录（{problem.smtp_code}），请核对 user 和密码") from None
        except (OSError, smtplib.SMTPException) as problem:
            _drop(client)
            hint = f"。{OTHER_WAY}" if USUAL.get(server.port, server.security) != server.security else ""
            raise Later(f"{place} 连接不上（{type(problem).__name__}）{hint}") from None
        return client

    def _dial(self) -> smtplib.SMTP:
        server = self._server
        name = server.sender.domain  # said in EHLO; the machine's own name is nobody's business
        if server.security == "tls":
            return smtplib.SMTP_SSL(server.host, server.port, name, timeout=server.seconds, context=self._trust())
        return smtplib.SMTP(server.host, server.port, name, timeout=server.seconds)

    def _trust(self) -> ssl.SSLContext:
        own = self._server.certificates
        try:
            return ssl.create_default_context(cafile=str(own) if own else None)
        except (OSError, ssl.SSLError):
            raise ChannelDown(f"证书文件 {own} 读不出来") from None

    def _log_in(self, client: smtplib.SMTP) -> None:
        server = self._server
        if server.user and server.password is not None:
            client.login(server.user, server.password.get_secret_value())


def _said(reply: tuple[int, bytes]) -> str:
    """A server's reply in one line."""
    code, words = reply
    return " ".join(f"{code} {words.decode('utf-8', 'replace')}".split())[:300]


def _drop(client: smtplib.SMTP | None) -> None:
    if client is not None:
        client.close()

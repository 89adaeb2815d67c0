"""E-mail addresses as settings write them, and which of them mail may go to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pydantic import field_validator, model_validator

from tasks.models import Model

# RFC 5322 dot-atom before the @ (quoted local parts are refused), host names after it.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_WRITTEN = re.compile(r"\s*(?:(?P<name>[^<>]*?)\s*<(?P<named>[^<>\s]+)>|(?P<bare>[^<>\s]+))\s*")


class Mailbox(Model):
    """A person or office with an address; in settings one text: ``张三 <zhang@example.cn>`` or the address alone.

    The domain is kept in its ASCII form (IDNA), so that what is compared is what is sent to.
    """

    name: str = ""
    address: str

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        written = _WRITTEN.fullmatch(value)
        if written is None:
            raise ValueError("邮箱，如 张三 <zhang@example.cn>")
        return {"name": (written["name"] or "").strip('" '), "address": written["named"] or written["bare"]}

    @field_validator("name")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not is_plain(value):
            raise ValueError("姓名中不能有换行或控制字符")
        return value

    @field_validator("address")
    @classmethod
    def _ascii(cls, value: str) -> str:
        local, _, domain = value.rpartition("@")
        domain = ascii_domain(domain)
        if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain) or len(value) > 254:
            raise ValueError("邮箱，如 zhang@example.cn")
        return f"{local}@{domain}"

    @property
    def domain(self) -> str:
        """What stands after the @."""
        return self.address.rpartition("@")[2]

    @property
    def key(self) -> str:
        """The same for every spelling of the address."""
        return self.address.lower()

    def __str__(self) -> str:
        """As people write it."""
        return f"{self.name} <{self.address}>" if self.name else self.address


def is_plain(text: str) -> bool:
    """Whether ``text`` may stand in a header: no line ends, no control or direction characters."""
    return all(unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in text)


def ascii_domain(domain: str) -> str:
    """A domain in lower case and ASCII; empty when it is none."""
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


class AllowedDomains:
    """The domains that mail may go to: ``example.cn`` is that domain alone, ``*.example.cn`` all below it."""

    def __init__(self, domains: Iterable[str]) -> None:
        names = [domain.strip().lower() for domain in domains]
        self._exact = {ascii_domain(name) for name in names if not name.startswith("*.")} - {""}
        self._below = tuple(f".{ascii_domain(name[2:])}" for name in names if name.startswith("*."))

    def __contains__(self, mailbox: Mailbox) -> bool:
        """Whether mail may go there. An empty list allows nobody."""
        return mailbox.domain in self._exact or mailbox.domain.endswith(self._below)

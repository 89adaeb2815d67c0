"""Who gets what and by which way: the ``[distribution]`` section of ``hujian.toml``.

Passwords, webhook addresses and keys are ``SecretStr`` and come from the environment only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    Field,
    ModelWrapValidatorHandler,
    SecretStr,
    StringConstraints,
    model_validator,
)

from tasks.distribute.addresses import AllowedDomains, Mailbox, is_plain
from tasks.distribute.together import fitted, right_ones, table
from tasks.models import Model, Topic

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# A name that an environment variable can hold: HUJIAN_DISTRIBUTION__WEBHOOKS__OFFICE__URL.
VariableName = Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
AfterCrash = Literal["待核实", "重发"]


def _safe_link(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not is_plain(url):
        raise ValueError("http:// 或 https:// 开头的网址")
    return url if url.endswith("/") else f"{url}/"


def _webhook_address(url: SecretStr) -> SecretStr:
    parts = urlsplit(url.get_secret_value())
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        raise ValueError("https:// 开头的网址（本机可用 http）")
    return url


class MailServer(Model):
    """An SMTP server. ``security`` ``none`` is for a relay on this machine only."""

    host: str = Field(min_length=1, description="邮件服务器名")
    port: int = Field(587, ge=1, le=65535, description="端口号")
    security: Literal["starttls", "tls", "none"] = Field("starttls", description="starttls、tls，或仅限本机的 none")
    user: str = Field("", description="登录名")
    password: SecretStr | None = Field(None, description="登录密码")
    sender: Mailbox = Field(description="发件人，如 编辑部 <jianbao@example.cn>")
    reply_to: Mailbox | None = Field(None, description="回复地址，如 编辑部 <jianbao@example.cn>")
    certificates: Path | None = Field(None, description="自建证书机构的证书文件（PEM）路径")
    seconds: float = Field(60, gt=0, description="大于 0 的秒数")

    @model_validator(mode="after")
    def _safe(self) -> Self:
        if self.security == "none" and self.host not in LOOPBACK:
            raise ValueError("security = none 只能用于本机（127.0.0.1）；请用 starttls 或 tls")
        if bool(self.user) != (self.password is not None):
            raise ValueError("user 和环境变量 HUJIAN_DISTRIBUTION__MAIL__PASSWORD 要么都有，要么都没有")
        if self.password is not None and not (self.user + self.password.get_secret_value()).isascii():
            raise ValueError("登录名和密码只能是 ASCII 字符（SMTP 登录不接受汉字）")
        return self


class Webhook(Model):
    """A robot of a group chat, or any receiver of JSON. The address is a secret: whoever has it can post."""

    kind: Literal["企业微信", "钉钉", "飞书", "通用"] = Field(description="企业微信、钉钉、飞书或通用")
    url: Annotated[SecretStr, AfterValidator(_webhook_address)] = Field(
        description="https:// 开头的网址（写在环境变量里）"
    )
    secret: SecretStr | None = Field(None, description="加签密钥（写在环境变量里）")


class Rule(Model):
    """Some recipients, what they get, and of which issues.

    A rule holds for an issue when a printed finding is about one of ``regions`` (or a place below) and has one of
    ``topics``, and the issue was made with one of ``templates``; an empty list asks for nothing. ``send`` 专报 gives
    the files of these regions instead of the whole issue.
    """

    name: str = Field(min_length=1, description="规则名")
    mail: tuple[Mailbox, ...] = Field((), description='邮箱的列表，如 ["张三 <zhang@example.cn>"]')
    folders: tuple[str, ...] = Field((), description="[distribution.folders] 里的名字")
    webhooks: tuple[str, ...] = Field((), description="[distribution.webhooks] 里的名字")
    regions: tuple[str, ...] = Field((), description="地区名的列表")
    topics: tuple[Topic, ...] = Field((), description=f"专题：{'、'.join(Topic)}")
    templates: tuple[str, ...] = Field((), description="模板名的列表")
    send: Literal["整期", "专报", "整期和专报"] = Field("整期", description="整期、专报或整期和专报")


class Distribution(Model):
    """All of the section. Sizes are in megabytes, pauses between tries in seconds."""

    rules: tuple[Rule, ...] = Field((), description="分发规则 [[distribution.rules]]")
    allowed_domains: tuple[str, ...] = Field((), description='允许发往的邮箱域名，如 ["example.cn", "*.example.cn"]')
    mail: MailServer | None = Field(None, description="邮件服务器 [distribution.mail]")
    folders: dict[str, Path] = Field({}, description="共享文件夹：名字 = 路径")
    webhooks: dict[VariableName, Webhook] = Field({}, description="群机器人：名字用小写字母、数字和下划线")
    require_approval: bool = Field(True, description="true 或 false")
    attachment_megabytes: float = Field(20, ge=0, description="不小于 0 的数（MB）")
    link: Annotated[str, AfterValidator(_safe_link)] | None = Field(None, description="http:// 或 https:// 开头的网址")
    pauses: tuple[Annotated[float, Field(ge=0)], ...] = Field((30, 120, 600), description="各次重试前等待的秒数")
    after_crash: AfterCrash = Field("待核实", description="待核实或重发")

    @model_validator(mode="before")
    @classmethod
    def _secrets_make_no_section(cls, value: object) -> object:
        """A password in the environment of a machine is no mail server where the file has none."""
        if not isinstance(value, dict):
            return value
        webhooks = value.get("webhooks")
        if isinstance(webhooks, dict):
            webhooks = {name: one for name, one in webhooks.items() if not _is_only(one, {"url", "secret"})}
            value = value | {"webhooks": webhooks}
        return {key: one for key, one in value.items() if key != "mail" or not _is_only(one, {"password"})}

    @model_validator(mode="wrap")
    @classmethod
    def _fits_together(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        return fitted(data, handler, cls._problems, cls._what_is_right(data))

    @classmethod
    def _what_is_right(cls, data: object) -> Distribution:
        """So much of a section as can be looked at when some of it is wrong."""
        if not isinstance(data, Mapping):
            return cls.model_construct()
        domains = data.get("allowed_domains")
        return cls.model_construct(
            rules=right_ones(Rule, data.get("rules")),
            mail=data.get("mail"),
            folders=table(data, "folders"),
            webhooks=table(data, "webhooks"),
            allowed_domains=tuple(one for one in domains if isinstance(one, str)) if isinstance(domains, list) else (),
        )

    def _problems(self) -> Iterator[str]:
        for name, count in Counter(rule.name for rule in self.rules).items():
            if count > 1:
                yield f"规则名“{name}”用了 {count} 次"
        for rule in self.rules:
            yield from self._problems_of(rule)

    def _problems_of(self, rule: Rule) -> Iterator[str]:
        if not (rule.mail or rule.folders or rule.webhooks):
            yield f"规则“{rule.name}”没有收件人"
        if rule.mail and self.mail is None:
            yield f"规则“{rule.name}”要发邮件，但没有 [distribution.mail]"
        allowed = AllowedDomains(self.allowed_domains)
        for mailbox in rule.mail:
            if mailbox not in allowed:
                yield f"规则“{rule.name}”的 {mailbox.address} 不在 allowed_domains 之内"
        for name in rule.folders:
            if name not in self.folders:
                yield f"规则“{rule.name}”的文件夹“{name}”不在 [distribution.folders] 里"
        for name in rule.webhooks:
            if name not in self.webhooks:
                yield f"规则“{rule.name}”的“{name}”不在 [distribution.webhooks] 里"


def _is_only(section: object, secrets: set[str]) -> bool:
    """Whether a section holds nothing but secrets."""
    return isinstance(section, dict) and section.keys() <= secrets

"""All configuration in one typed place: ``hujian.toml`` < ``HUJIAN_…`` variables < options of the command line.

Every problem is reported at once, in Chinese, with key, value and what is allowed.
"""

from __future__ import annotations

import datetime
import os
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    ModelWrapValidatorHandler,
    SecretStr,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from flows.configuration import configuration_trouble, read_configuration
from flows.deployments import Deployment
from flows.known import local_problems, missing_problems, place_problems, template_problems
from flows.secrecy import secrets_in
from flows.wording import explain
from tasks.distribute.settings import Distribution, Rule
from tasks.distribute.together import fitted, right_ones, table
from tasks.errors import SettingsError
from tasks.ingest.limits import Limits
from tasks.models import Masthead, Model

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = Path("hujian.toml")
# Variables with our prefix that the launcher reads, not the settings.
LAUNCHER_VARIABLES = frozenset({"HUJIAN_PYTHON", "HUJIAN_NO_APT"})


def _split(value: object) -> object:
    """A variable gives a list as one text, parts apart by commas."""
    if isinstance(value, str):
        return [part for part in (piece.strip() for piece in value.replace("，", ",").split(",")) if part]
    return value


Repeats = Literal["标注", "照印", "不印"]
FontRole = Literal["title", "body", "heading", "kai", "song"]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]


class Look(Model):
    """The office's colours and faces, as the renderers' ``Appearance`` has them; light, so that a start stays quick."""

    red: str = Field("#e60012", pattern="^#[0-9a-fA-F]{6}$", description="# 和六位十六进制数的颜色")
    fonts: dict[FontRole, tuple[str, ...]] = Field({}, description="各类文字首选的字体名列表")
    findings_in_pdf: bool = Field(False, description="true 或 false（整期 PDF 内附 findings.jsonl）")


def _default_sources() -> tuple[str, ...]:
    seeds = ROOT / "seeds"
    return ("seeds",) if Path("seeds").is_dir() else (str(seeds),)


_NAMING = ("sources", "template", "region", "local", "benchmarks")
"""Settings that name what must be there."""


class _Configuration(TomlConfigSettingsSource):
    """``hujian.toml`` as people's editors write it."""

    def _read_file(self, file_path: Path) -> dict[str, Any]:  # type: ignore[override]
        return read_configuration(file_path)


class Settings(BaseSettings):
    """What a run is told. Field descriptions say what is allowed and stand in the error messages."""

    model_config = SettingsConfigDict(
        env_prefix="HUJIAN_",
        env_nested_delimiter="__",
        toml_file=CONFIGURATION,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,  # a traceback tells no secret
        str_strip_whitespace=True,
    )

    sources: Names = Field(default_factory=_default_sources, description="文件、文件夹或压缩包的路径")
    out: Path = Field(Path("out"), description="文件夹路径")
    template: str = Field("综合简报", min_length=1, description="模板名，见 hujian templates")
    region: Names = Field((), description="地区名，可多个")
    local: str | None = Field(None, min_length=1, description="本单位所在的地区名")
    since: datetime.date | None = Field(None, description="日期 YYYY-MM-DD")
    date: datetime.date | None = Field(None, description="日期 YYYY-MM-DD")
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=64, description="1 至 64 的整数")
    batch_size: int = Field(20, ge=1, le=1000, description="1 至 1000 的整数（每批文章数）")
    strict: bool = Field(False, description="true 或 false")
    state: Path | None = Field(None, description="文件夹路径（缓存与 Prefect 数据库）")
    cache_megabytes: int = Field(2000, ge=0, description="不小于 0 的整数（MB）")
    repeats: Repeats = Field("标注", description="标注、照印或不印（以前各期已报的要点）")
    database: SecretStr | None = Field(None, description="数据库网址 postgresql://…（宜写在环境变量里）")
    prefect_api_url: str | None = Field(None, pattern="^https?://", description="http(s):// 开头的 Prefect 服务地址")
    deployments: tuple[Deployment, ...] = Field((), description="定时任务 [[deployments]]")
    keep_issues: int = Field(0, ge=0, description="不小于 0 的整数（输出文件夹里保留几期，其余打包；0 为全部保留）")
    backup: Path | None = Field(None, description="备份文件夹路径")
    masthead: Masthead = Field(default_factory=Masthead, description="报头报尾各项文字")
    benchmarks: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description='对标对象：学习方 = ["对标地区", …]'
    )
    appearance: Look = Field(default_factory=Look, description="颜色和字体")
    limits: Limits = Field(default_factory=Limits, description="读取上限各项数值")
    distribution: Distribution = Field(default_factory=Distribution, description="分发设置")

    @model_validator(mode="wrap")
    @classmethod
    def _fits_together(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        return fitted(data, handler, cls._problems, cls._what_is_right(data))

    @classmethod
    def _what_is_right(cls, data: object) -> Settings:
        """So much of the settings as can be looked at when some of them are wrong."""
        rules = table(data, "distribution").get("rules")
        names = [str(one.get("name")) for one in rules if isinstance(one, dict)] if isinstance(rules, list) else []
        return cls.model_construct(
            **{key: value for key in _NAMING if (value := _right_value(cls, data, key)) is not None},
            deployments=right_ones(Deployment, data.get("deployments") if isinstance(data, dict) else ()),
            distribution=Distribution.model_construct(rules=tuple(Rule.model_construct(name=name) for name in names)),
        )

    def _problems(self) -> Iterator[str]:
        yield from template_problems([self.template, *(one.template for one in self.deployments if one.template)])
        yield from place_problems([*self.region, *(name for one in self.deployments for name in one.region)], "region")
        yield from local_problems(self.local)
        set_by_office = [(one, *others) for one, others in self.benchmarks.items()]
        yield from place_problems([name for pair in set_by_office for name in pair], "benchmarks")
        names = Counter(deployment.name for deployment in self.deployments)
        rules = {rule.name for rule in self.distribution.rules}
        yield from (f"部署名“{name}”用了 {count} 次" for name, count in names.items() if count > 1)
        for deployment in self.deployments:
            for name in deployment.recipients:
                if name not in rules:
                    yield f"部署“{deployment.name}”的 recipients“{name}”不在 [[distribution.rules]] 里"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- the signature is given
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options before variables before ``hujian.toml``."""
        return init_settings, env_settings, _Configuration(settings_cls)

    def state_folder(self) -> Path:
        """Where the store and Prefect's database live: in the project, or the user's own place where it is closed."""
        if self.state:
            return self.state
        private = ROOT / ".hujian"
        if os.access(private if private.is_dir() else ROOT, os.W_OK):
            return private
        return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "hujian"

    def database_url(self, file: str) -> str:
        """The office's database, or a SQLite ``file`` among the state. It may hold a password."""
        return database_url(self.database, str(self.state_folder()), file)

    def fonts_folder(self) -> Path:
        """Where the launcher puts the open faces; it may be missing."""
        return ROOT / ".hujian" / "fonts"


class RunSettings(Settings):
    """The same for a run, which cannot begin when none of its sources is there."""

    def _problems(self) -> Iterator[str]:
        yield from super()._problems()
        yield from (f"sources：{problem}" for problem in missing_problems(self.sources))


def _right_value(model: type[BaseSettings], data: object, key: str) -> Any:
    """One setting's value, when it is given and right by itself."""
    field = model.model_fields[key]
    given = data.get(key) if isinstance(data, dict) else None
    typed: Any = Annotated[field.annotation, key, *field.metadata]
    try:
        return None if given is None else TypeAdapter(typed).validate_python(given)
    except ValidationError:
        return None


def database_url(database: SecretStr | None, state: str, file: str) -> str:
    """The database at the office's address, or else a SQLite file in the state folder."""
    return database.get_secret_value() if database else f"sqlite:///{(Path(state) / file).absolute()}"


def load_settings(kind: type[Settings] = Settings, **options: Any) -> Settings:
    """Settings from file, environment and ``options`` (None: not given); SettingsError lists all problems at once."""
    given = {key: value for key, value in options.items() if value is not None and value != ()}
    try:
        settings = kind(**given)
    except ValidationError as problem:
        raise SettingsError(explain(problem, kind, _strangers(), _misplaced())) from problem
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SettingsError(configuration_trouble(CONFIGURATION, problem)) from problem
    strangers, misplaced = _strangers(), _misplaced()
    if strangers or misplaced:
        raise SettingsError(explain(None, kind, strangers, misplaced))
    return settings


def _strangers() -> tuple[str, ...]:
    """``HUJIAN_…`` variables that no setting reads."""
    known = {f"HUJIAN_{name.upper()}" for name in Settings.model_fields}
    return tuple(
        name
        for name in sorted(os.environ)
        if name.startswith("HUJIAN_") and name not in LAUNCHER_VARIABLES and name.partition("__")[0] not in known
    )


def _misplaced() -> tuple[str, ...]:
    """Secrets that stand in the file, where everybody who may read it sees them."""
    if not CONFIGURATION.is_file():
        return ()
    return tuple(secrets_in(read_configuration(CONFIGURATION), Settings))


__all__ = ["CONFIGURATION", "ROOT", "RunSettings", "Settings", "load_settings"]

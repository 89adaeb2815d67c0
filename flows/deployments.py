"""The deployments: what ``hujian.toml`` schedules, and how each is told to Prefect. The one registry of them.

``[[deployments]]`` in ``hujian.toml`` is where an office writes them; ``registry`` turns them into Prefect's own, for
``hujian serve`` and for ``prefect.yaml`` alike.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from flows.schedule import Schedule

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

    from flows.settings import Settings

TAG = "hujian"
FLOW = "scheduled-briefing"


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


class Deployment(Schedule):
    """One scheduled briefing. What it does not say is as in the rest of the settings."""

    name: str = Field(min_length=1, max_length=60, pattern=r"^[^@/\\%&<>\x00-\x1f]+$", description="部署名，如 周报")
    sources: Names = Field((), description="文件、文件夹或压缩包的路径")
    template: str | None = Field(None, min_length=1, description="模板名，见 hujian templates")
    region: Names = Field((), description="地区名，可多个")
    out: Path | None = Field(None, description="文件夹路径")
    recipients: Names = Field((), description="分发规则名的列表（[[distribution.rules]] 的 name）")
    nothing_new: Literal["不出", "照出"] = Field("不出", description="不出或照出（没有新增内容时）")
    paused: bool = Field(False, description="true 或 false")

    def settings(self, settings: Settings) -> Settings:
        """The settings with what the deployment says in their place."""
        own = {"sources": self.sources, "template": self.template, "region": self.region, "out": self.out}
        return settings.model_copy(update={key: value for key, value in own.items() if value})

    def schedule(self) -> dict[str, Any]:
        """The schedule in the words of Prefect's ``to_deployment``."""
        from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule

        if self.wake_cron:
            return {"schedule": CronSchedule(cron=self.wake_cron, timezone=self.timezone)}
        interval, anchor = self.interval, self.anchor
        assert interval is not None  # noqa: S101 -- a schedule without cron has one
        return {"schedule": IntervalSchedule(interval=interval, anchor_date=anchor, timezone=self.timezone)}


def registry(settings: Settings, folder: Path) -> list[RunnerDeployment]:
    """Prefect's deployments of all that the settings schedule; ``folder`` is where ``hujian.toml`` lies."""
    from prefect.flows import EntrypointType  # type: ignore[attr-defined]

    from flows.scheduled import scheduled_briefing

    return [
        scheduled_briefing.to_deployment(  # type: ignore[misc]
            name=deployment.name,
            parameters={"deployment": deployment.name, "folder": str(folder)},
            paused=deployment.paused,
            tags=[TAG],
            description="、".join(deployment.sources or settings.sources),
            entrypoint_type=EntrypointType.MODULE_PATH,
            **deployment.schedule(),
        )
        for deployment in settings.deployments
    ]

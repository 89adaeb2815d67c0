"""The ways that settings ask for, opened."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from tasks.distribute.folder import FolderChannel
from tasks.distribute.mail import MailChannel
from tasks.distribute.planning import ChannelKind
from tasks.distribute.settings import Distribution
from tasks.distribute.ways import Channel, Clock
from tasks.distribute.webhook import WebhookChannel


def open_channels(
    distribution: Distribution, clock: Clock, client: Callable[[], httpx.Client]
) -> dict[ChannelKind, Channel]:
    """The channels there are settings for. Nothing is connected before the first delivery."""
    channels: dict[ChannelKind, Channel] = {}
    if distribution.mail:
        channels["mail"] = MailChannel(distribution.mail, clock)
    if distribution.folders:
        channels["folder"] = FolderChannel(distribution.folders, clock)
    if distribution.webhooks:
        channels["webhook"] = WebhookChannel(distribution.webhooks, client(), clock)
    return channels

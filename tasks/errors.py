"""The exception tree of Hujian.

::

    HujianError              any failure the user can act on; its text is Chinese and says what to do
    ├── SourceError          one input cannot be used (becomes a quarantine row, never stops a run)
    ├── SettingsError        the configuration is wrong
    ├── TemplateError        a briefing template is missing or broken
    └── RenderError          a document cannot be produced
"""

from __future__ import annotations


class HujianError(Exception):
    """Any failure the user can act on; the message is Chinese and says what to do."""


class SourceError(HujianError):
    """One input cannot be used.

    ``reason`` is a short stable code such as ``empty`` or ``not_text``; the message is the detail a person reads.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class SettingsError(HujianError):
    """The configuration is wrong; the message lists every problem at once."""


class TemplateError(HujianError):
    """A briefing template is missing or broken."""


class RenderError(HujianError):
    """A document cannot be produced, for example because a glyph is missing from every font."""

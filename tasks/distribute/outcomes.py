"""How a try to deliver can end other than well. What a channel raises decides what the ledger says.

::

    Refused      for good: this recipient cannot be served; no other try
    Later        not now: try again after a pause
    Unclear      it may have arrived; never tried again by itself (unless the office's policy says so)
    ChannelDown  nothing can go this way at present, for whomever; nothing was sent
"""

from __future__ import annotations


class DeliveryProblem(Exception):  # noqa: N818 -- named by what it means
    """The root of the four; the message is Chinese and holds no secret."""


class Refused(DeliveryProblem):
    """The recipient was refused for good."""


class Later(DeliveryProblem):
    """Refused for now."""


class Unclear(DeliveryProblem):
    """The other side broke off after it had everything: it may have arrived."""


class ChannelDown(DeliveryProblem):
    """No login, no trust in the certificate, no such folder: the settings or the other side must be mended first."""

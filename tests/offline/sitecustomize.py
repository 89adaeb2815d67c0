"""Loaded by every Python that has this folder on its path: calls beyond this machine are written down and refused.

``CALLS`` names the file. An audit hook sees what any library asks of the socket module, in child processes too.
"""

import ipaddress
import os
import sys
from pathlib import Path


def is_here(host: object) -> bool:
    """Whether an address is this machine's own."""
    name = host.decode() if isinstance(host, bytes) else host
    if not name or name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def watch(event: str, arguments: tuple) -> None:
    """Write down and refuse a connection, or the look-up of a name, that leads out."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_here(host):
        with Path(os.environ["CALLS"]).open("a", encoding="utf-8") as file:
            file.write(f"{event} {host}\n")
        raise ConnectionRefusedError(f"{host} is beyond this machine")


sys.addaudithook(watch)

"""Legacy Word and Kingsoft files (.doc, .wps, .rtf, .odt) through LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tasks.ingest.kinds import OLE
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import refusal

PROGRAMS = ("soffice", "libreoffice")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def to_docx(content: bytes, limits: Limits) -> bytes:
    """The file as a Word document; raises SourceError ``no_converter``, ``encrypted``, ``too_slow`` or ``broken``."""
    if ENCRYPTED_STREAM in content[:200_000]:
        raise refusal("encrypted")
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise refusal("no_converter")
    with tempfile.TemporaryDirectory(prefix="hujian-") as folder:
        source = Path(folder) / f"input{_suffix(content)}"
        source.write_bytes(content)
        command = [
            *(program, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"),
            *("--convert-to", "docx", "--outdir", folder, str(source)),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=limits.seconds, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as problem:
            raise refusal("too_slow", f"{limits.seconds:g}秒") from problem
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise refusal("broken", "LibreOffice 打不开")
        return made.read_bytes()


def _suffix(content: bytes) -> str:
    """Kingsoft's .wps is a Word file by another name (a WordDocument stream), not the Works format of that suffix."""
    if content.startswith(OLE):
        return ".doc"
    return ".rtf" if content.startswith(b"{\\rtf") else ".odt"

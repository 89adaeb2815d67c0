"""What WeasyPrint may read: the template's own files and the chosen fonts, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse

from tasks.render.font_files import Face, face_bytes

FONT_SCHEME = "hujian-font"


class TemplateFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves files inside ``folders``, fonts by name and pictures held in the page; refuses every other address.

    ``copies`` is where prepared font files are kept.
    """

    def __init__(self, folders: Sequence[Path], faces: Mapping[str, Face], copies: Path | None = None) -> None:
        super().__init__(allowed_protocols=("data",))
        self._copies = copies
        self._folders = tuple(folder.resolve() for folder in folders)
        self._faces = faces

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """The content at ``url``.

        Raises:
            ValueError: the address is not one of the template's own files.
        """
        scheme, _, rest = url.partition(":")
        if scheme == FONT_SCHEME and rest in self._faces:
            return URLFetcherResponse(url, BytesIO(face_bytes(self._faces[rest], self._copies)))
        if scheme == "data":
            return super().fetch(url)
        path = self._own_file(url)
        if path is None:
            raise ValueError(f"模板之外的地址：{url}")
        return URLFetcherResponse(url, BytesIO(path.read_bytes()), {"Content-Type": _content_type(path)})

    def _own_file(self, url: str) -> Path | None:
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            return None
        name = url2pathname(unquote(parts.path))
        for folder in self._folders:
            path = Path(name).resolve()
            if path.is_file() and path.is_relative_to(folder):
                return path
        return None


def _content_type(path: Path) -> str:
    return {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}.get(
        path.suffix.lower(), "application/octet-stream"
    )

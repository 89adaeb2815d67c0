"""Coverage-guided fuzzing of decoders, readers and repairers; libFuzzer's options go on the command line.

    python tests/clean/fuzzing.py -max_total_time=60 [CORPUS]

The first byte of an input says what reads the rest. Anything but a refusal with a reason is a crash; so is a repair
whose offsets do not lead back into the raw text, and a text that takes longer than ``-timeout``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "ingest")]

with atheris.instrument_imports(include=["tasks.clean", "tasks.ingest"]):
    from tasks.clean import clean
    from tasks.clean.restore import restore
    from tasks.clean.traced import Traced
    from tasks.errors import SourceError
    from tasks.ingest import Limits, read
    from tasks.ingest.charset import decode
    from tasks.ingest.discover import opened
    from tasks.ingest.kinds import FileKind, sniff
    from tasks.ingest.sources import make_source
    from tasks.models import RawDocument, Source

from making import FILES  # noqa: E402 -- needs the path above

SMALL = 20_000
LIMITS = Limits(seconds=5.0, text_characters=100_000, archive_members=20)
ELSEWHERE = (FileKind.DOCX, FileKind.PDF, FileKind.LEGACY)  # parsed in processes of their own
NAMES = ("a.txt", "a.html", "a.eml", "a.jsonl", "a.csv", "a.zip", "a.xml", "a.mhtml")


def repair(content: bytes) -> None:
    """Restore a text; the way back must hold."""
    raw = content.decode("gb18030", "replace")
    text, _ = restore(Traced(raw))
    offsets = [text.at(index) for index in range(len(text.text))]
    if any(not 0 <= offset <= len(raw) for offset in offsets):
        raise AssertionError("an offset leads out of the raw text")


def clean_markup(content: bytes) -> None:
    """Clean a page."""
    markup = decode(content).text
    clean(RawDocument(source="a.html", sha256="0", markup="html", text=markup, charset="utf-8"))


def read_whatever(content: bytes) -> None:
    """Open a file of some kind, read and clean what is in it."""
    name = NAMES[content[0] % len(NAMES)] if content else NAMES[0]
    for source in opened(make_source(name, content[1:]), LIMITS):
        if isinstance(source, Source) and sniff(source.name, source.content) not in ELSEWHERE:
            try:
                clean(read(source, LIMITS))
            except SourceError:
                continue


TARGETS: tuple[Callable[[bytes], object], ...] = (decode, repair, clean_markup, read_whatever)


def one_input(data: bytes) -> None:
    """What libFuzzer calls."""
    if not data:
        return
    try:
        TARGETS[data[0] % len(TARGETS)](data[1:])
    except SourceError:
        return


def seeds(folder: Path) -> None:
    """A corpus to begin with: pieces of the seed articles for the repairers, and a small file of every kind."""
    for path in sorted((ROOT / "seeds").iterdir()):
        text = path.read_text("utf-8")
        for number in range(0, len(text), 800):
            piece = text[number : number + 400].encode("gb18030", "ignore")
            (folder / f"{path.stem}-{number}").write_bytes(bytes((TARGETS.index(repair),)) + piece)
    for name, (make, _) in FILES.items():
        content = make()
        if len(content) <= SMALL:
            kind = next((at for at, known in enumerate(NAMES) if Path(known).suffix == Path(name).suffix), 0)
            whole = bytes((TARGETS.index(read_whatever), kind)) + content
            (folder / f"whatever-{name}").write_bytes(whole)
            (folder / f"markup-{name}").write_bytes(bytes((TARGETS.index(clean_markup),)) + content)


def main() -> None:
    """Run libFuzzer; folders among the arguments that are empty are filled with seeds."""
    for argument in sys.argv[1:]:
        folder = Path(argument)
        if folder.is_dir() and not any(folder.iterdir()):
            seeds(folder)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

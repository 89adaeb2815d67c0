"""Files that an office, a browser or someone hostile leaves in a folder; each with the end it must come to."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx

PROSE = "考察团先后走访了三个镇，围绕产业发展、城市建设和民生保障等工作进行了深入交流，大家深受启发。\n" * 3
GOOD = "article"


def word(text: str = PROSE) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "指标", "数值"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def packed(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def misplaced(content: bytes) -> bytes:
    """An archive whose end says that its directory lies further on than it does, as when bytes were lost."""
    start = content.rindex(b"PK\x05\x06") + 16
    directory = int.from_bytes(content[start : start + 4], "little")
    return content[:start] + (directory + 190).to_bytes(4, "little") + content[start + 4 :]


def twice(name: str, content: bytes) -> bytes:
    """An archive with two members of one name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
        archive.writestr(f"{name[:-1]}_", content)
    return stream.getvalue().replace(f"{name[:-1]}_".encode(), name.encode())


def pdf(text: str = PROSE, pages: int = 1) -> bytes:
    import weasyprint

    body = "".join(f"<p>{line}</p>" for line in text.split("\n")) * pages
    return weasyprint.HTML(string=f"<html lang=zh><body>{body}</body></html>").write_pdf()


def scan() -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (200, 300), "white").save(stream, "PDF")
    return stream.getvalue()


def mail(body: str = PROSE, attachment: bytes | None = None) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "考察情况", "a@example.com", "b@example.com"
    message.set_content(body)
    if attachment:
        message.add_attachment(attachment, maintype="text", subtype="plain", filename="附件.txt")
    return message.as_bytes()


def saved_page() -> bytes:
    html = (
        f"<html><head><title>考察报告_某网</title></head><body><h1>考察报告</h1><div><p>{PROSE}</p></div></body></html>"
    )
    message = EmailMessage()
    message["Subject"] = "saved"
    message.set_content(html, subtype="html")
    message.make_related()
    return message.as_bytes()


def nested(depth: int) -> bytes:
    content = packed({"a.txt": PROSE.encode()})
    for _ in range(depth):
        content = packed({"inner.zip": content})
    return content


def encrypted() -> bytes:
    """A ZIP whose directory says that its member has a password."""
    content = bytearray(packed({"a.txt": PROSE.encode()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + offset] |= 1
    return bytes(content)


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


TEXT = PROSE.encode()
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a ['
    + b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha") for n in range(9))
    + b"]><html><body><p>&e8;</p></body></html>"
)

# Name → (content, the reason codes one of which must end it, or GOOD).
FILES: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "good.txt": (lambda: TEXT, {GOOD}),
    "gbk.txt": (lambda: PROSE.encode("gbk"), {GOOD}),
    "no_suffix": (lambda: TEXT, {GOOD}),
    "page.html": (lambda: f"<h1>考察报告</h1><div>{PROSE}</div>".encode(), {GOOD}),
    "page_named.txt": (lambda: f"<!DOCTYPE html><html><body><p>{PROSE}</p></body></html>".encode(), {GOOD}),
    "wide.html": (lambda: f"<html><body><p>{PROSE}</p></body></html>".encode("utf-16-le"), {GOOD}),
    "word.docx": (word, {GOOD}),
    "word_named.txt": (word, {GOOD}),
    "report.pdf": (pdf, {GOOD}),
    "mail.eml": (mail, {GOOD}),
    "page.mhtml": (saved_page, {GOOD}),
    "front.md": (lambda: f"---\ntitle: 考察报告\ndate: 2024-01-02\n---\n{PROSE}".encode(), {GOOD}),
    "rows.jsonl": (lambda: json.dumps({"标题": "甲", "正文": PROSE}, ensure_ascii=False).encode(), {GOOD}),
    "rows.csv": (lambda: f'title,content,source\n甲,"{PROSE}",某报\n'.encode("gbk"), {GOOD}),
    "pack.zip": (lambda: packed({"目录/甲.txt": TEXT}), {GOOD}),
    "empty.txt": (lambda: b"", {"empty"}),
    "blank.txt": (lambda: b" \n\r\n\t", {"empty"}),
    "mark_only.txt": (lambda: b"\xef\xbb\xbf", {"empty"}),
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(2000), {"not_text"}),
    "picture.html": (lambda: b"\xff\xd8\xff\xe0" + bytes(2000), {"not_text"}),
    "program": (lambda: b"\x7fELF" + bytes(4000), {"not_text"}),
    "noise.txt": (lambda: bytes((n * 7919) % 256 for n in range(5000)), {"not_text"}),
    "nuls.txt": (lambda: bytes(10_000), {"empty", "not_text"}),
    "some_nuls.txt": (lambda: b"\x00".join((TEXT[:300], TEXT)), {GOOD}),
    "english.txt": (lambda: b"There is nothing here to read.\nNothing at all.\n" * 20, {"not_chinese"}),
    "menu.html": (lambda: ("<html><body>" + "<a href=/>栏目</a>" * 50).encode(), {"no_text"}),
    "tags_only.html": (lambda: b"<html><body></body></html>", {"no_text"}),
    "deep.html": (lambda: b"<div>" * 300_000 + PROSE.encode(), {GOOD, "no_text"}),
    "unclosed.html": (lambda: f"<p>{PROSE}<table><td><b><i".encode(), {GOOD}),
    "entities.html": (lambda: ENTITIES, {"no_text", "not_chinese", GOOD}),
    "one_line.txt": (lambda: ("产业发展，" * 500_000).encode(), {GOOD}),
    "question_marks.txt": (lambda: ("产业?(发(展)?!" * 100_000).encode(), {GOOD}),
    "brackets.txt": (lambda: ("（((" * 300_000 + PROSE).encode(), {GOOD}),
    "labels.txt": (lambda: ("来源：" * 100_000 + "\n" + PROSE).encode(), {GOOD}),
    "too_large.txt": (lambda: TEXT * 200_000, {"too_large"}),
    "too_long.txt": (lambda: TEXT * 40_000, {"too_large"}),
    "broken.docx": (lambda: truncated(word()), {"broken", "archive_broken"}),
    "garbage.docx": (lambda: b"PK\x03\x04" + os.urandom(3000), {"broken", "archive_broken"}),
    "empty.docx": (lambda: word(""), {GOOD, "no_text", "not_chinese"}),
    "workbook.xlsx": (lambda: packed({"[Content_Types].xml": b"<Types/>"}), {"unsupported"}),
    "broken.pdf": (lambda: truncated(pdf()), {"broken", GOOD, "scanned"}),
    "garbage.pdf": (lambda: b"%PDF-1.7\n" + os.urandom(3000), {"broken"}),
    "scan.pdf": (scan, {"scanned"}),
    "broken.zip": (lambda: truncated(packed({"a.txt": TEXT * 99})), {"archive_broken"}),
    "misplaced.zip": (lambda: misplaced(packed({"a.txt": TEXT})), {"archive_broken"}),
    "twice.zip": (lambda: twice("a.txt", TEXT), {GOOD}),
    "bomb.zip": (lambda: packed({"a.txt": bytes(300_000_000)}), {"archive_bomb"}),
    "nested_bomb.zip": (lambda: nested(8), {"archive_bomb"}),
    "climbing.zip": (lambda: packed({"../../etc/甲.txt": TEXT}), {"path_escape"}),
    "absolute.zip": (lambda: packed({"/etc/甲.txt": TEXT}), {"path_escape"}),
    "locked.zip": (encrypted, {"archive_encrypted"}),
    "archive.rar": (lambda: b"Rar!\x1a\x07\x00" + bytes(900), {"unsupported"}),
    "old.xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), {"unsupported"}),
    "table.ods": (lambda: packed({"mimetype": b"x", "content.xml": b"<x/>"}), {"unsupported"}),
    "half.pptx": (lambda: b"PK\x03\x04" + bytes(90), {"unsupported"}),
    "photo.jpg": (lambda: b"\xff\xd8\xff\xe0" + bytes(2000), {"unsupported"}),
    "report.docx.crdownload": (lambda: b"PK\x03\x04" + bytes(90), {"unfinished"}),
    "archive.tar.gz": (lambda: gzip.compress(TEXT), {"unsupported"}),
    "broken.jsonl": (lambda: b'{"text": "' + TEXT, {"broken"}),
    "deep.jsonl": (lambda: b"[" * 100_000, {"broken"}),
    "no_text.jsonl": (lambda: b'{"a": 1}', {"no_text"}),
    "headers_only.eml": (lambda: b"Subject: a\n\n", {"no_text"}),
    "not_a_mail.eml": (lambda: os.urandom(500), {"no_text", "not_text", "broken"}),
    "legacy.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), {"broken", "no_converter", "no_text"}),
    "secret.txt": (lambda: f"机密★1年\n某某情况报告\n{PROSE}".encode(), {"classified"}),
    "internal.txt": (lambda: f"内部资料　注意保存\n工作简报\n{PROSE}".encode(), {"classified"}),
}


def write(folder: Path) -> None:
    """Put all of FILES into ``folder``."""
    for name, (make, _) in FILES.items():
        (folder / name).write_bytes(make())

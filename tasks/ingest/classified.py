"""Security markings: a document that bears one stops before anything else reads it."""

from __future__ import annotations

import re

HEAD = 600
# 密级 stands at the head of a document, with ★ and a term (GB/T 9704 7.2.2), or as 内部资料 in a briefing's masthead.
LEVEL = r"(?:绝\s*密|机\s*密|秘\s*密)"
ALONE = r"(?=\s*(?:$|[】\])）]))"
MARKS = re.compile(
    rf"(?:^|[\s　【\[（(])(?P<mark>{LEVEL}\s*[★☆*]\s*\S{{0,6}}|(?:绝密|机密|秘密){ALONE}"
    r"|密级\s*[：:]\s*(?:绝密|机密|秘密|内部)"
    rf"|内部(?:资料|文件|刊物|材料)[，,　 ]*(?:注意保存|注意保密|请勿外传|严禁外传|不得外传|妥善保管)?{ALONE}"
    r"|仅供内部(?:参考|使用|传阅))",
    re.MULTILINE,
)
TAG = re.compile(r"<[^>]{0,200}>")


def marking(text: str, markup: str) -> str | None:
    """The marking at the head of ``text``, None when it bears none."""
    head = TAG.sub("\n", text[: HEAD * 20])[: HEAD * 4] if markup == "html" else text[:HEAD]
    found = MARKS.search(head)
    return " ".join(found["mark"].split()) if found else None

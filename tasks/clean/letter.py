"""What a mail puts around the text it brings: a greeting at the head, a signature at the foot."""

from __future__ import annotations

import re

from tasks.clean.traced import Traced

WHOM = "(?:领导|老师|主任|处长|科长|局长|编辑|同志|同事)们?"
GREETING = re.compile(
    rf"\A\s*(?P<said>(?:[^。！：\n]{{0,12}}(?:您好|你好|你们好)|[^。，！：\n]{{0,8}}{WHOM}好|[^。，！：\n]{{1,8}}{WHOM}(?=[：:]))"
    r"[：，！。!,:][^\n]{0,60})\n"
)
SIGNATURE = re.compile(
    r"\n[ \u3000]*(?P<said>(?:--|此致[^\n]{0,10}|顺颂[^\n]{0,8}|祝好[！。!]?|谢谢[！。!]?)[ \u3000]*\n"
    r"(?:[^\n。]{0,60}(?:\n|\Z)){1,10})\Z"
)


def take_out_letter(text: Traced, dropped: list[tuple[str, str]]) -> Traced:
    """``text`` of a mail without greeting and signature, which go into ``dropped``; what is nothing else stays."""
    greeting, signature = GREETING.match(text.text), SIGNATURE.search(text.text)
    start = greeting.end() if greeting else 0
    end = signature.start() if signature else len(text.text)
    if not text.text[start:end].strip():
        return text
    for match, reason in ((greeting, "greeting"), (signature, "signature")):
        if match:
            dropped.append((match["said"].strip(), reason))
    return text.cut(start, end)

"""The words that announce metadata, from ``data/fields.yaml``, as patterns."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from tasks.models import Model


class Labels(Model):
    """Lists of words; see the head of the data file."""

    publisher: tuple[str, ...]
    author: tuple[str, ...]
    editor: tuple[str, ...]
    date: tuple[str, ...]
    other: tuple[str, ...]
    office: tuple[str, ...]
    nobody: frozenset[str]
    buttons: tuple[str, ...]
    surnames: tuple[str, ...]


@cache
def labels() -> Labels:
    """The words of ``data/fields.yaml``."""
    text = resources.files("tasks.clean").joinpath("data/fields.yaml").read_text("utf-8")
    return Labels.model_validate(yaml.safe_load(text))


def any_of(*groups: tuple[str, ...]) -> str:
    """An alternation of all words of ``groups``, longest first."""
    return "|".join(
        sorted((re.escape(word) for group in groups for word in group), key=lambda word: (-len(word), word))
    )


KNOWN = labels()
COLON = r"\s*[：:∶]\s*"
EVERY = any_of(KNOWN.publisher, KNOWN.author, KNOWN.editor, KNOWN.date, KNOWN.other)
OFFICES = any_of(KNOWN.office)
# 来源：甲报 作者：乙 2024-01-02: a label, its value, and then the next label, a gap, a bar or the end.
FIELD = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=日))(?P<label>{EVERY}){COLON}(?P<value>[^。？！；]*?)\s*"
    rf"(?=[\s|｜丨/，,；;]*(?:{EVERY}){COLON}|\s{{2,}}|[|｜丨]|$)"
)
# 编辑|张三: a bar in place of the colon, on a line of its own.
BARRED = re.compile(rf"^({any_of(KNOWN.publisher, KNOWN.author, KNOWN.editor)})\s*[|｜丨/]\s*(?=[^|｜丨/]+$)")
NAME = r"[\u4e00-\u9fff][ 　]?[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12}"
TEAM = r"[\u4e00-\u9fff]{0,10}(?:评论员|课题组|调研组|编写组|采访组|记者|小组)"
PERSON = re.compile(rf"(?!{any_of(KNOWN.buttons)})(?:{NAME}|{TEAM}|[A-Za-z][A-Za-z .]+)")
# 中共某区委书记 张三: an office and, set apart, a name.
OFFICE_LINE = re.compile(
    rf"(?P<office>[^\s　，。：]{{0,40}}(?:{OFFICES})(?:[、，\s][^\s。]{{2,30}}(?:{OFFICES}))*)[\s　]+(?P<name>{NAME})"
)
# 市长杨某某, and a name alone: only with a known surname.
SURE_NAME = rf"(?:{any_of(KNOWN.surnames)})[ 　]?[\u4e00-\u9fff]{{1,2}}"
CLOSE_LINE = re.compile(rf"(?P<office>[^\s　，。：]{{0,20}}(?:{OFFICES}))(?P<name>{SURE_NAME})")
NAME_LINE = re.compile(rf"(?P<name>{SURE_NAME})")
PRESS = r"(?:本报|本刊|本网|新华社)?(?:全媒体|融媒体?|特约|首席|见习|驻\S{2,4})*(?:记者|通讯员|评论员|撰稿|文[/／：:])"
NAMES = rf"(?:{NAME})(?:[\s、，　]+(?:通讯员|实习生|记者)?\s*(?:{NAME}))*"
BYLINE = re.compile(
    rf"[（(【]?[□■●◎▲○\s]*{PRESS}[：:\s/]*(?P<names>{NAMES})\s*(?:[整报]理|报道|文/图|摄|综合报道|采写)?[）)】]?"
)
# （作者单位：…）, （作者系…）: at the foot of a signed article.
UNIT = re.compile(r"（\s*作者(?:单位|系|为|现任)?\s*[：:]?\s*(?P<office>[^（）]{4,60}?)[。\s]*）")
SIGN = re.compile(rf"[□■◎▲]\s*(?P<names>(?:{NAME})(?:[\s、　]+(?:{NAME}))*)")
DATELINE = re.compile(rf"[^。，]{{0,40}}?（{PRESS}[：:\s]*(?P<names>[^（）。，]{{2,40}})）")

"""Who gets what: rules over regions, topics and templates; settings that do not fit together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import PASSWORD, TITLE, make_issue, write_record
from pydantic import ValidationError

from tasks.distribute import Distribution, plan, read_edition
from tasks.distribute.addresses import AllowedDomains, Mailbox, is_plain
from tasks.errors import HujianError


def documents(issue: Path, **rule: Any) -> list[str]:
    """The files that a rule sends; the reason where it sends nothing."""
    section = {"folders": {"f": "/f"}, "rules": [{"name": "r", "folders": ["f"], **rule}]}
    made = plan(read_edition(issue), Distribution.model_validate(section))
    return [one.path for one in made.deliveries[0].documents] if made.deliveries else [made.left_out[0].reason]


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        ({}, ["briefing.pdf"]),
        ({"regions": ["东省"]}, ["briefing.pdf"]),
        ({"regions": ["东省"], "send": "专报"}, ["regions/东省甲市.pdf"]),
        ({"regions": ["甲市", "西省丙市"], "send": "专报"}, ["regions/东省甲市.pdf", "regions/西省丙市.pdf"]),
        ({"send": "专报"}, []),
        ({"topics": ["产业发展"], "send": "专报"}, []),
        ({"topics": ["产业发展"], "regions": ["丙市"], "send": "整期和专报"}, ["briefing.pdf", "regions/西省丙市.pdf"]),
        ({"regions": ["乙县"], "send": "专报"}, ["本期没有这些地区的专报"]),
        ({"regions": ["南省"]}, ["本期没有这些地区或专题的要点"]),
        ({"topics": ["生态环境"]}, ["本期没有这些地区或专题的要点"]),
        ({"topics": ["乡村振兴"], "regions": ["西省"]}, ["本期没有这些地区或专题的要点"]),
        ({"templates": ["对标清单"]}, ["本期用的模板是“综合简报”"]),
        ({"templates": ["综合简报", "对标清单"]}, ["briefing.pdf"]),
    ],
)
def test_what_a_rule_sends(rule: dict[str, Any], files: list[str], issue: Path) -> None:
    both = ["regions/东省甲市.pdf", "regions/西省丙市.pdf"]
    assert documents(issue, **rule) == (files or both)


def test_what_is_only_in_review_counts_for_no_rule(issue: Path) -> None:
    assert documents(issue, regions=["南省丁市"]) == ["本期没有这些地区或专题的要点"]


def test_the_content_hash_follows_every_document_and_the_highlights(issue: Path) -> None:
    hashes = {read_edition(issue).content_hash}
    (issue / "regions" / "西省丙市.pdf").write_bytes(b"%PDF other")
    hashes.add(read_edition(issue).content_hash)
    write_record(issue, highlights=[{"lead": "", "text": "另一条"}])
    hashes.add(read_edition(issue).content_hash)
    assert len(hashes) == 3


def test_a_document_put_in_place_of_another_is_noticed(issue: Path) -> None:
    assert read_edition(issue).touched == ()
    (issue / "briefing.pdf").write_bytes(b"%PDF by hand")
    edition = read_edition(issue)
    assert edition.touched == ("briefing.pdf",)
    (issue / "briefing.pdf").write_bytes(b"%PDF meanwhile")
    with pytest.raises(HujianError, match="被改动"):
        edition.content(edition.documents[0])


def test_the_pdf_that_somebody_edited_is_the_one_that_is_sent(issue: Path) -> None:
    named = issue / f"{TITLE}.pdf"
    named.write_bytes(b"%PDF by hand")
    edition = read_edition(issue)
    assert edition.touched == (named.name,)
    assert edition.content(edition.documents[0]) == b"%PDF by hand"
    assert edition.documents[0].name == named.name
    (issue / "briefing.pdf").write_bytes(b"%PDF by hand")
    assert edition.content(read_edition(issue).documents[0]) == b"%PDF by hand"
    (issue / "briefing.pdf").write_bytes(b"%PDF by another hand")
    with pytest.raises(HujianError, match="都改过"):
        read_edition(issue)


@pytest.mark.parametrize("broken", ["run.json", "findings.jsonl", "briefing.pdf"])
def test_half_an_issue_is_none(broken: str, tmp_path: Path) -> None:
    issue = make_issue(tmp_path / "issue")
    (issue / broken).unlink()
    with pytest.raises(HujianError):
        read_edition(issue)
    if broken != "briefing.pdf":
        (issue / broken).write_text("{")
        with pytest.raises(HujianError):
            read_edition(issue)


def test_an_issue_without_highlights_in_its_record_can_be_sent(issue: Path) -> None:
    record = json.loads((issue / "run.json").read_text("utf-8"))
    del record["highlights"]
    (issue / "run.json").write_text(json.dumps(record))
    edition = read_edition(issue)
    assert (edition.lines, edition.title) == ((), TITLE)


SERVER = {"host": "smtp.a.example", "user": "u", "password": PASSWORD, "sender": "a@a.example"}


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ({"rules": [{"name": "r", "mail": ["a@b.example"]}], "mail": SERVER}, "不在 allowed_domains"),
        (
            {"rules": [{"name": "r", "mail": ["a@a.example"]}], "allowed_domains": ["a.example"]},
            "没有 [distribution.mail]",
        ),
        ({"rules": [{"name": "r"}]}, "没有收件人"),
        ({"rules": [{"name": "r", "folders": ["x"]}]}, "不在 [distribution.folders]"),
        ({"rules": [{"name": "r", "webhooks": ["x"]}]}, "不在 [distribution.webhooks]"),
        ({"rules": [{"name": "r", "folders": ["x"]}] * 2, "folders": {"x": "/x"}}, "用了 2 次"),
        ({"mail": SERVER | {"security": "none"}}, "只能用于本机"),
        ({"mail": SERVER | {"password": None}}, "要么都有"),
        ({"mail": SERVER | {"password": "口令"}}, "ASCII"),
        ({"mail": SERVER | {"sender": "a@a.example\nBcc: x@b.example"}}, "邮箱"),
        ({"webhooks": {"w": {"kind": "通用", "url": "http://far.example/x"}}}, "https://"),
        ({"link": "javascript:alert(1)"}, "网址"),
        ({"link": "https://a.example/\r\nX: y"}, "网址"),
    ],
)
def test_settings_that_do_not_fit_together_are_told_and_no_secret_with_them(
    section: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        Distribution.model_validate(section)
    assert words in "".join(str(error["msg"]) for error in caught.value.errors())


@pytest.mark.parametrize(
    "text",
    ["a", "a@", "@a.example", "a b@a.example", "a@a..example", "a@-a.example", "甲@a.example", "x <a@b> y", "a@a_b.c"],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValidationError):
        Mailbox.model_validate(text)


def test_addresses_are_the_same_in_every_spelling() -> None:
    mailbox = Mailbox.model_validate(' "张三" <Zhang@例子.EXAMPLE>')
    assert (mailbox.name, mailbox.address) == ("张三", "Zhang@xn--fsqu00a.example")
    assert mailbox in AllowedDomains(["例子.example"])


@pytest.mark.parametrize(
    ("domains", "address", "allowed"),
    [
        ([], "x@a.example", False),
        (["a.example"], "x@A.example", True),
        (["a.example"], "x@b.a.example", False),
        (["a.example"], "x@eviла.example".replace("ла", "la"), False),
        (["*.a.example"], "x@b.a.example", True),
        (["*.a.example"], "x@a.example", False),
        (["*.a.example"], "x@ba.example", False),
    ],
)
def test_only_allowed_domains_get_mail(domains: list[str], address: str, allowed: bool) -> None:
    assert (Mailbox(address=address) in AllowedDomains(domains)) is allowed


@given(st.text())
def test_no_name_or_address_carries_a_line_end(text: str) -> None:
    try:
        mailbox = Mailbox.model_validate(f"{text} <a@a.example>")
    except ValidationError:
        return
    assert is_plain(mailbox.name)
    assert mailbox.address == "a@a.example"


def test_secrets_in_the_environment_alone_make_no_section() -> None:
    lone = {"mail": {"password": PASSWORD}, "webhooks": {"office": {"url": "https://a.example/x"}}}
    assert Distribution.model_validate(lone) == Distribution()

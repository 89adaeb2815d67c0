"""Mail through a real server with TLS and login: to each once and only once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from office import NOW, PASSWORD, TITLE, MailRoom, mail_section, mail_server, make_issue, write_record

from tasks.distribute import Distribution, Ledger, Post, Report, Result, State, letter_for, plan, read_edition
from tasks.distribute.message import build_message

Settings = Callable[..., Distribution]
Office = Callable[[Distribution], Post]


def rules_for_fifty() -> list[dict[str, Any]]:
    """Three rules over fifty people: the whole issue, one province's files, one topic."""
    leaders = [f"领导{n:02d} <leader{n:02d}@a.example>" for n in range(20)]
    east = [f"东{n:02d} <east{n:02d}@a.example>" for n in range(15)]
    industry = [f"industry{n:02d}@a.example" for n in range(15)]
    return [
        {"name": "领导", "mail": leaders},
        {"name": "东省", "mail": east, "regions": ["东省"], "send": "专报"},
        {"name": "产业", "mail": industry, "topics": ["产业发展"]},
    ]


def one(*addresses: str, **more: Any) -> dict[str, Any]:
    return {"rules": [{"name": "全体", "mail": list(addresses)}], **more}


def send(office: Post, issue: Path, distribution: Distribution) -> Report:
    return office.distribute(plan(read_edition(issue), distribution))


def test_fifty_people_over_three_rules_get_theirs_once(
    issue: Path, settings: Settings, post: Office, room: MailRoom, ledger: Ledger
) -> None:
    distribution = settings(rules=rules_for_fifty())
    report = send(post(distribution), issue, distribution)
    assert report.is_complete
    assert report.count(Result.SENT) == 50
    assert len(room.mails) == len({address for address, _ in room.mails}) == 50
    assert len(room.logins) == 1  # one connection for all
    for address, message in room.mails:
        file = "regions/东省甲市.pdf" if address.startswith("east") else "briefing.pdf"
        name = f"{TITLE}·东省甲市.pdf" if address.startswith("east") else f"{TITLE}.pdf"
        (attachment,) = message.iter_attachments()
        content = attachment.get_content()
        assert hashlib.sha256(content).digest() == hashlib.sha256((issue / file).read_bytes()).digest()
        assert attachment.get_filename() == name
        assert attachment.get_content_type() == "application/pdf"
        assert message["Subject"] == name.removesuffix(".pdf")
        assert str(message["From"]) == "简报编辑部 <jianbao@office.example>"
        assert [mailbox.addr_spec for mailbox in message["To"].addresses] == [address]
        assert message["Date"].datetime == NOW
    assert len({message["Message-ID"] for _, message in room.mails}) == 50
    assert str(room.of("leader07@a.example")[0]["To"]) == "领导07 <leader07@a.example>"

    again = send(post(distribution), issue, distribution)
    assert again.count(Result.ALREADY) == 50
    assert len(room.mails) == 50
    assert {entry.state for entry in ledger.entries("")} == {State.SENT}


def test_both_bodies_hold_the_highlights_and_no_markup_of_a_source_is_read(
    issue: Path, settings: Settings, post: Office, room: MailRoom
) -> None:
    distribution = settings(**one("a@a.example"))
    send(post(distribution), issue, distribution)
    message = room.of("a@a.example")[0]
    text = message.get_body(("plain",)).get_content()
    page = message.get_body(("html",)).get_content()
    assert "1．链上招商：甲市新引进企业5家<b>&{{ 1 }}。" in text
    assert "2．乙县修路。" in text
    assert "甲市新引进企业5家&lt;b&gt;&amp;{{ 1 }}。" in page
    assert "<b>" not in page
    assert "2026年11月23日" in text


def test_who_gets_a_region_reads_of_this_region_only(
    issue: Path, settings: Settings, post: Office, room: MailRoom
) -> None:
    rule = {"name": "东", "mail": ["a@a.example"], "regions": ["东省"], "send": "专报"}
    distribution = settings(rules=[rule])
    send(post(distribution), issue, distribution)
    text = room.of("a@a.example")[0].get_body(("plain",)).get_content()
    assert "1．甲市·举措·修路：今年修路5公里。" in text
    assert "2．" not in text
    assert "链上招商" not in text


def test_the_same_letter_has_the_same_bytes(issue: Path, settings: Settings) -> None:
    distribution = settings(**one("张三 <a@a.example>"))
    edition = read_edition(issue)
    assert distribution.mail
    made = [
        build_message(letter_for(edition, delivery, distribution), distribution.mail, NOW).as_bytes()
        for delivery in plan(edition, distribution).deliveries * 2
    ]
    assert made[0] == made[1]


def test_one_refused_for_good_and_one_twice_for_now_do_not_hold_up_the_others(
    issue: Path, settings: Settings, post: Office, room: MailRoom, ledger: Ledger, waits: list[float]
) -> None:
    room.answers["gone@a.example"] = lambda _tries: "550 no such user"
    room.answers["slow@a.example"] = lambda tries: "451 try later" if tries <= 2 else None
    distribution = settings(**one("gone@a.example", "slow@a.example", "fine@a.example"))
    report = send(post(distribution), issue, distribution)
    states = {entry.recipient: (entry.state, entry.attempts) for entry in ledger.entries("")}
    assert states == {
        "mail:gone@a.example": (State.FAILED, 1),
        "mail:slow@a.example": (State.SENT, 3),
        "mail:fine@a.example": (State.SENT, 1),
    }
    assert waits == [30, 120]
    assert not report.is_complete
    assert [address for address, _ in room.mails] == ["fine@a.example", "slow@a.example"]
    detail = next(entry.detail for entry in ledger.entries("") if entry.state is State.FAILED)
    assert "550 no such user" in detail

    send(post(distribution), issue, distribution)
    assert room.tries["gone@a.example"] == 1  # never again by itself
    room.answers.clear()
    post(distribution).distribute(plan(read_edition(issue), distribution), retry_failed=True)
    assert len(room.of("gone@a.example")) == len(room.of("fine@a.example")) == 1


def test_who_is_refused_for_now_to_the_end_waits_for_the_next_time(
    issue: Path, settings: Settings, post: Office, room: MailRoom, waits: list[float]
) -> None:
    room.answers["slow@a.example"] = lambda tries: "451 try later" if tries <= 4 else None
    distribution = settings(**one("slow@a.example"))
    assert send(post(distribution), issue, distribution).count(Result.WAITING) == 1
    assert waits == [30, 120, 600]
    assert send(post(distribution), issue, distribution).count(Result.SENT) == 1


def test_a_recipient_of_several_rules_gets_one_mail_with_all_documents(
    issue: Path, settings: Settings, post: Office, room: MailRoom
) -> None:
    people = [
        {"name": "整期", "mail": ["张三 <z@a.example>"]},
        {"name": "西省", "mail": ["Z@A.example"], "regions": ["西省"], "send": "专报"},
    ]
    distribution = settings(rules=people)
    send(post(distribution), issue, distribution)
    (message,) = room.of("z@a.example")
    assert [a.get_filename() for a in message.iter_attachments()] == [f"{TITLE}.pdf", f"{TITLE}·西省丙市.pdf"]


def test_a_crash_between_sending_and_recording_is_listed_not_repeated(
    issue: Path, settings: Settings, post: Office, room: MailRoom, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    distribution = settings(**one("first@a.example", "second@a.example"))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "finish", killed)
        with pytest.raises(KeyboardInterrupt):
            send(post(distribution), issue, distribution)
    report = send(post(distribution), issue, distribution)
    assert [line.result for line in report.lines] == [Result.UNCLEAR, Result.SENT]
    assert [address for address, _ in room.mails] == ["first@a.example", "second@a.example"]


def test_the_office_may_prefer_sending_again(
    issue: Path, settings: Settings, post: Office, room: MailRoom, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    distribution = settings(**one("a@a.example"), after_crash="重发")
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "finish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send(post(distribution), issue, distribution)
    assert send(post(distribution), issue, distribution).is_complete
    first, second = room.of("a@a.example")
    assert first["Message-ID"] == second["Message-ID"]


def test_a_server_that_breaks_off_after_the_data_may_have_it(
    issue: Path, settings: Settings, post: Office, room: MailRoom
) -> None:
    distribution = settings(**one("a@a.example", "b@a.example"))
    room.silent_after.add("a@a.example")
    report = send(post(distribution), issue, distribution)
    assert [line.result for line in report.lines] == [Result.UNCLEAR, Result.SENT]
    assert "可能已收到" in report.lines[0].detail
    assert send(post(distribution), issue, distribution).lines[0].result is Result.UNCLEAR
    assert len(room.of("a@a.example")) == 1


def test_a_server_that_says_no_after_the_data_has_not_taken_it(
    issue: Path, settings: Settings, post: Office, room: MailRoom
) -> None:
    distribution = settings(**one("a@a.example"))
    answers = ["421 bye", "451 later", None]
    room.after_data = lambda _address: answers.pop(0)
    assert send(post(distribution), issue, distribution).is_complete


def test_a_sender_who_is_refused_is_nobody_else_s_fault(
    issue: Path, settings: Settings, post: Office, room: MailRoom, waits: list[float]
) -> None:
    room.sender_answer = "550 not your address"
    distribution = settings(**one("a@a.example", "b@a.example"))
    report = send(post(distribution), issue, distribution)
    assert [line.result for line in report.lines] == [Result.WAITING] * 2
    assert "不接受发件人 jianbao@office.example：550 not your address" in report.lines[1].detail
    assert not waits


def test_changed_content_goes_out_only_as_a_correction_to_the_same_people(
    issue: Path, settings: Settings, post: Office, room: MailRoom, ledger: Ledger
) -> None:
    before = settings(rules=rules_for_fifty()[:2])
    send(post(before), issue, before)
    first = room.of("leader00@a.example")[0]
    room.mails.clear()
    make_issue(issue, b"%PDF mended")
    after = settings(**one("leader00@a.example", "new@a.example"))
    report = send(post(after), issue, after)
    assert [line.result for line in report.lines] == [Result.CHANGED, Result.SENT]
    assert "hujian correct" in report.lines[0].detail
    room.mails.clear()

    corrected = post(after).correct(read_edition(issue))
    assert corrected.count(Result.CORRECTED) == 20  # not the east, whose file is the same, nor the new one
    assert corrected.count(Result.ALREADY) == 16
    (mail,) = room.of("leader00@a.example")
    assert mail["Subject"] == f"【更正】{TITLE}"
    assert mail["In-Reply-To"] == first["Message-ID"] != mail["Message-ID"]
    assert next(iter(mail.iter_attachments())).get_content() == b"%PDF mended"
    assert "请以本件为准" in mail.get_body(("plain",)).get_content()
    assert len(room.mails) == 20

    assert post(after).correct(read_edition(issue)).count(Result.CORRECTED) == 0
    assert send(post(after), issue, after).is_complete
    assert len(room.mails) == 20
    states = [entry.state for entry in ledger.sendings("", "2026-003", "mail:leader00@a.example")]
    assert states == [State.SENT, State.CORRECTED]


def test_issues_of_one_name_in_two_series_are_two_issues(
    issue: Path, settings: Settings, post: Office, room: MailRoom
) -> None:
    distribution = settings(**one("a@a.example"))
    send(post(distribution), issue, distribution)
    write_record(issue, series="another")
    assert send(post(distribution), issue, distribution).count(Result.SENT) == 1
    first, second = room.of("a@a.example")
    assert first["Message-ID"] != second["Message-ID"]


def test_too_large_a_document_is_linked_or_refused(
    issue: Path, settings: Settings, post: Office, room: MailRoom
) -> None:
    linked = settings(**one("a@a.example"), attachment_megabytes=0, link="https://oa.example/简报")
    send(post(linked), issue, linked)
    (message,) = room.of("a@a.example")
    assert not list(message.iter_attachments())
    assert "https://oa.example/简报/2026-003/briefing.pdf" in message.get_body(("plain",)).get_content()
    bare = settings(**one("b@a.example"), attachment_megabytes=0)
    line = send(post(bare), issue, bare).lines[0]
    assert (line.result, "link" in line.detail) == (Result.FAILED, True)


def test_a_line_end_never_reaches_a_header(issue: Path, settings: Settings, post: Office, room: MailRoom) -> None:
    title = "简报\nBcc: evil@b.example"
    make_issue(issue, title=title)
    (issue / f"{TITLE}.pdf").unlink()
    write_record(issue)
    distribution = settings(**one("a@a.example"))
    line = send(post(distribution), issue, distribution).lines[0]
    assert line.result is Result.FAILED
    assert "控制字符" in line.detail
    assert not room.mails


@pytest.mark.parametrize("security", ["tls", "none"])
def test_other_ways_to_the_server(security: str, issue: Path, room: MailRoom, certificate: Path, post: Office) -> None:
    with mail_server(room, certificate, security=security) as port:
        login = {} if security == "tls" else {"user": "", "password": None}
        section = mail_section(port, certificate, security=security, **login)
        distribution = Distribution.model_validate(
            {"mail": section, "allowed_domains": ["a.example"], **one("a@a.example")}
        )
        assert send(post(distribution), issue, distribution).is_complete
    assert len(room.mails) == 1


def test_without_trust_or_login_nothing_is_sent_and_nobody_is_blamed(
    issue: Path, server: dict[str, Any], post: Office, room: MailRoom, waits: list[float]
) -> None:
    for change, words in (({"certificates": None}, "证书不可信"), ({"password": "wrong"}, "拒绝登录")):
        distribution = Distribution.model_validate(
            {"mail": server | change, "allowed_domains": ["a.example"], **one("a@a.example", "b@a.example")}
        )
        report = send(post(distribution), issue, distribution)
        assert [line.result for line in report.lines] == [Result.WAITING] * 2
        assert words in report.lines[1].detail
    assert not room.mails
    assert not waits
    assert len(room.logins) == 2  # each mechanism once, not once a recipient


def test_a_server_without_encryption_gets_no_password(
    issue: Path, room: MailRoom, certificate: Path, post: Office
) -> None:
    with mail_server(room, certificate, security="none") as port:
        distribution = Distribution.model_validate(
            {"mail": mail_section(port, certificate), "allowed_domains": ["a.example"], **one("a@a.example")}
        )
        line = send(post(distribution), issue, distribution).lines[0]
    assert "不支持 starttls" in line.detail
    assert not room.logins
    assert not room.mails


def test_the_wrong_kind_of_encryption_says_what_to_look_at(
    issue: Path, room: MailRoom, certificate: Path, post: Office
) -> None:
    with mail_server(room, certificate, security="none") as port:
        distribution = Distribution.model_validate(
            {
                "mail": mail_section(port, certificate, security="tls"),
                "allowed_domains": ["a.example"],
                "pauses": [],
                **one("a@a.example"),
            }
        )
        line = send(post(distribution), issue, distribution).lines[0]
    assert line.result is Result.WAITING
    assert "端口 465 一般用 tls" in line.detail
    assert not room.mails


def test_a_server_that_is_not_there_is_asked_again(
    issue: Path, certificate: Path, post: Office, waits: list[float]
) -> None:
    distribution = Distribution.model_validate(
        {"mail": mail_section(1, certificate), "allowed_domains": ["a.example"], **one("a@a.example")}
    )
    line = send(post(distribution), issue, distribution).lines[0]
    assert line.result is Result.WAITING
    assert "连接不上" in line.detail
    assert waits == [30, 120, 600]


def test_no_secret_is_told(
    issue: Path, settings: Settings, post: Office, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    distribution = settings(**one("a@a.example"))
    report = send(post(distribution), issue, distribution)
    told = f"{caplog.text}{distribution!r}{distribution.model_dump_json()}{report!r}{ledger.entries('')!r}"
    assert PASSWORD not in told

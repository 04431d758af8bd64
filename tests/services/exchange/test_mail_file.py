"""Mails as files: what is read of them, and what is none."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.services.exchange.mail_file import html_words, read_mail


def saved(tmp_path: Path, data: bytes, name: str = "mail.eml") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def mail(text: str = "Kommen Sie nach Köln?", html: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Jörg Müller <joerg@mueller.example>"
    made["Subject"] = "Grüße aus Köln – eine Frage"
    made["Date"] = "Thu, 19 Nov 2026 10:15:00 +0100"
    if text:
        made.set_content(text)
    if html:
        made.add_alternative(html, "html") if text else made.set_content(html, "html")
    return made


def test_who_wrote_when_and_what(tmp_path: Path) -> None:
    found = read_mail(saved(tmp_path, mail().as_bytes()))
    assert (found.name, found.email) == ("Jörg Müller", "joerg@mueller.example")
    assert found.subject == "Grüße aus Köln – eine Frage"
    assert found.text == "Kommen Sie nach Köln?"
    assert found.at == datetime(2026, 11, 19, 9, 15, tzinfo=UTC)


def test_the_plain_words_come_before_the_html(tmp_path: Path) -> None:
    found = read_mail(saved(tmp_path, mail("Plain", "<p>Other</p>").as_bytes()))
    assert found.text == "Plain"


def test_html_alone_becomes_words(tmp_path: Path) -> None:
    html = "<style>p{}</style><p>Dear  <b>Ann</b>,</p><script>alert(1)</script><ul><li>a<li>b &amp; c</ul>"
    found = read_mail(saved(tmp_path, mail("", html).as_bytes()))
    assert found.text == "Dear Ann,\n\na\nb & c"
    assert html_words("<img src=http://x/y>no picture is loaded") == "no picture is loaded"


def test_what_was_attached_is_offered_under_a_safe_name(tmp_path: Path) -> None:
    made = mail()
    made.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="../../etc/plan.pdf")
    made.add_attachment(b"x", maintype="application", subtype="octet-stream")
    names = [name for name, _data in read_mail(saved(tmp_path, made.as_bytes())).files]
    assert names == ["..-..-etc-plan.pdf", "attachment-2"]


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"\x00\xff\xfe" * 40,
        b"From: nobody\r\n\r\nHi",
        b"Subject: no sender\r\n\r\nHi",
        b"From: =?utf-8?b?////?= <>\r\n\r\n",
    ],
)
def test_what_is_no_mail_is_said_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DiaryError, match="no mail with a sender"):
        read_mail(saved(tmp_path, data))


def test_an_outlook_message_is_told_how_to_save_it(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match=r"\.eml"):
        read_mail(saved(tmp_path, b"\xd0\xcf\x11\xe0", "mail.msg"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'charset="utf-8"', b'charset="no-such"'),
        (b"Date: Thu, 19 Nov 2026", b"Date: Someday"),
        (b"Content-Transfer-Encoding: 8bit", b"Content-Transfer-Encoding: base64"),
    ],
)
def test_a_mail_with_a_fault_is_read_as_far_as_it_goes(tmp_path: Path, before: bytes, after: bytes) -> None:
    data = mail().as_bytes()
    assert before in data or b"base64" in data or b"quoted" in data
    assert read_mail(saved(tmp_path, data.replace(before, after))).email == "joerg@mueller.example"


def test_a_line_break_in_a_name_is_refused_and_one_in_a_subject_is_a_blank(tmp_path: Path) -> None:
    forged = b"From: =?utf-8?q?Ann=0D=0ABcc:_x=40y.example?= <ann@lee.example>\r\n\r\nHi"
    with pytest.raises(DiaryError, match="no mail with a sender"):
        read_mail(saved(tmp_path, forged))
    data = b"From: Ann <ann@lee.example>\r\nSubject: =?utf-8?q?a=0D=0Ab?=\r\n\r\nHi"
    assert read_mail(saved(tmp_path, data)).subject == "a b"


def test_a_name_with_a_comma_stays_a_name(tmp_path: Path) -> None:
    data = b"From: =?utf-8?q?M=C3=BCller=2C_J=C3=B6rg?= <j@m.example>\r\n\r\nHi"
    assert read_mail(saved(tmp_path, data)).name == "Müller, Jörg"


def test_no_broken_mail_breaks_the_reader(tmp_path: Path) -> None:
    """Bytes of a real mail cut, doubled and changed anywhere: a mail, or one sentence."""
    made = mail("Words", "<p>Words</p>")
    made.add_attachment(b"%PDF-1" * 20, maintype="application", subtype="pdf", filename="plan.pdf")
    whole, dice = made.as_bytes(), random.Random(7)
    sentences: list[str] = []
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            place = dice.randrange(len(data))
            data[place : place + dice.randint(0, 3)] = bytes(
                dice.randrange(256) for _ in range(dice.randint(0, 3))
            )
        path = saved(tmp_path, bytes(data[: dice.randint(1, len(data))]))
        try:
            read_mail(path)
        except DiaryError as error:
            sentences.append(str(error))
    assert sentences
    assert all(sentence.endswith((".", ")")) for sentence in sentences)

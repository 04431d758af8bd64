"""A draft as a file: what a mail program reads back from it, and what cannot be slipped into it."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.services.exchange.email_draft import Enclosure, Mail, draft


def read(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert found.defects == []
    return found


def test_a_draft_as_a_mail_program_reads_it() -> None:
    text = "Guten Tag Jörg Größe,\n\n.\nFrom here – 👍 " + "ü" * 2_000
    data = draft(Mail([("Jörg Größe, Dr.", "joerg@x.example")], "Öl & Späne: “so” 👍", text))
    found = read(data)
    assert found["X-Unsent"] == "1"
    assert found["From"] is None
    assert found["Date"] is None
    (to,) = found["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Jörg Größe, Dr.", "joerg@x.example")
    assert found["Subject"] == "Öl & Späne: “so” 👍"
    assert found.get_content_charset() == "utf-8"
    assert found.get_content().replace("\r\n", "\n") == f"{text}\n"
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) < 998


def test_a_file_goes_with_it_byte_for_byte_under_its_name() -> None:
    blob = bytes(range(256)) * 40
    for name, kind in (("Öl-Späne 2026.pdf", "application/pdf"), ("x.html", "text/html"), ("y", "nonsense")):
        found = read(draft(Mail([("", "a@x.example")], "S", "T", enclosure=Enclosure(name, kind, blob))))
        (part,) = found.iter_attachments()
        assert part.get_filename() == name
        assert part.get_content_disposition() == "attachment"
        assert part.get_payload(decode=True) == blob
        assert part.get_content_type() == (kind if kind == "application/pdf" else "application/octet-stream")


def test_many_get_it_unseen_by_each_other() -> None:
    blind = [(f"Nörd {i}", f"n{i}@x.example") for i in range(500)]
    found = read(draft(Mail(subject="S", text="T", blind=blind)))
    assert found["To"] is None
    assert [(one.display_name, one.addr_spec) for one in found["Bcc"].addresses] == blind


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\x00"])
def test_no_header_is_slipped_in_by_a_name_a_subject_or_a_file(end: str) -> None:
    evil = f"x{end}Bcc: spy@evil.example{end}{end}<script>"
    mail = Mail([(evil, "a@x.example")], evil, evil, enclosure=Enclosure(evil, f"a/b{end}X-Evil: 1", b"x"))
    found = read(draft(mail))
    assert set(found.keys()) == {"X-Unsent", "Subject", "To", "MIME-Version", "Content-Type"}
    assert [one.addr_spec for one in found["To"].addresses] == ["a@x.example"]
    (part,) = found.iter_attachments()
    assert set(part.keys()) <= {
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "MIME-Version",
    }


@pytest.mark.parametrize(
    "email",
    [
        "",
        "nobody",
        "a@b.example\r\nBcc: spy@evil.example",
        "a@b.example, spy@evil.example",
        "a b@x.example",
        "@x",
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(email: str) -> None:
    with pytest.raises(DiaryError, match="not an email address") as caught:
        draft(Mail([("A", email)], "S", "T"))
    assert isinstance(caught.value, InvalidInput)
    assert "\n" not in str(caught.value)


def test_addresses_in_other_letters() -> None:
    found = read(draft(Mail([("", "info@müller.example")], "S", "T")))
    assert found["To"].addresses[0].addr_spec == "info@xn--mller-kva.example"
    data = draft(Mail([("Jörg", "jörg@müller.example")], "Ö", "Ü"))
    assert "jörg@xn--mller-kva.example".encode() in data


def test_25_mb_go_into_a_draft() -> None:
    blob = b"\x00\xff" * (25 * 2**19)
    found = read(
        draft(Mail([("", "a@x.example")], "S", "T", enclosure=Enclosure("x.zip", "application/zip", blob)))
    )
    (part,) = found.iter_attachments()
    assert part.get_payload(decode=True) == blob

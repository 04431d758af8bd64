"""However the lines of a card are folded, coded and spelt, the same person comes of it."""

from pathlib import Path

import pytest

from kitdiary.domain.people import Labelled
from kitdiary.services.exchange.records import ImportRecord, Reject
from tests.services.exchange.vcard.reading import card, one, read

JPEG = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkS"
LATIN_1 = "Jörg Müller"


@pytest.mark.parametrize(
    ("version", "lines"),
    [
        ("3.0", ("FN:Jör", " g Müller")),
        ("4.0", ("FN:Jör", "\tg Müller")),
        ("2.1", ("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=", "=BCller")),
        ("2.1", ("FN;QUOTED-PRINTABLE:J=C3=B6rg=", " M=C3=BCller")),
        ("2.1", ("FN;CHARSET=ISO-8859-1;ENCODING=quoted-printable:J=F6rg M=FCller",)),
        ("2.1", ("FN;ENCODING=QUOTED-PRINTABLE:J=F6rg M=FCller",)),
        ("2.1", ("fn:Jörg", " Müller")),
        ("3.0", ("FN;LANGUAGE=de:Jörg Müller",)),
        ("3.0", ("item1.FN:Jörg Müller",)),
        ("3.0", ('FN;X-A="a:b;c":Jörg Müller',)),
        ("3.0", ("FN;X-A=b;", " X-C=d:Jörg Müller")),
        ("3.0", ("", "FN:Jörg Müller", "")),
        ("4.0", ("FN;ALTID=1;LANGUAGE=de:Jörg Müller", "FN;ALTID=1;LANGUAGE=en:Jörg Müller")),
        ("2.1", ("N:Müller;Jörg",)),
        ("3.0", ("N:Müller;Jörg;;;",)),
        ("3.0", ("N;LANGUAGE=de:Müller;Jörg;;Herr;",)),
    ],
)
def test_a_name_in_every_spelling(tmp_path: Path, version: str, lines: tuple[str, ...]) -> None:
    found = one(tmp_path, card(*lines, version=version))
    assert (found.name, found.given_name, found.family_name) == (LATIN_1, "Jörg", "Müller")


@pytest.mark.parametrize(
    "codec",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-1"],
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_files_of_every_encoding_and_line_end(tmp_path: Path, codec: str, end: str) -> None:
    text = card(f"FN:{LATIN_1}", "NOTE:Straße\\nund Ort")
    found = one(tmp_path, text.replace("\r\n", end).encode(codec))
    assert (found.name, found.notes) == (LATIN_1, "Straße\nund Ort")


@pytest.mark.parametrize(
    ("charset", "codec", "name"),
    [
        ("SHIFT_JIS", "cp932", "山田 能表"),
        ("windows-1251", "cp1251", "Иван Петров"),
        ("windows-1250", "cp1250", "Jiří Dvořák"),
        ("ISO-8859-15", "iso-8859-15", "Zoë Žižka"),
        ("GB2312", "gb2312", "王小明"),
        ("no such charset", "cp1252", LATIN_1),
    ],
)
def test_a_line_in_a_charset_of_its_own(tmp_path: Path, charset: str, codec: str, name: str) -> None:
    first, second = card(f"FN;CHARSET={charset}:@", "NOTE:Größe", version="2.1").split("@")
    found = one(tmp_path, first.encode() + name.encode(codec) + second.encode())
    assert (found.name, found.notes) == (name, "Größe")


@pytest.mark.parametrize(
    ("codec", "name"),
    [("cp932", "山田太郎 ヤマダタロウ"), ("cp1251", "Иван Васильевич Петров из Новосибирска, менеджер")],
)
def test_a_charset_nobody_names(tmp_path: Path, codec: str, name: str) -> None:
    assert one(tmp_path, card(f"FN:{name}", version="2.1").encode(codec)).name == name


def test_a_letter_folded_in_its_middle(tmp_path: Path) -> None:
    data = card("FN:J@rg").encode().replace(b"@", b"\xc3\r\n \xb6")
    assert one(tmp_path, data).name == "Jörg"


@pytest.mark.parametrize(
    "lines",
    [
        ("PHOTO;ENCODING=b;TYPE=JPEG:@",),
        ("PHOTO;ENCODING=BASE64;JPEG:", " @", ""),
        ("PHOTO;JPEG;ENCODING=BASE64:", "@", ""),
        ("PHOTO;BASE64:@",),
        ("PHOTO;TYPE=image/jpeg;ENCODING=B:@",),
        ("PHOTO:data:image/jpeg;base64,@",),
        ("PHOTO;VALUE=uri:data:image/jpeg;base64\\,@",),
        ("PHOTO;MEDIATYPE=image/png:data:;base64,@",),
        ("PHOTO:@",),
    ],
)
def test_pictures_in_every_spelling(tmp_path: Path, lines: tuple[str, ...]) -> None:
    whole = [line.replace("@", JPEG) for line in lines]
    folded = [line.replace("@", f"{JPEG[:30]}\r\n {JPEG[30:]}") for line in lines]
    for spelt in (whole, folded):
        content = card("FN:Ann Lee", *spelt, "TEL:+49 30 5550100")
        path = tmp_path / "some.vcf"
        path.write_text(content, encoding="utf-8", newline="")
        from kitdiary.services.exchange.csv_import import ImportOptions
        from kitdiary.services.exchange.vcard.card_file import read_vcards

        with read_vcards(path, ImportOptions()) as file:
            (found,) = file
            assert isinstance(found, ImportRecord)
            assert found.picture is not None
            assert found.picture.media_type == "image/jpeg"
            assert found.picture.load().startswith(b"\xff\xd8\xff\xe0\x00\x10JFIF")
            assert len(found.phones) == 1


@pytest.mark.parametrize("link", ["https://x.example/a.jpg", "file:///etc/passwd", "cid:1", "/home/a.jpg"])
def test_a_picture_elsewhere_is_kept_and_never_fetched(tmp_path: Path, link: str) -> None:
    found = one(tmp_path, card("FN:Ann Lee", f"PHOTO;VALUE=uri:{link}"))
    assert found.picture is None
    assert found.extra == (f"PHOTO;VALUE=uri:{link}",)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("TEL;HOME;VOICE:1234567", "home"),
        ("TEL;TYPE=home,voice:1234567", "home"),
        ('TEL;TYPE="work,cell":1234567', "work mobile"),
        ("TEL;type=CELL;type=VOICE;type=pref:1234567", "mobile"),
        ("TEL;WORK;FAX:1234567", "work fax"),
        ('TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:1234567', "home"),
        ("item1.TEL:1234567\r\nitem1.X-ABLabel:_$!<HomeFAX>!$_", "home fax"),
        ("item1.TEL:1234567\r\nitem1.X-ABLabel:Ferienhaus", "Ferienhaus"),
        ("TEL;TYPE=x-Yacht:1234567", "yacht"),
        ("TEL:1234567", ""),
    ],
)
def test_labels(tmp_path: Path, line: str, label: str) -> None:
    (phone,) = one(tmp_path, card("FN:Ann Lee", line)).phones
    assert (phone.value, phone.label) == ("1234567", label)


def test_escapes_of_each_version(tmp_path: Path) -> None:
    new = one(tmp_path, card("FN:A\\, B", "ORG:One\\; Two;Dept", "NOTE:a\\nb\\, c\\; d\\\\n", version="3.0"))
    assert (new.name, new.company, new.notes) == ("A, B", "One; Two", "a\nb, c; d\\n")
    old = one(tmp_path, card("N:Lee, Jr.;Ann", "ORG:One\\; Two, Ltd;Dept", version="2.1"))
    assert (old.family_name, old.company) == ("Lee, Jr.", "One; Two, Ltd")
    assert old.extra == ("ORG:One\\; Two\\, Ltd;Dept",)


def test_lines_that_cannot_begin_a_property_go_on_with_the_one_before(tmp_path: Path) -> None:
    found = one(tmp_path, card("FN:Ann Lee", "NOTE:first", "second line: more", "and more", "TEL:1234567"))
    assert found.notes == "first\nsecond line: more\nand more"
    assert len(found.phones) == 1


def test_cards_without_end_or_version_and_with_an_agent(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nFN:One\nBEGIN:VCARD\nVERSION:2.1\nFN:Two\nAGENT:\nBEGIN:VCARD\nFN:Helper\n"
        "TEL:555\nEND:VCARD\nTEL:1234567\nEND:VCARD\nBEGIN:vCard\nFN:Three\n"
    )
    found = read(tmp_path, text)
    assert [item.name for item in found if isinstance(item, ImportRecord)] == ["One", "Two", "Three"]
    assert [item.line for item in found] == [1, 3, 13]
    two = found[1]
    assert isinstance(two, ImportRecord)
    assert [phone.value for phone in two.phones] == ["1234567"]
    assert two.extra == ("AGENT:BEGIN:VCARD\\nFN:Helper\\nTEL:555\\nEND:VCARD",)


def test_cards_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    text = "FN:Outside\nEND:VCARD\n" + card("NOTE:nobody") + "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nTEL:+49 3"
    found = read(tmp_path, text)
    assert all(isinstance(item, Reject) for item in found)
    reasons = [item.reason for item in found if isinstance(item, Reject)]
    assert [reason.split(":")[0] for reason in reasons] == [
        "It belongs to no card",
        "It names nobody",
        "It is cut off",
    ]
    assert [item.line for item in found] == [1, 3, 7]


def test_what_has_no_field_is_kept(tmp_path: Path) -> None:
    lines = (
        "N:Haas;Jördis;Maria;Dr.;", "NICKNAME:Jo", "X-PHONETIC-FIRST-NAME:Yördis",
        "ORG:Nordlicht;Einkauf", "ORG:Zweitfirma", "TITLE:Leiterin", "TITLE:Beirat", "EMAIL:no address",
        "ADR;TYPE=work:;;Hafen 7;Hamburg;;20457;DE", "ADR;TYPE=home:;;Deich 1;Jork;;21635;DE",
        "item1.URL:https://a.example", "item1.X-ABLabel:_$!<HomePage>!$_", "URL:https://b.example",
        "IMPP:xmpp:a@b.example", "BDAY;VALUE=text:circa 1980", "GEO:53.5;10.0", "NOTE:one", "NOTE:two",
        "X-SOCIALPROFILE;type=linkedin:https://l.example", "LOGO;ENCODING=b:AAAA", "UID:urn:uuid:1",
    )  # fmt: skip
    found = one(tmp_path, card(*lines))
    assert (found.company, found.job_title, found.address.city) == ("Nordlicht", "Leiterin", "Hamburg")
    assert (found.website, found.birthday, found.notes) == ("https://a.example", "circa 1980", "one\n\ntwo")
    assert found.uid == "urn:uuid:1"
    kept = "\n".join(found.extra)
    for part in (
        "N:Haas;Jördis;Maria;Dr.;", "NICKNAME:Jo", "Yördis", "ORG:Nordlicht;Einkauf", "ORG:Zweitfirma",
        "TITLE:Beirat", "EMAIL:no address", "ADR;TYPE=home:;;Deich 1", "item1.URL:https://a.example",
        "item1.X-ABLABEL:_$!<HomePage>!$_", "URL:https://b.example", "IMPP:xmpp:a@b.example",
        "GEO:53.5", "X-SOCIALPROFILE;TYPE=linkedin", "LOGO;ENCODING=b:AAAA",
    ):  # fmt: skip
        assert part.casefold() in kept.casefold()
    assert "ADR;TYPE=work" not in kept


@pytest.mark.parametrize(
    "lines",
    [
        ("KIND:org", "FN:Acme Ltd"),
        ("FN:Acme Ltd", "N:;;;;", "ORG:Acme Ltd;", "X-ABShowAs:COMPANY"),
        ("FN:Acme Ltd", "ORG:Acme Ltd"),
        ("ORG:Acme Ltd",),
    ],
)
def test_cards_of_companies(tmp_path: Path, lines: tuple[str, ...]) -> None:
    found = one(tmp_path, card(*lines, "NOTE:wholesale", "URL:https://acme.example"))
    assert found.only_company
    assert (found.company, found.notes, found.company_website) == (
        "Acme Ltd",
        "wholesale",
        "https://acme.example",
    )
    reached = one(tmp_path, card(*lines, "TEL:1234567", "EMAIL:info@acme.example"))
    assert (reached.name, reached.company, reached.stand_in) == ("Acme Ltd", "Acme Ltd", True)
    assert reached.emails == (Labelled("info@acme.example"),)


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:19850412", "1985-04-12"),
        ("BDAY:1985-04-12", "1985-04-12"),
        ("BDAY;VALUE=date:1985-04-12", "1985-04-12"),
        ("BDAY:1985-04-12T00:00:00Z", "1985-04-12"),
        ("BDAY:--0412", "--04-12"),
        ("BDAY:--04-12", "--04-12"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12", "--04-12"),
        ("BDAY:1985-04", "1985-04"),
        ("BDAY:1985", "1985"),
    ],
)
def test_birthdays(tmp_path: Path, line: str, birthday: str) -> None:
    assert one(tmp_path, card("FN:Ann Lee", line)).birthday == birthday


def test_a_charset_claimed_of_what_is_utf_8(tmp_path: Path) -> None:
    text = card("N;CHARSET=windows-1252:Doë;Zoë", "FN;CHARSET=ISO-8859-1:Zoë Doë", version="2.1")
    assert one(tmp_path, text.encode()).name == "Zoë Doë"


def test_a_card_indented_below_its_begin(tmp_path: Path) -> None:
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Anna Meier",
        "NOTE:One",
        " two",
        "TEL:+49 30 901820",
        "END:VCARD",
        "",
    ]
    found = one(tmp_path, "\n\t".join(lines))
    assert (found.name, found.notes, len(found.phones)) == ("Anna Meier", "Onetwo", 1)


def test_a_note_longer_than_a_note_can_be_is_kept(tmp_path: Path) -> None:
    found = one(tmp_path, card("FN:Anna Meier", "NOTE:short", f"NOTE:{'long ' * 30_000}end"))
    assert (found.name, found.notes) == ("Anna Meier", "short")
    assert [line[-8:] for line in found.extra] == ["long end"]

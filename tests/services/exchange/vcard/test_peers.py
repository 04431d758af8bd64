"""Other programs' readers take what we write: vobject (Python) and Text::vCard (Perl)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import vobject
from devdebian import has_perl

from kitdiary.services.diary import Diary
from kitdiary.services.exchange.contact_exports import ExportForm
from kitdiary.services.exchange.import_request import ImportRequest
from tests.services.diaries import added

FOLDER = Path(__file__).parents[3] / "data" / "import" / "vcard"
PERL_MODULE = "Text::vCard::Addressbook"
TEXT_VCARD = r"""
use utf8; use open qw(:std :utf8); use Text::vCard::Addressbook;
my $book = Text::vCard::Addressbook->new({ source_file => $ARGV[0] });
for my $card ($book->vcards()) {
    my @mails = map { $_->value() } @{ $card->get('EMAIL') || [] };
    my @phones = map { $_->value() } @{ $card->get('TEL') || [] };
    print join("\t", $card->fullname(), join(',', sort @mails), join(',', sort @phones)), "\n";
}
"""
Read = set[tuple[str, frozenset[str], frozenset[str]]]


@pytest.fixture
def book(diary: Diary) -> Diary:
    """Everybody of the files, and some with texts that are hard to write."""
    for path in sorted(FOLDER.glob("*.vcf")):
        diary.imports.run(ImportRequest(path))
    added(diary, "Comma, Semi; Back\\slash", notes="one\ntwo; three, four " * 20, email="c@x.example")
    added(
        diary, "李 小龍 " + "字" * 60, phone="+49 30 5550100", tag=["a,b", "c;d"], company="Firma; Söhne, KG"
    )
    return diary


def everybody(diary: Diary) -> Read:
    """Who is in the diary, by name, addresses and numbers."""
    return {
        (row.name, frozenset(e.value for e in row.emails), frozenset(p.value for p in row.phones))
        for row in diary.cards.list()
    }


def by_vobject(path: Path) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    for card in vobject.readComponents(path.read_text(encoding="utf-8")):
        emails = frozenset(line.value for line in card.contents.get("email", ()))
        phones = frozenset(line.value for line in card.contents.get("tel", ()))
        yield card.fn.value, emails, phones


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("form", [ExportForm.VCARD_3, ExportForm.VCARD_4])
def test_vobject_reads_everybody(book: Diary, tmp_path: Path, form: ExportForm) -> None:
    path = tmp_path / "out.vcf"
    book.exports.write(path, form)
    assert everybody(book) <= set(by_vobject(path))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_vobject_finds_our_3_0_valid(book: Diary, tmp_path: Path) -> None:
    path = tmp_path / "out.vcf"
    book.exports.write(path, ExportForm.VCARD_3)
    cards = list(vobject.readComponents(path.read_text(encoding="utf-8")))
    assert all(card.validate() for card in cards)
    tags = {tag for card in cards for line in card.contents.get("categories", ()) for tag in line.value}
    assert {"a,b", "c;d"} <= tags
    assert ["Firma; Söhne, KG"] in [card.org.value for card in cards if "org" in card.contents]


@pytest.mark.skipif(
    not has_perl("Text::vCard::Addressbook"), reason="Debian's libtext-vcard-perl is not here"
)
@pytest.mark.parametrize("form", [ExportForm.VCARD_3, ExportForm.VCARD_4])
def test_text_vcard_reads_everybody(book: Diary, tmp_path: Path, form: ExportForm) -> None:
    path = tmp_path / "out.vcf"
    book.exports.write(path, form)
    perl = shutil.which("perl")
    assert perl is not None
    ran = subprocess.run(
        [perl, "-e", TEXT_VCARD, str(path)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    found = set()
    for line in ran.stdout.splitlines():
        name, emails, phones = line.split("\t")
        found.add(
            (name, frozenset(filter(None, emails.split(","))), frozenset(filter(None, phones.split(","))))
        )
    assert everybody(book) <= found

"""What a heading means that stands in no table, by its words: *Customer E-mail 2*, *telefono_ufficio*.

Only of what must not get lost (names, numbers, addresses, the firm, notes), and only where no word says
that the column holds something about it (*Email Opt-in*, *Phone Type*) or somebody else's (*Owner Email*).
"""

import re
from collections.abc import Callable

from kitdiary.domain.names import name_key
from kitdiary.services.exchange.fields import Field, Target

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_E_MAIL = re.compile(r"\be[-_ ]mail", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_ABOUT = frozenset(
    """type typ label display status opt optin optout consent permission format domain count verified valid
    validation bounce bounced id uid date datum time sent last next newsletter subscribed unsubscribed
    template quality source preferred do not owner user created modified updated changed by agent score size
    list campaign response code color colour url opened clicked""".split()
)
"""Words that say the column holds something about an address or a number, or belongs to the program."""
_SOMEBODY = frozenset(
    """assistant assistants asst spouse manager managers referrer referred parent emergency secretary
    supervisor boss child children ext extension durchwahl skype icq jabber""".split()
)
_WHO = frozenset(
    """person persons contact contacts lead customer client primary main current kontakt kunde ansprechpartner
    contacto cliente contatto""".split()
)
"""Words before a heading that only say whose it is, as in *Person - Name*."""
_EMAIL = frozenset(
    "email emails mail mails correo courriel messagerie epost emailadres emailadresse emailaddress".split()
)
_PHONE = frozenset(
    """tel tels fon cell gsm handy pager mobile mobil mobiel movil celular cellulare portable natel rufnummer
    whatsapp tlf""".split()
)
_PHONE_BEGINS = ("phone", "telephone", "telefon", "telefoon", "telefax", "mobil", "cellul", "handyn", "fax")
_NOTE = frozenset(
    """note notes notiz notizen comment comments kommentar kommentare commentaire commentaires remark remarks
    remarque remarques memo description info information infos background bio biography about details message
    bemerkung bemerkungen anmerkung anmerkungen nota notas observaciones observacoes comentario comentarios
    descripcion descricao opmerking opmerkingen anteckningar uwagi notatki commenti""".split()
)
_COMPANY = frozenset(
    """company organization organisation employer firm firma firmenname unternehmen business bedrijf
    bedrijfsnaam azienda societa empresa societe entreprise compania organizacion organisatie companyname
    foretag firmanavn""".split()
)
_FILLERS = frozenset("name nom nombre nome number nummer nr no num the of de der".split())
_LABELS = (
    ("fax", frozenset("fax telefax telecopie homefax workfax faxnumber".split())),
    ("pager", frozenset({"pager"})),
    ("mobile", frozenset("mobile mobil mobiel movil cell cellphone celular cellulare handy handynummer"
                         " portable gsm natel mobiltelefon mobilnummer mobilephone".split())),
    ("home", frozenset("home private privat personal domicile casa particulier prive privee hem".split())),
    ("work", frozenset("work business office geschaftlich dienstlich buro bureau trabajo lavoro ufficio"
                       " zakelijk werk professional professionnel oficina arbeit".split())),
    ("company", frozenset({"company", "firma"})),
    ("main", frozenset({"haupttelefon", "switchboard", "zentrale"})),
    ("other", frozenset("other alternate alternative secondary weitere autre otro altro".split())),
)  # fmt: skip
_BEHIND_WHO = frozenset(
    {
        Field.NAME, Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME, Field.COMPANY, Field.JOB_TITLE,
        Field.WEBSITE, Field.NOTES, Field.STREET, Field.CITY, Field.REGION, Field.POSTCODE, Field.COUNTRY,
        Field.EMAIL, Field.PHONE, Field.BIRTHDAY,
    }
)  # fmt: skip


def guess(heading: str, known: Callable[[str], Target | None]) -> Target | None:
    """The target of a heading no table has; ``known`` looks the rest of it up behind *Person*, *Customer*."""
    if len(heading) > 80:
        return None
    plain = _E_MAIL.sub("email", " ".join(heading.split()))
    whole = {name_key(word) for word in _WORD.findall(plain)}
    words = [name_key(word) for word in _WORD.findall(_CAMEL.sub(" ", plain))]
    while len(words) > 1 and words[0] in _WHO:
        words = words[1:]
        target = known("".join(words))
        if target is not None and target.field in _BEHIND_WHO:
            return target
    said = set(words)
    if not said or said & _ABOUT:
        return None
    either = said | whole
    email = bool(either & _EMAIL)
    phone = any(word in _PHONE or word.startswith(_PHONE_BEGINS) or word.endswith("phone") for word in either)
    if email or phone:
        if said & _SOMEBODY or (email and (phone or said & _COMPANY)):
            return Target(Field.NOTES, "*")
        return Target(Field.EMAIL if email else Field.PHONE, _label(said))
    if said & _NOTE:
        return Target(Field.NOTES, "*")
    if said & _COMPANY and said <= _COMPANY | _FILLERS | _WHO:
        return Target(Field.COMPANY)
    return None


def _label(said: set[str]) -> str:
    label = next((label for label, words in _LABELS if said & words), "")
    return "" if label == "company" and said & _EMAIL else label

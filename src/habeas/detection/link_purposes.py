"""Say what a link is for, by its site, its path and the words around it."""

from habeas.detection.domains import hosts, is_at
from habeas.detection.expressions import regex
from habeas.detection.findings import LinkPurpose
from habeas.detection.lexicon.address_cues import CONTACT_CUES, OWN_SITE_CUES, REFERENCE_CUES, THREAT_CUES, WORK_CUES
from habeas.detection.lexicon.sites import ACCOUNT_IN_HOST, BACK_OFFICES, NOT_PROFILES, PURPOSES, SHORTENERS
from habeas.detection.links import Link

_CERTIFICATE = regex(
    r"/(?:[a-z\-]{0,20})(?:certificat|certificad|certification|zertifikat|attestat|credential|accomplishment|achievement|diplom|badges?/|verify|verification|licen[cs]e|sertifikat|сертификат)"
)
_DOCUMENT = regex(r"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|png|jpe?g|gif|svg|mp[34]|mov|wav|txt|json|xml)(?:[?#]|$)")
_CONTACT_PATH = regex(
    r"/(?:contact|kontakt|contacto|contato|contatti|hire-?me|book(?:-?(?:me|now|a-?call|ing|ings))?|get-?in-?touch|reach-?me"
    r"|iletisim|контакты)\b"
)
_CALENDAR_PATH = regex(r"/(?:book(?:-?(?:me|a-?call))?|booking|appointments?|schedule|termin|agenda|rdv)\b")
_AROUND = 60
_SUBJECT = 140

BECAUSE = {
    LinkPurpose.MESSENGER_INVITE: "opens a chat in a messenger",
    LinkPurpose.SOCIAL_PROFILE: "leads to a profile on a social network",
    LinkPurpose.CALENDAR: "books a meeting outside",
    LinkPurpose.MEETING_ROOM: "opens a meeting room",
    LinkPurpose.PAYMENT_PAGE: "leads to a page for payments",
    LinkPurpose.FORM: "leads to a form that collects answers",
    LinkPurpose.PERSONAL_SITE: "is offered as the author's own site",
    LinkPurpose.PORTFOLIO: "shows work",
    LinkPurpose.CODE: "leads to code",
    LinkPurpose.DOCUMENT: "leads to a document",
    LinkPurpose.CERTIFICATE_REGISTRY: "leads to a register of certificates",
    LinkPurpose.OTHER: "leads to a site that is nobody's contact",
}


def purpose_of(link: Link, text: str, *, disguised: bool) -> LinkPurpose:
    """Return what the link is for; `text` is where it stands."""
    if is_at(link.host, _REGISTRIES) or _CERTIFICATE.search(link.path):
        return LinkPurpose.CERTIFICATE_REGISTRY
    known = _by_site(link)
    if known:
        return known
    if is_at(link.host, SHORTENERS):
        offered = _is_offered(link, text)
        return LinkPurpose.PERSONAL_SITE if offered else LinkPurpose.OTHER
    return _by_words(link, text, disguised=disguised)


def _by_site(link: Link) -> LinkPurpose | None:
    first = link.path.lstrip("/").partition("/")[0].partition("?")[0]
    for host in hosts(link.host):
        purpose = PURPOSES.get(f"{host}/{first}") or PURPOSES.get(host)
        if purpose and purpose is not LinkPurpose.PERSONAL_SITE:
            return purpose if _leads_to_somebody(link, host) else LinkPurpose.OTHER
    return None


def _leads_to_somebody(link: Link, site: str) -> bool:
    """Whether the link names an account, a room or a page there, not the site as such."""
    path = link.path.strip("/#?")
    if link.host != site and link.host.partition(".")[0] in BACK_OFFICES:
        return False
    if not path:
        return link.host not in (site, "www." + site) and site in ACCOUNT_IN_HOST
    return not any(
        path.startswith(tuple(NOT_PROFILES[host].split())) for host in hosts(link.host) if host in NOT_PROFILES
    )


def _by_words(link: Link, text: str, *, disguised: bool) -> LinkPurpose:
    if _DOCUMENT.search(link.path):
        return LinkPurpose.DOCUMENT
    offered = _is_offered(link, text)
    if _CALENDAR_PATH.search(link.path) and offered:
        return LinkPurpose.CALENDAR
    if offered or (_CONTACT_PATH.search(link.path) and not _is_subject(link, text)):
        return LinkPurpose.PERSONAL_SITE
    return LinkPurpose.PERSONAL_SITE if disguised and not _is_spoken_of(link, text) else LinkPurpose.OTHER


def _is_spoken_of(link: Link, text: str) -> bool:
    """Whether a disguised link is a warning, or a model for the work."""
    threat = THREAT_CUES.search(text, max(0, link.start - _SUBJECT), link.end + _SUBJECT)
    return bool(threat or REFERENCE_CUES.search(text, max(0, link.start - _AROUND), link.start))


def _is_offered(link: Link, text: str) -> bool:
    """Whether the words around offer the link as a way to the author."""
    before, after = max(0, link.start - _AROUND), link.end + _AROUND // 2
    offered = any(
        cues.search(text, before, link.start) or cues.search(text, link.end, after)
        for cues in (OWN_SITE_CUES, CONTACT_CUES)
    )
    return offered and not _is_subject(link, text)


def _is_subject(link: Link, text: str) -> bool:
    return bool(WORK_CUES.search(text, max(0, link.start - _SUBJECT), link.end + _SUBJECT))


_REGISTRIES = frozenset(site for site, purpose in PURPOSES.items() if purpose is LinkPurpose.CERTIFICATE_REGISTRY)

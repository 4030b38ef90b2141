"""Links: found with a scheme or without, plain and disguised, each with its purpose; names of products and files are not links."""

import pytest

from habeas.detection.detectors.link import LinkDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Dismissal, Explanation, Finding, LinkPurpose
from habeas.detection.readings import Reading


def detect(*parts: str) -> list[Finding | Dismissal]:
    return list(LinkDetector().detect(Reading(read_document(Message(parts)))))


def found(*parts: str) -> list[Finding]:
    return [result for result in detect(*parts) if isinstance(result, Finding)]


def only_finding(*parts: str) -> Finding:
    (finding,) = found(*parts)
    return finding


PLAIN = [
    ("see https://tidepool.studio/Work?id=7#top.", "https://tidepool.studio/Work?id=7#top"),
    ("(http://tidepool.org/a_(b))", "http://tidepool.org/a_(b)"),
    ("at HTTPS://WWW.TIDEPOOL.ORG!", "HTTPS://WWW.TIDEPOOL.ORG"),
    ("ftp://files.tidepool.org", "ftp://files.tidepool.org"),
    ("https://tidepool.org:8443/x", "https://tidepool.org:8443/x"),
    ("www.tidepool.studio, thanks", "www.tidepool.studio"),
    ("tidepool.org/work/7", "tidepool.org/work/7"),
    ("it is tidepool.com.", "tidepool.com"),
    ("it is tidepool.com.Thanks", "tidepool.com"),
    ("shop.tidepool.co.uk", "shop.tidepool.co.uk"),
    ("tide-pool.store for prints", "tide-pool.store"),
    ("これはtidepool.com/a中国語", "tidepool.com/a"),
    ("http://ああ.com", "http://ああ.com"),
    ("http://tidepool.中国/", "http://tidepool.中国/"),
    ("сайт тайдпул.рф", "тайдпул.рф"),
    ("see $tidepool.vermogensberatung", "tidepool.vermogensberatung"),
    ("https://ru.wikipedia.org/wiki/Тест ok", "https://ru.wikipedia.org/wiki/Тест"),
    ("our site is tidepool.pizza", "tidepool.pizza"),
    ("163.com", "163.com"),
    ("tidepool.de", "tidepool.de"),
]

DISGUISED = [
    ("hxxps://tidepool[.]studio", "https://tidepool.studio", LinkPurpose.PERSONAL_SITE),
    ("tidepool (dot) studio", "https://tidepool.studio", LinkPurpose.PERSONAL_SITE),
    ("tidepool . dev / contact (no spaces)", "https://tidepool.dev/contact", LinkPurpose.PERSONAL_SITE),
    ("www . tidepool . com", "https://www.tidepool.com", LinkPurpose.PERSONAL_SITE),
    ("https://www. tidepool.com", "https://www.tidepool.com", LinkPurpose.PERSONAL_SITE),
    ("find it on w w w . t i d e p o o l . c o m", "https://www.tidepool.com", LinkPurpose.PERSONAL_SITE),
    ("wa . me / 1 555 0100 remove the spaces", "https://wa.me/15550100", LinkPurpose.MESSENGER_INVITE),
    ("t . me / noraquill", "https://t.me/noraquill", LinkPurpose.MESSENGER_INVITE),
    ("discord dot gg slash abc123", "https://discord.gg/abc123", LinkPurpose.MESSENGER_INVITE),
    ("open.카카오.com / o / abc", "https://open.kakao.com/o/abc", LinkPurpose.MESSENGER_INVITE),
    (
        "calendly, dot com, forward slash, nora-quill, slash intro",
        "https://calendly.com/nora-quill/intro",
        LinkPurpose.CALENDAR,
    ),
    ("facebook punto com barra nora.quill", "https://facebook.com/nora.quill", LinkPurpose.SOCIAL_PROFILE),
    ("instagram ponto com barra nora underline quill", "https://instagram.com/nora_quill", LinkPurpose.SOCIAL_PROFILE),
    (
        "linkedin point com slash in slash nora tiret quill",
        "https://linkedin.com/in/nora-quill",
        LinkPurpose.SOCIAL_PROFILE,
    ),
    ("fb chấm com gạch chéo noraquill", "https://fb.com/noraquill", LinkPurpose.SOCIAL_PROFILE),
    ("vk точка com слэш nora", "https://vk.com/nora", LinkPurpose.SOCIAL_PROFILE),
    ("пишите: тайдпул точка рф", "https://таидпул.рф", LinkPurpose.PERSONAL_SITE),
    ("paypal (dot) me (slash) noraquill", "https://paypal.me/noraquill", LinkPurpose.PAYMENT_PAGE),
]

PURPOSES = [
    ("https://t.me/noraquill", LinkPurpose.MESSENGER_INVITE),
    ("wa.me/15550100", LinkPurpose.MESSENGER_INVITE),
    ("line.me/ti/p/~nora", LinkPurpose.MESSENGER_INVITE),
    ("discord.com/invite/abc", LinkPurpose.MESSENGER_INVITE),
    ("https://discord.com/developers/docs", LinkPurpose.OTHER),
    ("https://www.linkedin.com/in/nora-quill", LinkPurpose.SOCIAL_PROFILE),
    ("https://www.linkedin.com/jobs/7", LinkPurpose.OTHER),
    ("youtube.com/@noraquill", LinkPurpose.SOCIAL_PROFILE),
    ("youtube.com/watch?v=abc", LinkPurpose.OTHER),
    ("https://nora.carrd.co", LinkPurpose.SOCIAL_PROFILE),
    ("twitter.com", LinkPurpose.OTHER),
    ("cal.com/nora/15min", LinkPurpose.CALENDAR),
    ("https://meet.google.com/abc-defg-hij", LinkPurpose.MEETING_ROOM),
    ("zoom.us/j/15550100", LinkPurpose.MEETING_ROOM),
    ("https://zoom.us/pricing", LinkPurpose.OTHER),
    ("ko-fi.com/noraquill", LinkPurpose.PAYMENT_PAGE),
    ("https://blog.payoneer.com/news", LinkPurpose.OTHER),
    ("docs.google.com/forms/d/1", LinkPurpose.FORM),
    ("docs.google.com/document/d/1", LinkPurpose.DOCUMENT),
    ("https://tidepool.org/brief.pdf", LinkPurpose.DOCUMENT),
    ("behance.net/noraquill", LinkPurpose.PORTFOLIO),
    ("github.com/noraquill/tidepool", LinkPurpose.CODE),
    ("https://www.credly.com/badges/1", LinkPurpose.CERTIFICATE_REGISTRY),
    ("https://tidepool.org/certificates/4155550142", LinkPurpose.CERTIFICATE_REGISTRY),
    ("https://www.linkedin.com/learning/certificates/4155550142", LinkPurpose.CERTIFICATE_REGISTRY),
    ("bit.ly/abc", LinkPurpose.OTHER),
    ("bit.ly/abc has my details", LinkPurpose.PERSONAL_SITE),
    ("visit my website tidepool.com", LinkPurpose.PERSONAL_SITE),
    ("mi página es tidepool.com", LinkPurpose.PERSONAL_SITE),
    ("мой сайт tidepool.com", LinkPurpose.PERSONAL_SITE),
    ("book me at tidepool.com/book", LinkPurpose.CALENDAR),
    ("tidepool.com/contact", LinkPurpose.PERSONAL_SITE),
    ("please fix the form on tidepool.com/contact", LinkPurpose.OTHER),
    ("redesign of my website tidepool.com", LinkPurpose.OTHER),
    ("a shop similar to tidepool (dot) com", LinkPurpose.OTHER),
    ("phishing seen at hxxps://tidepool[.]com", LinkPurpose.OTHER),
    ("tidepool.com has what I mean", LinkPurpose.OTHER),
    ("https://nora.wixsite.com/work", LinkPurpose.OTHER),
]

NOT_LINKS = [
    "I finished.It was fine",
    "ok.so we start, thanks.In case of doubt",
    "e.g. this, i.e. that, etc.in short",
    "report.pdf and data.csv",
    "Node.js and Vue.js",
    "com.android.app and org.acme.tool.io",
    "self.app.run() and user.name and System.IO",
    "obj.info.call()",
    "foo.baz and foo.comm",
    "$TIDE.US and #tide.com and @tide.com",
    "nora.quill.com@tidepool.org",
    "version 2.in, 12.de and q.co",
    "http://localhost:8000/x and http://intranet/x",
    "_tide._pool.com and -.com",
    "http://",
    "your dot com idea, a dot com company, skilled dot net developer",
    "a . b . c and so . on",
    "the end . App stores are closed . Info follows",
    "love.it, forget.so",
    "one / two / three",
    "Prices may fall again this winter and far into the spring, says the report that everybody quotes and nobody reads, so shops slash them",
    "el punto de partida, au point de départ",
    "5点开始",
    "a." + "a." * 200 + "com",
]

DISMISSED = [
    ("Use make.com for it", Explanation.BRAND),
    ("a clone of booking.com", Explanation.BRAND),
    ("ASP.NET", Explanation.BRAND),
    ("run main.py", Explanation.FILE_NAME),
    ("as CONTRIBUTING.md says", Explanation.FILE_NAME),
]


class TestLinkDetector:
    @pytest.mark.parametrize(("text", "expected"), PLAIN)
    def test_finds_links_as_they_stand(self, text: str, expected: str) -> None:
        finding = only_finding(text)

        assert finding.text == expected
        assert text[finding.start : finding.end] == expected
        assert not finding.obfuscated
        assert finding.confidence > 0.6

    @pytest.mark.parametrize(("text", "address", "purpose"), DISGUISED)
    def test_reads_disguises(self, text: str, address: str, purpose: LinkPurpose) -> None:
        finding = only_finding(text)

        assert (finding.normalized, finding.purpose) == (address, purpose)
        assert finding.obfuscated
        assert finding.contact

    @pytest.mark.parametrize(("text", "purpose"), PURPOSES)
    def test_says_what_a_link_is_for(self, text: str, purpose: LinkPurpose) -> None:
        finding = only_finding(text)

        assert finding.purpose is purpose
        assert finding.contact is purpose.is_contact

    @pytest.mark.parametrize("text", NOT_LINKS)
    def test_leaves_other_dots_alone(self, text: str) -> None:
        assert found(text) == []

    @pytest.mark.parametrize(("text", "explanation"), DISMISSED)
    def test_dismisses_products_and_files(self, text: str, explanation: Explanation) -> None:
        (dismissal,) = detect(text)

        assert isinstance(dismissal, Dismissal)
        assert dismissal.explanation is explanation

    def test_takes_a_product_site_offered_as_ones_own_for_a_link(self) -> None:
        assert only_finding("visit my shop: etsy.com").contact

    def test_reads_on_over_messages(self) -> None:
        finding = only_finding("my room: zoom dot us slash j slash", "15550100")

        assert finding.normalized == "https://zoom.us/j/15550100"
        assert finding.continued[0].part == 1

    def test_keeps_the_capitals_of_a_path(self) -> None:
        assert only_finding("t.me/+AbC_d").normalized == "https://t.me/+AbC_d"

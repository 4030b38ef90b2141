"""Addresses: found however they are written; what only looks like one is left alone, or dismissed with its reason."""

import pytest

from habeas.detection.detectors.email import EmailDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from habeas.detection.readings import Reading


def detect(*parts: str) -> list[Finding | Dismissal]:
    return list(EmailDetector().detect(Reading(read_document(Message(parts)))))


def found(*parts: str) -> list[Finding]:
    return [result for result in detect(*parts) if isinstance(result, Finding)]


def only_finding(*parts: str) -> Finding:
    (finding,) = found(*parts)
    return finding


PLAIN = [
    ("reach nora.quill@tidepool.studio today", "nora.quill@tidepool.studio", "nora.quill@tidepool.studio"),
    (
        "Nora Quill <Nora.Quill+jobs@mail.tidepool.co.uk>",
        "Nora.Quill+jobs@mail.tidepool.co.uk",
        "nora.quill+jobs@mail.tidepool.co.uk",
    ),
    ("mailto:nora@tidepool.org?subject=hi", "nora@tidepool.org", "nora@tidepool.org"),
    ("(nora@tidepool.org).", "nora@tidepool.org", "nora@tidepool.org"),
    ("it is nora@tidepool.org. It works", "nora@tidepool.org", "nora@tidepool.org"),
    ("nora@yahoo.co.uk, or here", "nora@yahoo.co.uk", "nora@yahoo.co.uk"),
    ("“o'neill@tidepool.ie”", "o'neill@tidepool.ie", "o'neill@tidepool.ie"),
    ('"nora quill"@tidepool.org', '"nora quill"@tidepool.org', '"nora quill"@tidepool.org'),
    ("我的邮箱nora@qq.com谢谢", "nora@qq.com", "nora@qq.com"),
    ("почта: нора@тайдпул.рф", "нора@тайдпул.рф", "нора@таидпул.рф"),
    ("ｎｏｒａ＠ｔｉｄｅｐｏｏｌ．ｃｏｍ", "ｎｏｒａ＠ｔｉｄｅｐｏｏｌ．ｃｏｍ", "nora@tidepool.com"),
    ("n\u200bora@tide\u200bpool.com", "n\u200bora@tide\u200bpool.com", "nora@tidepool.com"),
]

SAID = [
    ("en", "nora.quill at tidepool dot studio, write me", "nora.quill@tidepool.studio"),
    ("en", "NORA AT TIDEPOOL DOT COM", "nora@tidepool.com"),
    ("en", "nora WHERE tidepool DOM edu", "nora@tidepool.edu"),
    ("en", "nora.quill at the rate gmail dot com", "nora.quill@gmail.com"),
    ("en", "nora dot quill, then the at sign, then tidepool dot ie", "nora.quill@tidepool.ie"),
    ("en", "n0ra88 at g-mail d0t c0m", "n0ra88@gmail.com"),
    ("en", "nora-at-gmail-dot-com", "nora@gmail.com"),
    ("es", "nora punto quill arroba yahoo punto es", "nora.quill@yahoo.es"),
    ("es", "nora guion bajo quill arroba outlook punto es", "nora_quill@outlook.es"),
    ("pt", "nora ponto quill arroba uol ponto com ponto br", "nora.quill@uol.com.br"),
    ("fr", "nora tiret quill arobase orange point fr", "nora-quill@orange.fr"),
    ("de", "nora punkt quill klammeraffe web punkt de", "nora.quill@web.de"),
    ("de", "nora unterstrich quill ät gmx punkt de", "nora_quill@gmx.de"),
    ("it", "nora punto quill chiocciola libero punto it", "nora.quill@libero.it"),
    ("nl", "nora punt quill apenstaartje ziggo punt nl", "nora.quill@ziggo.nl"),
    ("pl", "nora kropka quill małpa wp kropka pl", "nora.quill@wp.pl"),
    ("cs", "nora zavináč seznam tečka cz", "nora@seznam.cz"),
    ("hu", "nora kukac gmail pont com", "nora@gmail.com"),
    ("ro", "nora punct quill arond yahoo punct ro", "nora.quill@yahoo.ro"),
    ("ru", "нора точка квилл собака яндекс точка ру", "нора.квилл@yandex.ru"),
    ("ru", "nora сбк mail тчк ru", "nora@mail.ru"),
    ("uk", "nora равлик ukr крапка net", "nora@ukr.net"),
    ("tr", "nora nokta quill kuyruklu a hotmail nokta com", "nora.quill@hotmail.com"),
    ("ar", "nora آت gmail دوت كوم", "nora@gmail.com"),
    ("hi", "nora एट द रेट gmail डॉट कॉम", "nora@gmail.com"),
    ("bn", "nora এট gmail ডট কম", "nora@gmail.com"),
    ("zh", "nora艾特163点com", "nora@163.com"),
    ("ja", "nora アットマーク じーめーる ドット コム", "nora@gmail.com"),
    ("ko", "nora 골뱅이 네이버 점 컴", "nora@naver.com"),
    ("vi", "nora a còng gmail chấm com", "nora@gmail.com"),
    ("id", "nora a keong gmail titik com", "nora@gmail.com"),
    ("ms", "nora alias yahoo noktah com", "nora@yahoo.com"),
    ("th", "nora แอท gmail ดอท คอม", "nora@gmail.com"),
]

DISGUISED = [
    ("my email is clay . ovens71 @ tide-pool . co . uk", "ovens71@tide-pool.co.uk"),
    ("nora[at]tidepool[dot]org", "nora@tidepool.org"),
    ("nora {a} tidepool {.} org", "nora@tidepool.org"),
    ("nora (AT) tidepool (PUNTO) org", "nora@tidepool.org"),
    ("nora <at> tidepool <dot> org", "nora@tidepool.org"),
    ("nora.k(a)gmail,com", "nora.k@gmail.com"),
    ("mail nora @ tidepool . com", "nora@tidepool.com"),
    ("nora@ tidepool.org is best", "nora@tidepool.org"),
    ("mail nora @ tidepool . co . uk", "nora@tidepool.co.uk"),
    (
        "At the end of a long letter about otters, their pools and the tides that fill them, day by day: nora dot quill at tidepool dot org",
        "nora.quill@tidepool.org",
    ),
    ("nora at studio;tidepool;org", "nora@studio.tidepool.org"),
    ("nora at cs tidepool edu", "nora@cs.tidepool.edu"),
    ("Both nora at tidepool.edu and the rest came", "nora@tidepool.edu"),
    ("Email: nora at cs.tidepool.edu", "nora@cs.tidepool.edu"),
    ("Nora Quill\nnora at tidepool.org", "nora@tidepool.org"),
    ("Nora Quillfeather, quillfeather at tidepool.org", "quillfeather@tidepool.org"),
    ("mail: nora at tidepool period com", "nora@tidepool.com"),
    ("n o r a (a) tidepool (punto) co", "nora@tidepool.co"),
    ("n-o-r-a-@-t-i-d-e-.-e-d-u", "nora@tide.edu"),
    ("nora&#64;tidepool&#x2e;org", "nora@tidepool.org"),
    ("nora<del>@tidepool.org", "nora@tidepool.org"),
    ("nora at <!-- no --> tidepool <!-- bots --> dot <!-- ! --> org", "nora@tidepool.org"),
    ("'nora' + '@' + 'tidepool.org'", "nora@tidepool.org"),
    ("nora.quill (followed by “@tidepool.org”)", "nora.quill@tidepool.org"),
    ("nora.quill followed by @tidepool.org", "nora.quill@tidepool.org"),
    ('nora.quill ("@tidepool.org")', "nora.quill@tidepool.org"),
    ("contact('nora', 'tidepool.org')", "nora@tidepool.org"),
    ("obfuscate('tidepool.org','nora')", "nora@tidepool.org"),
    ("gro.loopedit@aron", "nora@tidepool.org"),
    ("Turn by rot13: aben@gvqrcbby.bet", "nora@tidepool.org"),
    ("my gmail is nora.quill", "nora.quill@gmail.com"),
    ("email, hotmail: nora_88", "nora_88@hotmail.com"),
    ("my inbox: nora.quill88 (gmail)", "nora.quill88@gmail.com"),
    ("e-mail noraquill at gmail", "noraquill@gmail.com"),
    ("write to noraquill gmail com", "noraquill@gmail.com"),
    ("or the other box, nora quill prints, gee mail, calm", "noraquillprints@gmail.com"),
    ("nora at sign tide pool prints all one word dot ie", "nora@tidepoolprints.ie"),
    ("hello with the a in a circle, the name of my shop, dot com", "hello@….com"),
    ("please email info@tidepool", "info@tidepool"),
    ("nora🐒tidepool.org", "nora@tidepool.org"),
    ("nora.quill 🐌 gmail.com", "nora.quill@gmail.com"),
    ("nora(★)gmail.com", "nora@gmail.com"),
    ("nora#tidepool.org (replace # with @)", "nora@tidepool.org"),
    ("quill_foto★tidepool.jp（★を@に）", "quill_foto@tidepool.jp"),
    ("nora.quill -at- posteo -dot- de", "nora.quill@posteo.de"),
    ("nora.quill (골뱅이) naver (점) com", "nora.quill@naver.com"),
    ("gmail'im: nora.quill", "nora.quill@gmail.com"),
    ("my gmail nora.quill", "nora.quill@gmail.com"),
    ("nora.quill gmail", "nora.quill@gmail.com"),
    ("我的谷歌邮箱 nora.quill", "nora.quill@gmail.com"),
    ("我的QQ邮箱是123456789", "123456789@qq.com"),
    ("네이버 메일 nora.quill", "nora.quill@naver.com"),
]

SPLIT = [
    (("nora.quill", "at tidepool", "dot org"), "nora.quill@tidepool.org"),
    (("write to nora.quill", "@gmail.com"), "nora.quill@gmail.com"),
    (("my inbox name is nora.quill", "what follows the curly a is gmail"), "nora.quill@gmail.com"),
]

PROSE = [
    "5pm at Gates 104. Org meeting for all",
    "we met Foster at MIT. Edu is fun",
    "30th at noon dot com",
    "See you at noon. Com on, hurry",
    "We met at the point. In two days we leave",
    "at this point in time I am at home",
    "au point de départ, chez nous",
    "Look at booking.com and at airbnb.com for ideas",
    "I work at tidepool.edu as a developer at wix.com",
    "hosted at tidepool.org, available at tidepool.com",
    "visit us at tidepool dot com",
    "The otters at tidepool.org swim on their backs",
    "Mail is slow. The otters at tidepool.org swim on their backs",
    "Sadly gmail is nora.quill territory",
    "thirteen rotations of abc@def.ghi and such",
    "the demo is at tidepool.org",
    "Proficient at asp dot net",
    "La arroba de maíz cuesta 80, punto",
    "o preço da arroba em tidepool.com",
    "Każda małpa ma kropki i metkę",
    "моя собака спит, точка",
    "Install lodash@4.17.21, @types/node@20.1.0 and react@next",
    "ssh root@10.0.0.5, then deploy@build-server or me@host.internal",
    "logo@2x.png, icon@3x.webp",
    "@media screen { } .at(0) list.at(index).name",
    "Ask @nora about it, or user@localhost",
    "Options: (a) tidepool.com and (b) tidepool.org",
    "Rate me at 5 dot",
    "my gmail is full, outlook is down, gmail: setup filters",
    "I set up gmail, outlook and yahoo accounts at yahoo",
    "from google gmail com accounts",
    "john@work, in Paris",
    "Send the gmail v2.0 specs and a gmail 2fa guide",
    "Works with Slack 🎉 gmail is next",
    "yandex mail server, qq mail client",
    "tidepool#one replaces nothing @ all",
    "a#b.com and abc#def.nothing, replace # with @",
    "Then nora.quill on gmail stopped answering",
    "puppies 🐶 tidepool.com",
    "@test.com and tidepool.com @test.com",
    "Pizza hut ให้คะแนนเรา@ m9s.in",
    "info@ everyone",
    "mail('one', 'two') and contact('a.b', 'c.d')",
    "abc.def@ghi has no ending either way",
    "a@b.c",
    "thirteen of 2@3.4",
    "at sign is gmail",
    "the at sign, then words joined. Nothing",
    "the at sign one word. Nothing",
    "nora@.org @@ @",
    'the @ "@" sign',
]

DISMISSED = [
    ("The form should accept user@example.com", Explanation.EXAMPLE),
    ("Sample rows such as nora.quill@example.org in the spec sheet", Explanation.EXAMPLE),
    ("nora.quill@example.org, as an example", Explanation.EXAMPLE),
    ("placeholder: you@company.com", Explanation.EXAMPLE),
    ("En el campo pon nombre@tudominio.com", Explanation.EXAMPLE),
    ("comme votre.nom@exemple.fr", Explanation.EXAMPLE),
    ("Zet voornaam@voorbeeld.nl in het veld", Explanation.EXAMPLE),
    ("邮箱占位name@example.com", Explanation.EXAMPLE),
    ("the brochure says info@yourhotel.com for now", Explanation.EXAMPLE),
    ("name@staging.test is the login", Explanation.EXAMPLE),
    ("such as name@tidepool.org in the form", Explanation.EXAMPLE),
    ("git clone git@github.com:acme/shop.git", Explanation.CODE),
    ("deploy@tidepool.org:repo.git", Explanation.CODE),
    ("postgres://app:secret@db.tidepool.io:5432/main", Explanation.CODE),
    ("Send the ticket to support@upwork.com", Explanation.PLATFORM_ADDRESS),
    ("escríbele a soporte@workana.com", Explanation.PLATFORM_ADDRESS),
]

OFFERED = [
    "You can contact me at name@example.com",
    "My email is nora.quill AT example dot co dot uk",
    "user@example.com is my address",
    "nora.quill@example.org knows more",
    "nora@upwork.com is a friend of mine",
    "reach me: name@tidepool.org",
    "mail me: nora@tidepool.example",
]


class TestEmailDetector:
    @pytest.mark.parametrize(("text", "expected", "address"), PLAIN)
    def test_finds_plain_addresses(self, text: str, expected: str, address: str) -> None:
        finding = only_finding(text)

        assert (finding.text, finding.normalized) == (expected, address)
        assert text[finding.start : finding.end] == finding.text
        assert finding.kind is FindingKind.EMAIL
        assert finding.contact
        assert finding.confidence > 0.9

    @pytest.mark.parametrize(("language", "text", "address"), SAID)
    def test_reads_the_signs_as_words_of_a_language(self, language: str, text: str, address: str) -> None:
        finding = only_finding(text)

        assert (language, finding.normalized) == (language, address)
        assert finding.obfuscated
        assert finding.confidence >= 0.8

    @pytest.mark.parametrize(("text", "address"), DISGUISED)
    def test_reads_disguises(self, text: str, address: str) -> None:
        finding = only_finding(text)

        assert finding.normalized == address
        assert finding.obfuscated or "followed" in text or "(" in text or "@tidepool" in text
        assert finding.contact
        assert finding.confidence >= 0.6

    @pytest.mark.parametrize(("parts", "address"), SPLIT)
    def test_reads_on_over_messages(self, parts: tuple[str, ...], address: str) -> None:
        finding = only_finding(*parts)

        assert finding.normalized == address
        assert [span.part for span in finding.continued] == list(range(1, len(parts)))

    @pytest.mark.parametrize("text", PROSE)
    def test_leaves_prose_and_code_alone(self, text: str) -> None:
        assert found(text) == []

    @pytest.mark.parametrize(("text", "explanation"), DISMISSED)
    def test_dismisses_what_is_nobodys_mailbox(self, text: str, explanation: Explanation) -> None:
        (dismissal,) = detect(text)

        assert isinstance(dismissal, Dismissal)
        assert dismissal.explanation is explanation
        assert dismissal.looked_like is FindingKind.EMAIL
        assert text[dismissal.start : dismissal.end] == dismissal.text

    @pytest.mark.parametrize("text", OFFERED)
    def test_takes_an_example_offered_as_contact_for_contact(self, text: str) -> None:
        assert only_finding(text).contact

    def test_is_surer_of_a_plain_address_than_of_a_said_one(self) -> None:
        plain, said = only_finding("nora@tidepool.org"), only_finding("nora at tidepool dot org")

        assert plain.confidence > said.confidence

    def test_says_why(self) -> None:
        assert only_finding("nora (at) tidepool.org").because == ("“at” in brackets joins a name to a domain",)

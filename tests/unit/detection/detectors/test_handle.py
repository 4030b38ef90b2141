"""Handles: names announced for an app are contact, bare @names are mentions, code and work are neither."""

from collections.abc import Sequence

import pytest

from habeas.detection.detectors.handle import HandleDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from habeas.detection.readings import Reading
from habeas.detection.scan import Scanner

SHOWN = 0.5


def detect(text: str | Sequence[str]) -> list[Finding | Dismissal]:
    parts = (text,) if isinstance(text, str) else tuple(text)
    return list(HandleDetector().detect(Reading(read_document(Message(parts)))))


def found(text: str | Sequence[str], *, contact: bool = True) -> list[tuple[str, str]]:
    return [
        (one.text, one.normalized)
        for one in detect(text)
        if isinstance(one, Finding) and one.confidence >= SHOWN and one.contact is contact
    ]


ANNOUNCED: list[tuple[str, str, str | None]] = [
    ("ติดต่อเรา@LINE：zk7716", "zk7716", "LINE: zk7716"),
    ("แอดไลน์ ID: 955986", "955986", "LINE: 955986"),
    ("line id 852446, add me", "852446", "LINE: 852446"),
    ("add kiln77 on snapchat", "kiln77", "Snapchat: kiln77"),
    ("look up kiln_77 on LinkedIn", "kiln_77", "LinkedIn: kiln_77"),
    ("telegram arroba clayovens", "clayovens", "Telegram: clayovens"),
    ("телега: собака clayovens", "clayovens", "Telegram: clayovens"),
    ("напишите в телеграм clayovens", "clayovens", "Telegram: clayovens"),
    ("加微信clay_ovens", "clay_ovens", "WeChat: clay_ovens"),
    ("reach me on telegram at the handle clay_ovens_77", "clay_ovens_77", "Telegram: clay_ovens_77"),
    ("Telegram: @clay_ovens", "@clay_ovens", "Telegram: clay_ovens"),
    ("I'm @clay_ovens on Telegram", "@clay_ovens", "Telegram: clay_ovens"),
    ("find me as clay_ovens on telegram", "clay_ovens", "Telegram: clay_ovens"),
    ("find me as clay clay_ovens on telegram", "clay_ovens", "Telegram: clay_ovens"),
    ("my username is clayovens on telegram", "clayovens", "Telegram: clayovens"),
    ("Skype live:.cid.77aa00bb", "live:.cid.77aa00bb", "Skype: live:.cid.77aa00bb"),
    ("Do you use Skype? Mine is clay.ovens22", "clay.ovens22", "Skype: clay.ovens22"),
    ("my skype id is clayovens", "clayovens", "Skype: clayovens"),
    ("hit me up on Skype: clayovens", "clayovens", "Skype: clayovens"),
    ("My discord is nightowl", "nightowl", "Discord: nightowl"),
    ("discord nightowl#0042", "nightowl#0042", "Discord: nightowl#0042"),
    ("Telegram @clay_ovens, or mail clay@shop.example.com", "@clay_ovens", "Telegram: clay_ovens"),
    ("IG: bakerella", "bakerella", "Instagram: bakerella"),
    ("IG → bakerella.cakes", "bakerella.cakes", "Instagram: bakerella.cakes"),
    ("snap me at @joey.k", "@joey.k", "Snapchat: joey.k"),
    ("add my snap its kayla_xo22", "kayla_xo22", "Snapchat: kayla_xo22"),
    ("Instagram:\n@bakerella", "@bakerella", "Instagram: bakerella"),
    ("paper plane app: @clay_ovens", "@clay_ovens", "Telegram: clay_ovens"),
    ("my handle on the paper plane is clay_ovens", "clay_ovens", "Telegram: clay_ovens"),
    ("Threema ID: QWER1234", "QWER1234", "Threema: qwer1234"),
    ("kik: clayey22", "clayey22", "Kik: clayey22"),
    ("zoom meeting id 812 3456 7890", "812 3456 7890", "Zoom: 81234567890"),
    ("GG: 4512345", "4512345", "Gadu-Gadu: 4512345"),
    ("mastodon: @clay@mastodon.example", "@clay@mastodon.example", "@clay@mastodon.example"),
    ("look me up as Theo Marsh Pottery on Facebook", "Theo Marsh Pottery", "Facebook: theo marsh pottery"),
    ("Find me on Facebook as Theo Marsh", "Theo Marsh", "Facebook: theo marsh"),
    ("Kontaktiere mich auf Insta unter lena.tont", "lena.tont", "Instagram: lena.tont"),
    ("mein Insta heißt lena_tont", "lena_tont", "Instagram: lena_tont"),
    ("Mon insta c'est lea.dupont_photo", "lea.dupont_photo", None),
    ("Retrouve-moi sur Snap : lea_dpt", "lea_dpt", None),
    ("agregame al discord soy lobito#2211", "lobito#2211", None),
    ("mi insta es @mariposa.dsgn", "@mariposa.dsgn", None),
    ("meu telegram é joao_dev99", "joao_dev99", None),
    ("cercami su instagram: bottega.luna", "bottega.luna", None),
    ("mijn insta is fleur_bloemen", "fleur_bloemen", None),
    ("dodaj mnie na discordzie: wilczek77", "wilczek77", None),
    ("мой тг @masha_shyet", "@masha_shyet", "Telegram: masha_shyet"),
    ("найди меня вк: masha_shyet", "masha_shyet", "VK: masha_shyet"),
    ("пиши в поиске телеграма: QZX410", "QZX410", "Telegram: qzx410"),
    ("додай в телеграм: olena_sew", "olena_sew", None),
    ("scrie-mi pe insta la ioana.makeup", "ioana.makeup", None),
    ("instagramdan yazın: ayse_butik", "ayse_butik", None),
    ("تواصل معي على انستا: noor_designs", "noor_designs", None),
    ("मेरा टेलीग्राम @rohit_edits", "@rohit_edits", None),
    ("insta pe msg karo rohit.edits_official", "rohit.edits_official", None),
    ("আমার টেলিগ্রাম আইডি rafi_dev22", "rafi_dev22", None),
    ("微信号：mei_sew2020", "mei_sew2020", "WeChat: mei_sew2020"),
    ("QQ：123456789", "123456789", "QQ: 123456789"),
    ("想加我LINE，ID：mei.sew0900", "mei.sew0900", None),
    ("LINEのIDは hana_sewing です", "hana_sewing", "LINE: hana_sewing"),
    ("카톡 아이디 minji_art", "minji_art", "KakaoTalk: minji_art"),
    ("inbox fb mình: hoa.tran.98", "hoa.tran.98", None),
    ("chat aku di tele: budi_kaos", "budi_kaos", "Telegram: budi_kaos"),
    ("แอดไลน์ nongploy88", "nongploy88", "LINE: nongploy88"),
]

DISGUISED: list[tuple[str, str, str | None]] = [
    (
        "ig: a_1 dot b dot c dot d dot e dot f dot g dot h",
        "a_1 dot b dot c dot d dot e dot f dot g",
        "Instagram: a_1.b.c.d.e.f.g",
    ),
    ("t.e.l.e.g.r.a.m - clay_ovens", "clay_ovens", "Telegram: clay_ovens"),
    ("s k y p e: clay_ovens1", "clay_ovens1", "Skype: clay_ovens1"),
    ("t3l3gram: clay_ovens", "clay_ovens", "Telegram: clay_ovens"),
    ("in$tagram: clay.ovens", "clay.ovens", "Instagram: clay.ovens"),
    ("wh*tsapp @clay", "@clay", "WhatsApp: clay"),
    ("Insta: the punkt clay punkt oven", "the punkt clay punkt oven", "Instagram: the.clay.oven"),
    ("my insta: clay (underscore) ovens", "clay (underscore) ovens", "Instagram: clay_ovens"),
    ("tiktok: clay нижнее подчеркивание ovens", "clay нижнее подчеркивание ovens", "TikTok: clay_ovens"),
    ("ig clay_अंडरस्कोर_ovens", "clay_अंडरस्कोर_ovens", "Instagram: clay_ovens"),
    ("威信：x丨aomei_520", "x丨aomei_520", "WeChat: xiaomei_520"),
]

SAME_NAME = [
    "more pics on insta, same name as on here",
    "same username on telegram",
    "my IG is same as here",
    "тот же ник в телеграме",
    "微信同名",
]

MENTIONS = [
    ("@daniela can you start on Monday?", ["@daniela"]),
    ("thanks @user_one and @user_two", ["@user_one", "@user_two"]),
    ("RT@somebody RT:@other", ["@somebody", "@other"]),
    ("@somebody/list-name is a list", ["@somebody/list-name"]),
    ("see @20251 there", ["@20251"]),
    ("@Мария посмотрите файл", ["@Мария"]),
    ("我同意@kiln_fan的看法", ["@kiln_fan"]),
]

INNOCENT = [
    "National Insurance QQ 12 34 56 C",
    "Error at line: 852446",
    "line id 852446 in the invoice_lines table",
    "ID 852446 on the telegram api",
    "whats the matter..msg me now",
    "find pixel2 events on the facebook api",
    "add step4 to the posts for instagram",
    "add kiln on snapchat",
    "пишите в телеграм канал",
    "напишите бота для телеграм python",
    "собака спит, телеграм молчит",
    "Need a Telegram bot that reads new_orders and answers",
    "Integrate Telegram login_widget with our site",
    "Telegram channel_post handler with python-telegram-bot v20",
    "WhatsApp Business API, 3000 messages a day",
    "Instagram: 3 posts per week",
    "Insta and TikTok management for a bakery",
    "Discord: yes, Slack: no",
    "Skype: none",
    "Platforms: Instagram, Facebook, TikTok",
    "Skype interview at 5pm",
    "Signal: strong on all bands",
    "Line 45: unexpected token foo_bar in x.y",
    "skype clayovens then",
    "the same name as on the door. Pictures on insta, soon",
    "please drop me a line here on Thursday",
    "Zap: trigger new_lead then update crm_v2",
    "a snap decision, in two teams",
    "not Discord Oauth2 but ours",
    "12 threads @ 3.6 GHz",
    "meet @5pm or @ 6:30, $20 @ hour",
    "git@github.com:clay/ovens.git and clay@ovens.example",
    "I tested discord.py and slack_sdk and telegram.org",
    "check out my user_name column in facebook_ads",
    "I am getting a lot of clients through insta",
    "mentions of e.g. whatsapp, e.g. line",
    "my PayPal is blocked.Good news for them on facebook.So what",
    "Verleihe mein Tele: 70-200 mm, Serie 20178",
    "Мой телеграм-бот готов",
]

DISMISSED = [
    ("drops @Override and @Nullable on 14 methods", Explanation.CODE, ["@Override", "@Nullable"]),
    ("bump @angular/core to 17 and @acme/kit@4.0.1", Explanation.CODE, ["@angular/core", "@acme/kit"]),
    ("css with @media and @keyframes inside", Explanation.CODE, ["@media", "@keyframes"]),
    ('a @RequestMapping("/x") there', Explanation.CODE, ["@RequestMapping"]),
    ("@everyone please read", Explanation.MEMBER_MENTION, ["@everyone"]),
    ("manage our Instagram @acme_shoes and its followers", Explanation.SUBJECT_OF_WORK, ["@acme_shoes"]),
    ("accounts like @acme_shoes on Instagram, for example", Explanation.SUBJECT_OF_WORK, ["@acme_shoes"]),
]

SCATTERED = [
    (
        ["paste it without blanks", "clay . ovens", "that finds me on ig, the one with the kiln"],
        "Instagram: clay.ovens",
    ),
    (["my telegram is", "clay_ovens"], "Telegram: clay_ovens"),
]

NOT_SCATTERED = [
    ["file v2.psd", "clay_ovens", "ready"],
    ["my insta is fine", "see you at ten", "bye"],
    ["add me on telegram", ".", "thanks"],
    ["add me on telegram", "bring the long list of all the things that we need there"],
]


class TestHandleDetector:
    @pytest.mark.parametrize(("text", "name", "normalized"), ANNOUNCED + DISGUISED)
    def test_finds_names_announced_for_an_app(self, text: str, name: str, normalized: str | None) -> None:
        findings = found(text)

        assert name in [text for text, _ in findings]
        assert normalized is None or (name, normalized) in findings

    @pytest.mark.parametrize(("text", "name", "normalized"), DISGUISED)
    def test_says_what_was_disguised(self, text: str, name: str, normalized: str | None) -> None:
        obfuscated = [one for one in detect(text) if isinstance(one, Finding) and one.normalized == normalized]

        assert [one.text for one in obfuscated if one.obfuscated or "丨" in name] == [name]

    @pytest.mark.parametrize("text", SAME_NAME)
    def test_finds_the_announcement_of_the_same_name(self, text: str) -> None:
        assert next(normalized for _, normalized in found(text)).endswith("the member's name here")

    @pytest.mark.parametrize(("text", "names"), MENTIONS)
    def test_takes_bare_names_for_mentions(self, text: str, names: list[str]) -> None:
        assert [name for name, _ in found(text, contact=False)] == names
        assert found(text) == []

    def test_takes_a_name_on_a_server_of_its_own_for_contact(self) -> None:
        assert found("me: @clay@kiln.example, and @clay:kiln.example") == [
            ("@clay@kiln.example", "@clay@kiln.example"),
            ("@clay:kiln.example", "@clay:kiln.example"),
        ]

    @pytest.mark.parametrize("text", INNOCENT)
    def test_leaves_apps_words_and_figures_alone(self, text: str) -> None:
        assert found(text) == []

    @pytest.mark.parametrize(("text", "explanation", "names"), DISMISSED)
    def test_dismisses_code_rooms_and_the_subject_of_the_work(
        self, text: str, explanation: Explanation, names: list[str]
    ) -> None:
        dismissed = [one for one in detect(text) if isinstance(one, Dismissal)]

        assert found(text) == []
        assert [one.text for one in dismissed if one.explanation is explanation] == names
        assert {one.looked_like for one in dismissed} == {FindingKind.HANDLE}

    @pytest.mark.parametrize(("parts", "normalized"), SCATTERED)
    def test_finds_a_name_alone_in_a_message(self, parts: list[str], normalized: str) -> None:
        assert normalized in [normalized for _, normalized in found(parts)]

    @pytest.mark.parametrize("parts", NOT_SCATTERED)
    def test_takes_no_other_message_for_a_name(self, parts: list[str]) -> None:
        assert found(parts) == []

    @pytest.mark.parametrize(
        "text", [row[0] for row in ANNOUNCED + DISGUISED] + SAME_NAME + [row[0] for row in MENTIONS]
    )
    def test_is_asked_for_whatever_it_finds(self, text: str) -> None:
        scan = Scanner(detectors=[HandleDetector()]).scan([text])[0]

        assert scan.findings

"""Apps are found by name, nickname, in other scripts and in disguise; ordinary words are marked as such."""

import pytest

from habeas.detection.handles.app_mentions import find_apps
from habeas.detection.normalize import fold

PLAIN = [
    ("on WhatsApp", "WhatsApp"),
    ("what's app", "WhatsApp"),
    ("wasap", "WhatsApp"),
    ("вацапе", "WhatsApp"),
    ("в телегу", "Telegram"),
    ("عالواتس", "WhatsApp"),
    ("בווטסאפ", "WhatsApp"),
    ("व्हाट्सएप पर", "WhatsApp"),
    ("加微信", "WeChat"),
    ("薇信号", "WeChat"),
    ("카톡으로", "KakaoTalk"),
    ("ไลน์", "LINE"),
    ("Instagramie", "Instagram"),
    ("tele gram", "Telegram"),
]

ORDINARY = [
    ("the green app", "WhatsApp"),
    ("a line", "LINE"),
    ("zap", "WhatsApp"),
    ("signal", "Signal"),
    ("paper plane", "Telegram"),
]

DISGUISED = [
    ("w h a t s a p p", "WhatsApp"),
    ("w h a t s app", "WhatsApp"),
    ("t-e-l-e-g-r-a-m", "Telegram"),
    ("t3l3gram", "Telegram"),
    ("wh4t5app", "WhatsApp"),
    ("d1sc0rd", "Discord"),
    ("wh*tsapp", "WhatsApp"),
    ("insta*ram", "Instagram"),
    ("т е л е г р а м", "Telegram"),
]

NONE = [
    "discordant",
    "instagrammable",
    "telegraph",
    "a b c d e f g",
    "what is an app",
    "linear",
    "m4n",
    "ab*cdefgh",
    "v*b*r",
    "vi be ra",
]


def named(text: str) -> list[tuple[str, bool, bool]]:
    return [(one.app.name, one.ordinary, one.disguised) for one in find_apps(fold(text)[0])]


class TestFindApps:
    @pytest.mark.parametrize(("text", "app"), PLAIN)
    def test_finds_plain_names(self, text: str, app: str) -> None:
        assert named(text) == [(app, False, False)]

    @pytest.mark.parametrize(("text", "app"), ORDINARY)
    def test_marks_ordinary_words(self, text: str, app: str) -> None:
        assert named(text) == [(app, True, False)]

    @pytest.mark.parametrize(("text", "app"), DISGUISED)
    def test_sees_through_disguise(self, text: str, app: str) -> None:
        assert named(text) == [(app, False, True)]

    @pytest.mark.parametrize("text", NONE)
    def test_leaves_other_words_alone(self, text: str) -> None:
        assert named(text) == []

    def test_tells_a_masked_name_from_a_word_beside_it_whose_signs_mask_nothing(self) -> None:
        assert named("wh*tsapp or ab*c*d") == [("WhatsApp", False, True)]

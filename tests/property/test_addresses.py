"""Whatever the address and whatever the language of its signs, it is found, and where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from habeas.detection.connector_hits import BRACKETED_AT, LOOSE_AT, SURE_AT
from habeas.detection.detector import Detector
from habeas.detection.detectors.email import EmailDetector
from habeas.detection.detectors.link import LinkDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Finding, FindingKind
from habeas.detection.lexicon.address_cues import PLACEHOLDER_NAMES, PROSE_BEFORE_AT
from habeas.detection.lexicon.connectors import AT_LOOSE, AT_SURE, DOT_SURE
from habeas.detection.lexicon.sites import BRANDS
from habeas.detection.lexicon.suffixes import TOP_LEVEL_DOMAINS
from habeas.detection.normalize import fold
from habeas.detection.prefilter import PlainPrefilter, TriggerTable
from habeas.detection.readings import Reading
from habeas.detection.respelling import respell

LETTERS = "bcdfghjklmnpqrstvwxyz"
DETECTORS: tuple[Detector, ...] = (EmailDetector(), LinkDetector())
PREFILTER = PlainPrefilter(TriggerTable.of([detector.triggers for detector in DETECTORS]))

labels = st.text(LETTERS, min_size=4, max_size=12).filter(lambda label: label not in TOP_LEVEL_DOMAINS)
names = st.builds("{}.{}".format, labels, labels).filter(
    lambda name: name not in PLACEHOLDER_NAMES and name not in PROSE_BEFORE_AT
)
endings = st.sampled_from(("com", "net", "org", "studio", "co.uk", "com.br", "fr", "pl", "dev"))
domains = st.builds("{}.{}".format, labels, endings).filter(lambda domain: domain not in BRANDS)
languages = st.sampled_from(sorted(AT_SURE))
surroundings = st.text("abc DEF 123 ,;:()\n€é中", max_size=30)
fragments = st.sampled_from(
    [
        "nora",
        "quill",
        "at",
        "(at)",
        "@",
        "dot",
        ".",
        "/",
        "slash",
        "gmail",
        "com",
        "de",
        "собака",
        "점",
        "点",
        "ドット",
        "&#64;",
        "<b>",
        "http://",
        "www.",
        "t.me",
        "is",
        ",",
        "-",
        "é",
        "🙂",
        "ﬁ",
        " . ",
        " / ",
        "gee mail",
        "n o r a",
        "one word",
        "\n",
        "_",
        "\ue000",
        "tidepool.org",
    ],
)
soups = st.lists(fragments, max_size=14).flatmap(lambda parts: st.sampled_from((" ".join(parts), "".join(parts))))


def findings(*parts: str) -> list[Finding]:
    reading = Reading(read_document(Message(parts)))
    return [result for detector in DETECTORS for result in detector.detect(reading) if isinstance(result, Finding)]


def addresses(*parts: str) -> list[str]:
    return [finding.normalized for finding in findings(*parts) if finding.kind is FindingKind.EMAIL]


def words(lexicon: str) -> list[str]:
    return lexicon.split("|")


class TestAddresses:
    @given(name=names, domain=domains, before=surroundings, after=surroundings)
    def test_written_plainly_are_found_among_anything(self, name: str, domain: str, before: str, after: str) -> None:
        assert addresses(f"{before} {name}@{domain} {after}") == [f"{name}@{domain}"]

    @given(st.data(), labels, labels, languages)
    def test_are_found_with_signs_in_the_words_of_a_language(
        self, draw: st.DataObject, name: str, label: str, language: str
    ) -> None:
        at = draw.draw(st.sampled_from(words(AT_SURE[language])))
        dot = draw.draw(st.sampled_from(words(DOT_SURE[language] if language in DOT_SURE else DOT_SURE["en"])))

        assert addresses(f"email: {name} {at} {label} {dot} com") == [f"{name}@{label}.com"]

    @given(st.data(), labels, labels, st.sampled_from(sorted(AT_LOOSE)))
    def test_are_found_with_everyday_words_near_a_cue(
        self, draw: st.DataObject, name: str, label: str, language: str
    ) -> None:
        at = draw.draw(st.sampled_from(words(AT_LOOSE[language])))

        assert addresses(f"email: {name} {at} {label} dot com") == [f"{name}@{label}.com"]

    @given(names, domains, st.sampled_from(("(at)", "[at]", "{a}", "<at>", " (a) ", "( at )", "&#64;", " @")))
    def test_are_found_in_brackets_and_gaps(self, name: str, domain: str, at: str) -> None:
        assert addresses(f"email: {name}{at}{domain}") == [f"{name}@{domain}"]

    @given(names, labels, st.integers(1, 3))
    def test_are_found_over_messages(self, name: str, label: str, cut: int) -> None:
        pieces = [name, "at", label, "dot com"]

        assert addresses("email me", " ".join(pieces[:cut]), " ".join(pieces[cut:])) == [f"{name}@{label}.com"]


class TestLinks:
    @given(domain=domains, path=st.text(LETTERS + "/-", max_size=12), before=surroundings, after=surroundings)
    def test_with_a_scheme_are_found_among_anything(self, domain: str, path: str, before: str, after: str) -> None:
        found = [finding.text for finding in findings(f"{before} https://{domain}/{path} {after}")]

        assert any(text.startswith(f"https://{domain}") for text in found)


class TestSpans:
    @given(st.lists(soups, min_size=1, max_size=3))
    def test_hold_what_is_reported(self, parts: list[str]) -> None:
        for finding in findings(*parts):
            assert finding.text == parts[finding.part][finding.start : finding.end] != ""
            assert all(0 <= span.start < span.end <= len(parts[span.part]) for span in finding.continued)
            assert 0 < finding.confidence <= 1

    @given(soups)
    def test_come_back_from_the_respelled_text_in_order(self, text: str) -> None:
        folded, _ = fold(text)
        respelling = respell(folded)

        spans = [respelling.to_folded(place, place + 1) for place in range(len(respelling.text))]

        assert spans == sorted(spans)
        assert all(0 <= start <= end <= len(folded) for start, end in spans)
        assert all(
            respelling.text[place] == folded[start]
            for place, (start, _) in enumerate(spans)
            if not respelling.is_rewritten(place, place + 1)
            and respelling.text[place] not in (SURE_AT, LOOSE_AT, BRACKETED_AT)
        )

    @given(soups)
    def test_never_lie_in_a_text_that_the_prefilter_passes_over(self, text: str) -> None:
        (bits,) = PREFILTER.ask([fold(text)[0]])
        reading = Reading(read_document(Message((text,))))

        for index, detector in enumerate(DETECTORS):
            assert bits >> index & 1 or list(detector.detect(reading)) == []

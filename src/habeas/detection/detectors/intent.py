"""Find the wish to talk elsewhere and the wish to pay elsewhere, said without any detail."""

from collections.abc import Iterable, Iterator

from habeas.detection.detector import Triggers
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from habeas.detection.grammar import Match, find_matches
from habeas.detection.lexicon.intents.patterns import GATE, PAY_OUTSIDE, TALK_ELSEWHERE
from habeas.detection.locating import dismissal, finding
from habeas.detection.readings import Reading
from habeas.detection.sentences import Sentence
from habeas.detection.suppress import Reason, explain_away, is_evidence, is_inside, stays_inside

_MOST = 0.98  # however many ways a sentence says it

_TALK_INSIDE: Reason = (Explanation.PLATFORM_ADDRESS, "the words name the site's own way to talk")
_PAY_INSIDE: Reason = (Explanation.PLATFORM_ADDRESS, "the words name the site's own way to pay")
_EVIDENCE: Reason = (Explanation.REPORTED_SPEECH, "payments are named as evidence")


class IntentDetector:
    """Looks for the two intents."""

    name = "intent"
    triggers = Triggers(cues=GATE)

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield at most one result of each kind for a sentence."""
        for sentence in reading.sentences_through(GATE):
            talk = find_matches(sentence, TALK_ELSEWHERE)
            yield from _judge(reading, sentence, FindingKind.INTENT_OFF_PLATFORM, talk)
            pay = find_matches(sentence, PAY_OUTSIDE)
            yield from _judge(reading, sentence, FindingKind.INTENT_PAY_OUTSIDE, pay)


def _judge(
    reading: Reading, sentence: Sentence, kind: FindingKind, matches: Iterable[Match]
) -> Iterator[Finding | Dismissal]:
    meant: list[Match] = []
    innocent: list[tuple[Match, Reason]] = []
    for match in matches:
        reason = _reason(sentence, kind, match)
        if reason is None:
            meant.append(match)
        else:
            innocent.append((match, reason))
    if meant:
        yield _found(reading, kind, meant)
    elif innocent:
        match, (explanation, because) = innocent[0]
        yield dismissal(
            reading.document, match.start, match.end, looked_like=kind, explanation=explanation, because=because
        )


def _reason(sentence: Sentence, kind: FindingKind, match: Match) -> Reason | None:
    reason = explain_away(sentence, match)
    if reason:
        return reason
    if kind is FindingKind.INTENT_OFF_PLATFORM:
        return _TALK_INSIDE if is_inside(sentence, match) else None
    if is_evidence(sentence, match):
        return _EVIDENCE
    return _PAY_INSIDE if stays_inside(sentence, match) else None


def _found(reading: Reading, kind: FindingKind, matches: list[Match]) -> Finding:
    """Return one finding for all the ways in which a sentence says it: each makes it surer."""
    best = max(matches, key=lambda match: match.pattern.confidence)
    doubt = 1.0
    for pattern in dict.fromkeys(match.pattern for match in matches):
        doubt *= 1 - pattern.confidence
    return finding(
        reading.document,
        best.start,
        best.end,
        kind=kind,
        normalized=kind.value,
        confidence=round(min(_MOST, 1 - doubt), 2),
        contact=False,
        because=tuple(dict.fromkeys(match.pattern.because for match in matches)),
    )

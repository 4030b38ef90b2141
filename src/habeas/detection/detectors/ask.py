"""Find requests for the reader's phone number, e-mail address, messenger name or postal address."""

from collections.abc import Iterator

from habeas.detection.cues import Mark
from habeas.detection.detector import Triggers
from habeas.detection.findings import Dismissal, Finding, FindingKind
from habeas.detection.grammar import Match, find_matches
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.lexicon.intents.requests import GATE, ITEM_KINDS, REQUESTS
from habeas.detection.locating import dismissal, finding
from habeas.detection.readings import Reading
from habeas.detection.sentences import Sentence
from habeas.detection.suppress import explain_request_away

_APP_REACH = 14  # characters from "your contact" to the app that it is for


class AskDetector:
    """Looks for requests."""

    name = "ask"
    triggers = Triggers(cues=GATE)

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield one result for each kind that a sentence asks for."""
        for sentence in reading.sentences_through(GATE):
            asked: set[FindingKind] = set()
            for match in find_matches(sentence, REQUESTS):
                kind = _kind_of(sentence, match)
                if kind not in asked:
                    asked.add(kind)
                    yield _judge(reading, sentence, match, kind)


def _kind_of(sentence: Sentence, match: Match) -> FindingKind:
    """Return the kind of the first thing that the match names; "contact on Telegram" is a handle."""
    end = match.end + _APP_REACH
    items = [mark for mark in sentence.marks if match.start <= mark.start and mark.end <= end]
    cues = [cue for mark in items for cue in _item_cues(mark)]
    return ITEM_KINDS[Cue.APP if cues[0] is Cue.NUMBER and Cue.APP in cues else cues[0]]


def _item_cues(mark: Mark) -> Iterator[Cue]:
    return (cue for cue in ITEM_KINDS if cue in mark.senses)


def _judge(reading: Reading, sentence: Sentence, match: Match, kind: FindingKind) -> Finding | Dismissal:
    reason = explain_request_away(sentence, match)
    if reason:
        explanation, because = reason
        return dismissal(
            reading.document, match.start, match.end, looked_like=kind, explanation=explanation, because=because
        )
    return finding(
        reading.document,
        match.start,
        match.end,
        kind=kind,
        normalized=f"asks for {kind.value}",
        confidence=match.pattern.confidence,
        contact=False,
        asks=True,
        because=(match.pattern.because,),
    )

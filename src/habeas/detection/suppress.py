"""Why words that look like an intent or a request are none: small predicates over one sentence.

A refusal, somebody else's words, a rule that is quoted, a product that is built, the site's own channels.
"""

from collections.abc import Iterator

from habeas.detection.cues import Mark
from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.grammar import Match
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.sentences import Sentence

Reason = tuple[Explanation, str]

_REFUSED: Reason = (Explanation.REFUSAL, "the words refuse it")
_REPORTED: Reason = (Explanation.REPORTED_SPEECH, "the words tell what somebody else said or did")
_QUOTED: Reason = (Explanation.REPORTED_SPEECH, "the words are quoted")
_POLICY: Reason = (Explanation.QUOTED_POLICY, "the words name or quote a rule")
_WORK: Reason = (Explanation.SUBJECT_OF_WORK, "it is part of the work that is talked about")

_NEGATION_REACH = 40  # characters from a "not" to what it negates
_AFTERTHOUGHT_REACH = 30  # the same for a "not" that comes after: "PayPal, no"
_REPORT_REACH = 150  # characters from "he asked me to" to what he asked
_SUBJECT_REACH = 30  # characters from "a buyer" to what the buyer does
_SITE_REACH = 25  # characters from a payment to "through the site"
_NOUN_REACH = 14  # characters between a name and the product word that claims it

_LIST = 3  # names that make an enumeration
_NEXT_WORD = 3  # characters between a name and the word after it
_OPENING, _CLOSING = regex(r"(?<!\w)'(?=\w)"), regex(r"(?<=\S)'(?!\w)")
_QUOTES = (('"', '"'), ("「", "」"), ("『", "』"), ("《", "》"))

_TALK = frozenset({Cue.INVITE, Cue.TALK, Cue.PAY, Cue.OPENER})
_OPENERS = frozenset({Cue.OPENER, Cue.BREAK})
_BREAKS = frozenset({Cue.BREAK})
_RESTS = frozenset({Cue.REST})
_OWN_WISH = frozenset({Cue.OUTSIDE, Cue.DODGE, Cue.LEAVE_OUT, Cue.CLOSE})
_PROPOSALS = frozenset({Cue.PROPOSE, Cue.INVITE, Cue.OPENER})
_NAMES = frozenset({Cue.APP, Cue.RAIL, Cue.MAIL, Cue.PHONE})


def is_refused(sentence: Sentence, match: Match) -> bool:
    """Tell whether a negation reaches the match."""
    return any(_negates(sentence, match, negation) for negation in _marked(sentence, Cue.NOT, match.languages))


def _negates(sentence: Sentence, match: Match, negation: Mark) -> bool:
    if negation.start >= match.end:
        near = negation.start - match.end <= _AFTERTHOUGHT_REACH
        return near and not _parted(sentence, match.end, negation.start)
    if negation.end <= match.start and match.start - negation.end > _NEGATION_REACH:
        return False
    if _any_between(sentence, _OPENERS, negation.end, match.end):
        return False
    return negation.end > match.start or not sentence.pauses_between(negation.end, match.start)


def _parted(sentence: Sentence, start: int, end: int) -> bool:
    return sentence.pauses_between(start, end) or _any_between(sentence, _OPENERS, start, end)


def is_policy(sentence: Sentence, match: Match) -> bool:
    """Tell whether the words name what is forbidden, ask whether it is, or quote the rule."""
    for rule in _marked(sentence, Cue.FORBID, match.languages):
        if rule.start >= match.start or not sentence.pauses_between(rule.end, match.start):
            return not _any_between(sentence, _BREAKS, rule.end, match.end)
        if not _any_between(sentence, _PROPOSALS | _BREAKS, rule.end, match.end):
            return True
    return False


def is_reported(sentence: Sentence, match: Match) -> bool:
    """Tell whether the words are somebody else's, or about somebody else."""
    for report in _marked(sentence, Cue.REPORT, match.languages):
        if 0 <= match.start - report.end <= _REPORT_REACH and not _any_between(
            sentence, _BREAKS, report.end, match.start
        ):
            return True
    return any(
        0 <= match.start - third.end <= _SUBJECT_REACH and not _parted(sentence, third.end, match.start)
        for third in _marked(sentence, Cue.THIRD, match.languages)
    )


def is_work(sentence: Sentence, match: Match) -> bool:
    """Tell whether the words are about what a product does for its users."""
    for public in _marked(sentence, Cue.PUBLIC, match.languages):
        before = 0 <= match.start - public.end <= _SUBJECT_REACH * 2
        after = 0 <= public.start - match.end <= _SUBJECT_REACH // 2
        if (before and not _parted(sentence, public.end, match.start)) or after or _within(public, match):
            return True
    if match.pattern.plain:
        return False
    if _is_list(sentence):
        return True
    return any(
        abs(job.start - match.start) <= 2 * _SUBJECT_REACH for job in _marked(sentence, Cue.JOB, match.languages)
    )


def is_product(sentence: Sentence, match: Match) -> bool:
    """Tell whether every name in the match belongs to a product: "a Telegram bot", "integrate PayPal"."""
    names = [mark for mark in sentence.marks if _NAMES & mark.senses.keys() and _within(mark, match)]
    if names and all(_is_claimed(sentence, name, match.languages) for name in names):
        return True
    return any(0 <= job.start - match.end <= _NEXT_WORD for job in _marked(sentence, Cue.JOB, match.languages))


def _is_claimed(sentence: Sentence, name: Mark, languages: int) -> bool:
    if any(0 <= name.start - about.end <= _NEXT_WORD for about in _marked(sentence, Cue.ABOUT, languages)):
        return True
    return any(
        0 <= job.start - name.end <= _NEXT_WORD
        or (
            0 <= name.start - job.end <= _NOUN_REACH
            and not _any_between(sentence, _TALK, job.end, name.start)
            and not sentence.pauses_between(job.end, name.start)
        )
        for job in _marked(sentence, Cue.JOB, languages)
    )


def is_quoted(sentence: Sentence, match: Match) -> bool:
    """Tell whether the match stands in quotation marks that hold less than its sentence."""
    before, after = sentence.text[sentence.start : match.start], sentence.text[match.end : sentence.end]
    for opening, closing in _QUOTES:
        if opening == closing:
            if before.count(opening) % 2 and closing in after:
                return bool(before[: before.rfind(opening)].strip())
        elif before.rfind(opening) > before.rfind(closing) and closing in after:
            return True
    return _is_in_apostrophes(sentence, match)


def _is_in_apostrophes(sentence: Sentence, match: Match) -> bool:
    """Tell it for marks that are apostrophes too: one opens before a word, one closes after a word."""
    text = sentence.text
    openings = [mark.start() for mark in _OPENING.finditer(text, sentence.start, match.start + 1)]
    if not openings or _CLOSING.search(text, openings[-1] + 1, match.start + 1):
        return False
    closing = _CLOSING.search(text, match.end, sentence.end)
    return closing is not None and bool(text[sentence.start : openings[-1]].strip())


def _is_list(sentence: Sentence) -> bool:
    """Tell whether a sentence enumerates names, as a specification does."""
    places = {mark.start for mark in sentence.marks if _NAMES & mark.senses.keys()}
    return len(places) >= _LIST


def stays_inside(sentence: Sentence, match: Match) -> bool:
    """Tell whether the words name the site's own way to pay, and no wish to go around it."""
    if any(True for cue in _OWN_WISH for _ in _marked(sentence, cue, match.languages)):
        return False
    return any(
        site.start - match.end <= _SITE_REACH
        and match.start - site.end <= _SITE_REACH
        and not _any_between(sentence, _BREAKS, site.end, match.start)
        and not _any_between(sentence, _RESTS, site.end, match.end)
        for site in _marked(sentence, Cue.INSIDE, match.languages)
    )


def is_inside(sentence: Sentence, match: Match) -> bool:
    """Tell whether the words name the site's own way to talk, in the same breath."""
    return any(
        _within(site, match)
        or (0 <= site.start - match.end <= _NOUN_REACH and not _parted(sentence, match.end, site.start))
        for site in _marked(sentence, Cue.INSIDE, match.languages)
    )


def is_evidence(sentence: Sentence, match: Match) -> bool:
    """Tell whether payments are named to prove something."""
    return any(True for _ in _marked(sentence, Cue.EVIDENCE, match.languages))


def _within(mark: Mark, match: Match) -> bool:
    return match.start <= mark.start and mark.end <= match.end


def _marked(sentence: Sentence, cue: Cue, languages: int) -> Iterator[Mark]:
    return (mark for mark in sentence.marks if mark.senses.get(cue, 0) & languages)


def _any_between(sentence: Sentence, cues: frozenset[Cue], start: int, end: int) -> bool:
    return any(start <= mark.start < end and cues & mark.senses.keys() for mark in sentence.marks)


_COMMON_REASONS = (
    (is_refused, _REFUSED),
    (is_policy, _POLICY),
    (is_reported, _REPORTED),
    (is_product, _WORK),
    (is_quoted, _QUOTED),
)


def explain_request_away(sentence: Sentence, match: Match) -> Reason | None:
    """Return why a match asks the reader for nothing, if there is a reason."""
    return next((reason for holds, reason in _COMMON_REASONS if holds(sentence, match)), None)


def explain_away(sentence: Sentence, match: Match) -> Reason | None:
    """Return why a match is no intent, if there is a reason."""
    return explain_request_away(sentence, match) or (_WORK if is_work(sentence, match) else None)

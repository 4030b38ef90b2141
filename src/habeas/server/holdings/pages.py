"""The export of a member as a page to be read: what the JSON says, under headings, in one file without scripts."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from habeas.domain.retention import RecordClass

_TITLES: Final[Mapping[str, str]] = {
    RecordClass.EVENT: "What happened, as the marketplace told it",
    RecordClass.RECENT_TEXT: "Texts that are remembered for a day",
    RecordClass.DECISION: "Decisions, with all that they rest on",
    RecordClass.NOTICE: "Statements that you were sent",
    RecordClass.MEASURE: "Measures",
    RecordClass.CASE: "Cases that a person looks at",
    RecordClass.EVIDENCE: "What cases rest on beside your messages",
    RecordClass.SAMPLE: "Messages of the random sample, at which a person looks whatever they say",
    RecordClass.INQUIRY: "What was asked about your cases, and answered",
    RecordClass.REPORT: "Your reports, and what came of them",
    RecordClass.SAFEGUARD: "Safeguards of your account",
    RecordClass.SANCTION: "What a person decided, with all that it rests on",
    RecordClass.CAMPAIGN: "Decisions about many members at once that you were selected for",
    RecordClass.APPEAL: "Your appeals, and how they were answered",
    RecordClass.ATTACHMENT: "Files that you sent, each as Base64",
    RecordClass.APPEAL_DRAFT: "Appeals that you have begun to write",
    RecordClass.MANDATE: "Whom you let act for you",
    RecordClass.LINK: "Links that let you in, or who acts for you",
    RecordClass.APPEAL_LIMIT: "Warnings about appeals, and limits on them",
}
_STYLE: Final = (
    ":root{color-scheme:light dark;background:Canvas;color:CanvasText}"
    "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 min(1rem,4vw);overflow-wrap:anywhere}"
    "dt{font-weight:bold}dd{margin:0 0 .4rem min(1.2rem,3vw);white-space:pre-wrap}"
    "ol{padding-left:min(2.5rem,10vw)}li{margin-bottom:1rem}"
)


def render_page(export: Mapping[str, Any]) -> str:
    """Return the page. Everything in it is escaped; it loads nothing."""
    return "\n".join(_page(export)) + "\n"


def _page(export: Mapping[str, Any]) -> Iterator[str]:
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>What is held about {escape(export['member'])}</title><style>{_STYLE}</style></head><body><main>"
    yield f"<h1>What is held about {escape(export['member'])}</h1>"
    yield f"<p>As of {escape(export['exported_at'])}. Other members are numbered: their ids are theirs.</p>"
    for name, rows in export["records"].items():
        yield f"<h2>{escape(_TITLES[name])} ({len(rows)})</h2>"
        yield _value(rows)
    yield f"<h2>What the audit log says of you ({len(export['audit_log'])})</h2>"
    yield _value(export["audit_log"])
    yield "<h2>How long it is kept</h2>"
    yield _value(export["retention"])
    yield "</main></body></html>"


def _value(value: Any) -> str:  # noqa: ANN401  # any value of JSON
    match value:
        case dict():
            return (
                "<dl>"
                + "".join(f"<dt>{_words(key)}</dt><dd>{_value(one)}</dd>" for key, one in value.items())
                + "</dl>"
            )
        case list() if value:
            return "<ol>" + "".join(f"<li>{_value(one)}</li>" for one in value) + "</ol>"
        case None | []:
            return "none"
        case bool():
            return "yes" if value else "no"
        case _:
            return escape(str(value))


def _words(key: str) -> str:
    return escape(key.replace("_", " "))

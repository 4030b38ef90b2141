"""What each type of event says: the form of its `data`, one class for those that say the same."""

from typing import Annotated, Final, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from habeas.server.events.schemas.values import (
    MOST_PARTS,
    Count,
    Country,
    Facts,
    Form,
    Id,
    Ids,
    Language,
    Name,
    Sentence,
    Side,
    Text,
    Time,
    Truth,
    wanted,
)

Source = Literal["platform", "both", "member"]

_BOTH_SIDES: Final = "both sides in `parties`, or in `client` and `freelancer`"


class Joined(Form):
    """A member joined the platform. `language` is the one in which they write to it."""

    member: Id
    language: Language | None = None


class Record(Form):
    """What the platform knows of a member or an organization, as of the event's time.

    `language` is the one in which the member writes to the platform: cases about them go to those who read it.
    """

    member: Id | None = None
    org: Id | None = None
    tenure_days: Count | None = None
    completed_contracts: Count | None = None
    messages_365d: Count | None = None
    language: Language | None = None
    facts: Facts | None = None

    @model_validator(mode="after")
    def _is_about_somebody(self) -> Self:
        if self.member is None and self.org is None:
            raise wanted("`member` or `org`: whose record it is", got="neither")
        return self


class Belonging(Form):
    """A member joined an organization, or left it."""

    org: Id
    member: Id


class BetweenParties(Form):
    """Something between two sides: `parties`, or `client` and `freelancer` for short."""

    parties: Annotated[list[Side], Field(min_length=2, max_length=MOST_PARTS)] | None = None
    client: Side | None = None
    freelancer: Side | None = None

    @property
    def names_both(self) -> bool:
        """Return whether both sides are named."""
        return self.parties is not None or (self.client is not None and self.freelancer is not None)


class ContractMove(BetweenParties):
    """A contract was offered, started, paused, ended ... Without `contract`, two parties have one contract.

    `by` is who did it: a report by the other side soon after an end is shown as what may be an answer to it.
    """

    contract: Id | None = None
    by: Id | None = None
    outcome: Name | None = None
    reason: Sentence | None = None

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        if self.contract is None and not self.names_both:
            raise wanted(f"`contract`, or {_BOTH_SIDES}", got="neither")
        return self


class PairWord(BetweenParties):
    """Somebody's word about two sides: that they knew each other before, or that the fee was paid."""

    known_before: Truth | None = None
    paid: Truth | None = None
    since: Time | None = None
    source: Source | None = None
    declared_by: Ids | None = None

    @model_validator(mode="after")
    def _names_both_sides(self) -> Self:
        if not self.names_both:
            raise wanted(_BOTH_SIDES, got="not both")
        return self


class Writing(Form):
    """What a member wrote: `text`, to which the service adds its own window of earlier parts, or `texts` as given."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["text"]}, {"required": ["texts"]}]})

    member: Id
    text: Text | None = None
    texts: Annotated[list[Text], Field(min_length=1, max_length=MOST_PARTS)] | None = None
    to: Ids | None = None
    conversation: Id | None = None
    surface: Name | None = None
    actor_role: Name | None = None
    declared_purpose: Annotated[str, Field(max_length=500)] | None = None
    contract: Id | None = None
    language: Language | None = None
    country: Country | None = None
    context: Facts | None = None

    @model_validator(mode="after")
    def _holds_words_once(self) -> Self:
        if (self.text is None) == (self.texts is None):
            raise wanted("`text` or `texts`, one of the two", got="neither" if self.text is None else "both")
        return self


class Sent(Writing):
    """Words that are on their way. `pending`: they wait for the answer; `delivered`: they are out."""

    delivery: Literal["pending", "delivered"] | None = None
    deadline_ms: Annotated[int, Field(ge=1, le=60_000)] | None = None


class Message(Sent):
    """A message from a member to one or several. `pending`: it waits for the answer; `delivered`: it is out."""

    to: Ids
    conversation: Id


class MessageEdited(Sent):
    """A message, named by the event in which it was sent, got other words. While it is held they wait, too."""

    message: Id


class MessageDeleted(Form):
    """A message, named by the event in which it was sent, was taken back: it is held no more, and never delivered."""

    message: Id
    member: Id | None = None
    conversation: Id | None = None


class Attachment(Form):
    """A file that a member shared, with the words on it where the platform read them."""

    member: Id
    attachment: Id
    to: Ids | None = None
    conversation: Id | None = None
    contract: Id | None = None
    file_name: Annotated[str, Field(max_length=500)] | None = None
    media_type: Annotated[str, Field(max_length=200)] | None = None
    text: Text | None = None


class Report(Form):
    """One member reported another. `names` are words in the reason that would give its author away.

    `art16_notice` says that something is illegal, `terms_report` (where nothing is said) that it breaks the terms.
    """

    member: Id
    by: Id
    message: Id | None = None
    conversation: Id | None = None
    reason: Text | None = None
    kind: Literal["art16_notice", "terms_report"] | None = None
    names: Annotated[list[Name], Field(max_length=MOST_PARTS)] | None = None
    trusted_flagger: Truth | None = None
    language: Language | None = None


class Signal(Form):
    """An outside detector's finding about a member."""

    member: Id
    detector: Name
    version: Name | None = None
    kind: Name
    confidence: Annotated[float, Field(ge=0, le=1, strict=False)] | None = None
    message: Id | None = None
    conversation: Id | None = None
    reason: Sentence | None = None


class MeasureStep(Form):
    """What the host did with a measure that it was asked for."""

    measure: Id
    reason: Sentence | None = None


class NoticeStep(Form):
    """A notice whose mail came back, or that the host could not show: its member does not have it."""

    notice: Id
    reason: Sentence | None = None


class ExternalMeasure(Form):
    """A sanction made elsewhere. It opens a case that owes a statement."""

    member: Id
    kind: Name
    reason: Sentence | None = None
    starts_at: Time | None = None
    ends_at: Time | None = None
    decided_by: Name | None = None

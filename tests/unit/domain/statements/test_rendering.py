"""A reader given only the statement finds what, why, which rule, which facts, how long, the money, and how to appeal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from habeas.domain.actors import MACHINE
from habeas.domain.cases.favour import InFavour
from habeas.domain.sanctions.measures import Capability
from habeas.domain.sanctions.termination import ExemptionCode
from habeas.domain.statements.automation import Decided, automation_of
from habeas.domain.statements.content import (
    Answered,
    Decider,
    Departures,
    LegalGround,
    OpenContract,
    PriorDecision,
    SourceType,
    StatedExemption,
    StatementSource,
    Together,
    Unmasked,
    Withheld,
)
from habeas.domain.statements.rendering import Document, render
from habeas.domain.statements.statement import Statement, StatementIncomplete
from habeas.files.catalogues import read_catalogues
from habeas.policy.actions import Action
from tests.factories.statements import DAY, DETECTED, FACT, HELD, MEASURE, NOW, WEIGHING, a_statement

ORDER = [
    "decided",
    "can",
    "money",
    "happened",
    "rule",
    "found",
    "favour",
    "allowed",
    "now",
    "who",
    "outside",
    "reference",
]
REPORT = StatementSource(type=SourceType.MEMBER_REPORT, notice_content="he sent a number")
BARE = {
    "profiles": frozenset(),
    "redress": replace(a_statement().redress, ods_bodies_url=""),
    "money": (),
    "contracts": (),
    "measures": (),
    "action": Action.WARN,
    "ground": LegalGround(reference="Civil Code, section 2", text="Nobody sells what is stolen."),
    "source": replace(REPORT, unmasked=Unmasked("Leo", "it is his photograph", "lead")),
    "automation": automation_of([DETECTED, Decided(MACHINE)]),
    "decided_by": Decider("program", "the filter", is_human=False),
    "favour": Answered(InFavour((), ()), ""),
    "weighing": replace(WEIGHING, messages=None),
}
DEPARTS = Departures(
    is_urgent=True,
    urgent_because="members lose money right now",
    egregious_because="a whole town was robbed",
    exemption=StatedExemption(ExemptionCode.LEGAL_DUTY, ("order 12/26", "order 13/26")),
)
RICH = {
    "source": REPORT,
    "confirm_by": NOW + DAY,
    "departures": DEPARTS,
    "measures": (
        MEASURE,
        replace(
            MEASURE,
            id="m2",
            ends_at=None,
            review_at=NOW + 90 * DAY,
            indefinite_because="it goes on",
            roles=frozenset(),
            territory=(),
        ),
    ),
    "contracts": (OpenContract(id="c2", title="A site", goes_on=False, becomes="ended", plan="somebody was hurt"),),
    "automation": automation_of([Decided(MACHINE.__class__("ana"))]),
    "redress": replace(
        a_statement().redress, mediators=("A", "B"), regulator="the regulator", contract_claim="You may sue."
    ),
    "withheld": (Withheld(what="a name", basis="an order", approver="lead", recheck_on=HELD.until),),
}


def in_english(statement: Statement) -> Document:
    return render(statement, catalogue=read_catalogues()["en"])


def section(document: Document, name: str) -> str:
    return "\n".join(paragraph.text for part in document.sections if part.id == name for paragraph in part.paragraphs)


class TestRender:
    @pytest.mark.parametrize("changes", [{}, BARE, RICH])
    @pytest.mark.parametrize("language", sorted(read_catalogues()))
    def test_fills_every_section_in_the_order_of_plain_language(
        self, language: str, changes: dict[str, object]
    ) -> None:
        """DSA17-3a to 3f, DSA17-4: every part, in every language, and no place left open."""
        document = render(a_statement(**changes), catalogue=read_catalogues()[language])

        assert [part.id for part in document.sections] == ORDER
        for part in document.sections:
            assert part.heading
            assert part.paragraphs
            assert all("{" not in paragraph.text for paragraph in part.paragraphs)

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("decided", "We restrict what you can do for a time.\nIt takes effect on 3 September 2026."),
            ("decided", "It counts as a strike until 3 September 2027, unless an appeal takes it back."),
            ("can", "Until 10 September 2026 you cannot write messages outside running contracts, send proposals."),
            ("can", "This concerns you as freelancer."),
            ("can", "This concerns ES only."),
            ("can", "see your money and withdraw it unless a law forbids that"),
            ("money", "500.00 USD is held by the payment provider until 14 September 2026"),
            ("money", "“A logo” goes on"),
            ("happened", "(1) 30 August 2026: “call me on the number below”"),
            ("rule", "“Contact before a contract” (contact, version 2): https://market.example/terms#contact"),
            ("rule", "You wrote a number (1) to somebody"),
            ("rule", "How often: 3, of 4000 messages in all."),
            ("rule", "No earlier decision was weighed."),
            ("rule", "something milder (a warning) and did not: you were warned twice"),
            ("found", "A program found it: phone 1.2. It signalled: a phone number."),
            ("found", "Decided by reviewer 12, reviewer."),
            ("favour", "You kept payments of 40000.00 USD on the marketplace."),
            ("favour", "Why this was not enough: it was the third time in a month"),
            ("allowed", "Once the contract has started you may share it."),
            ("now", "until the end of 28 February 2027, free of charge"),
            ("who", "A person who took no part in this decision"),
            ("outside", "https://bodies.example"),
            ("reference", "Reference: S-1. Decision: d1."),
        ],
    )
    def test_says_what_a_reader_needs(self, name: str, words: str) -> None:
        """DSA17-4: what, why, which rule, which facts, how long, what about my money, how to appeal."""
        assert words in section(in_english(a_statement()), name)

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("decided", "The harm that waiting would let happen: members lose money right now"),
            (
                "decided",
                "without 30 days' notice, because a law or an authority requires it. This shows it: order 12/26, o",
            ),
            ("rule", "What makes it so grave that no earlier decision is needed: a whole town was robbed"),
        ],
    )
    def test_says_why_it_departs_from_what_else_protects_a_member_and_else_nothing_of_it(
        self, name: str, words: str
    ) -> None:
        """DSA14-4, DSA23-1, P2B4-4: the harm that could not wait, the first offence, the notice that is not given."""
        assert words in section(in_english(a_statement(departures=DEPARTS)), name)
        assert words.partition(":")[0] not in section(in_english(a_statement()), name)

    @pytest.mark.parametrize("code", ExemptionCode)
    @pytest.mark.parametrize("language", sorted(read_catalogues()))
    def test_shows_each_exception_from_notice_with_its_proof(self, language: str, code: ExemptionCode) -> None:
        """P2B4-4."""
        departs = Departures(exemption=StatedExemption(code, ("order 12/26",)))

        document = render(a_statement(departures=departs), catalogue=read_catalogues()[language])

        assert "order 12/26" in section(document, "decided")

    def test_masks_the_notifier_unless_it_is_strictly_necessary(self) -> None:
        """DSA17-3b, P2B4-5: the notice's content is shown, its author is not."""
        assert section(in_english(a_statement(source=REPORT)), "happened").endswith(
            "A report said: “he sent a number”. We do not say who reported."
        )
        named = section(in_english(a_statement(**BARE)), "happened")
        assert "A report by Leo said" in named
        assert "We name who reported, because it is his photograph. lead agreed to that." in named

    def test_says_what_is_left_out_on_what_basis_and_who_agreed(self) -> None:
        """DSA17-5."""
        said = section(in_english(a_statement(**RICH)), "reference")

        assert (
            "We leave out: a name. The basis: an order. lead agreed to that. We look at this again by 14 September"
            in said
        )

    @pytest.mark.parametrize(("url", "ends"), [("", ""), ("https://law.example/2", " https://law.example/2")])
    def test_quotes_the_law_that_was_broken(self, url: str, ends: str) -> None:
        """DSA17-3d."""
        ground = LegalGround(reference="Civil Code, section 2", text="Nobody sells what is stolen.", url=url)

        named, quoted, *_ = in_english(a_statement(ground=ground)).sections[ORDER.index("rule")].paragraphs

        assert named.text == f"The law: Civil Code, section 2{ends}"
        assert (quoted.text, quoted.is_quote) == ("Nobody sells what is stolen.", True)

    def test_names_a_decision_once_that_is_its_own_statement(self) -> None:
        told = in_english(a_statement(id="d1", counts_until=None))

        assert section(told, "reference").startswith("Reference: d1.\n")
        assert "It is no strike." in section(told, "decided")

    def test_names_the_earlier_decisions_that_were_weighed(self) -> None:
        """DSA23-3."""
        prior = (PriorDecision("d0", date(2026, 5, 3)), PriorDecision("dx", date(2026, 6, 4)))

        said = section(in_english(a_statement(weighing=replace(WEIGHING, prior_decisions=prior))), "rule")

        assert "count against you and were weighed: d0 of 3 May 2026, dx of 4 June 2026." in said

    def test_says_of_what_is_intended_that_nothing_of_it_is_in_effect(self) -> None:
        """DSA14-4."""
        intended = a_statement(effective_at=NOW + 3 * DAY, answer_until=NOW + 3 * DAY, counts_until=date(2027, 9, 3))

        for counted in (intended, replace(intended, counts_until=None)):
            document = render(counted, catalogue=read_catalogues()["en"])
            words = {one.id: [part.text for part in one.paragraphs] for one in document.sections}
            assert document.title.startswith("What we intend to decide")
            assert words["decided"][1].startswith("This is announced, and nothing of it is in effect.")
            assert not any(text.startswith("You can appeal until") for text in words["now"])
            assert ("It would count as a strike until 3 September 2027." in words["decided"]) is (counted is intended)

    def test_cannot_take_effect_before_its_member_had_time_to_answer(self) -> None:
        """DSA14-4."""
        with pytest.raises(StatementIncomplete, match="before the member had time to answer"):
            a_statement(answer_until=NOW + 300 * DAY)

    def test_says_at_what_time_of_the_day_a_held_message_is_delivered(self) -> None:
        """DSA17-3a, in the words of the policy, too."""
        held = replace(
            MEASURE,
            capabilities=frozenset({Capability.THIS_MESSAGE}),
            ends_at=NOW + timedelta(hours=4),
            roles=frozenset(),
            territory=(),
        )

        told = in_english(
            a_statement(
                action=Action.HOLD_MESSAGE, measures=(held,), effective_at=NOW, notice="Payment stays here, please."
            )
        )

        assert "Until 31 August 2026, 18:00 (Europe/Madrid), you cannot have this message delivered." in section(
            told, "can"
        )
        assert "it is delivered by itself" in section(told, "can")
        assert section(told, "decided").endswith("Payment stays here, please.")

    def test_says_how_members_were_selected_where_many_were_decided_of_at_once(self) -> None:
        """DSA14-4, DSA17-4."""
        source = StatementSource(type=SourceType.OWN_INITIATIVE, together=Together(31, "they sent the same link"))

        told = section(in_english(a_statement(source=source)), "found")

        assert "of 31 members at once. They were selected by this: they sent the same link." in told

    def test_marks_the_language_of_quoted_words(self) -> None:
        quoted = in_english(a_statement()).sections[3].paragraphs[0]

        assert (quoted.language, quoted.is_quote) == ("en", True)


class TestMoney:
    @pytest.mark.parametrize("language", ["en", "es", "de", "pt", "hi"])
    def test_says_of_a_contract_that_stops_until_when_on_which_ground_and_why(self, language: str) -> None:
        """Invariant 11, FUND-10."""
        rests = OpenContract(id="k1", title="A shed", goes_on=False, becomes="paused", until=date(2026, 9, 14))
        over = OpenContract(
            id="k2", title="A roof", goes_on=False, becomes="handed_over", handed_to="gil", plan="so it is"
        )
        rests = replace(rests, harm="safety", shown_by=("f1", "f2"), plan="A saw was left running")
        words = read_catalogues()[language]
        facts = (FACT, replace(FACT, id="f2", text="“bring it to me”"))
        document = render(a_statement(contracts=(rests, over), facts=facts), catalogue=words)
        text = section(document, "money")

        told = (
            "A shed",
            words.day(date(2026, 9, 14)),
            "(1), (2)",
            words.say("harm.safety"),
            "A saw was left running",
        )
        assert all(one in text for one in (*told, "A roof", "gil", "so it is"))

    def test_names_the_milestone_and_contract_that_an_amount_stands_in(self) -> None:
        """FUND-1, FUND-10."""
        said = section(in_english(a_statement(money=(replace(HELD, milestone="m1", contract="k1"),))), "money")

        assert "500.00 USD is held by the payment provider until 14 September 2026" in said
        assert "m1" in said
        assert "k1" in said

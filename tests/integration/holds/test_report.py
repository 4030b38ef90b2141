"""The report about money that waits: over the interface, as a command, as plots that say what the table says."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from typer.testing import CliRunner

from habeas.cli import app
from habeas.domain.actors import Actor
from habeas.domain.holds.freezes import LegalBasis
from habeas.server.holds.models import Claim, Deduction, Hold
from habeas.server.plots import Bar, draw_bars
from habeas.server.usecases.deduct_from_hold import deduct_from_hold
from habeas.server.usecases.freeze_by_law import Order, freeze_by_law, review_freeze
from habeas.server.usecases.reverse_holds import reverse_holds
from tests.factories.api import Caller, new_key, read
from tests.factories.claims import ANA, BEN, an_item
from tests.factories.enforcement import disputed, paid, placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, said


def report(*arguments: str) -> tuple[int, str]:
    """Return how the command ended and what it wrote."""
    done = CliRunner().invoke(app, ["report", "money", *arguments])
    return done.exit_code, done.output


def wait() -> None:
    """Let money wait twice: rightly till today, and wrongly for three days."""
    open_market()
    send(*paid(), disputed())
    placed(amount=20_000)
    send(event("chargeback.opened", contract="k1", chargeback="c1", amount=said(300)))
    wrong = placed(amount=300, claim=Claim.objects.get(kind="chargeback").id)["id"]
    reverse_holds(decision=wrong, yearly_rate=800, by="ben", is_test=False, now=NOW + 3 * DAY)


@pytest.mark.django_db
class TestInterface:
    def test_reports_what_waits_and_what_was_wrong_month_by_month(self) -> None:
        wait()
        with time_machine.travel(NOW + 10 * DAY, tick=False):
            found = read(Caller(new_key()).get("/v1/money/report", {"months": 2}))

        assert found["standing"] == [{"ground": "dispute", "days": 14, "holds": 1, "amount": said(20_000)}]
        [february, march] = found["months"]
        assert (february["from"], february["placed"], february["waited"]) == ("2026-02-01", 0, 0)
        assert march == {
            "from": "2026-03-01",
            "currency": "USD",
            "placed": 2,
            "released": {"reversed": 1},
            "waited": 200_000 + 900,
            "waited_wrongly": 900,
            "owed": 1,
            "wrongly": [{"ground": "chargeback", "waited": 900, "owed": 1}],
            "late": 0,
            "standing": found["standing"],
        }
        assert february["standing"] == []

    def test_knows_what_waited_as_a_month_ended_and_what_the_law_froze(self) -> None:
        """FUND-11."""
        wait()
        order = Order(
            member="fred", basis=LegalBasis.SANCTIONS, reference="list 7", review_at=NOW + 20 * DAY, is_silent=False
        )
        freeze = freeze_by_law(order=order, officer=Actor("staff:7"), is_test=False, now=NOW)["id"]
        lifted = NOW + 35 * DAY
        later: dict[str, Any] = {"by": Actor("staff:7"), "is_test": False, "now": lifted}
        review_freeze(freeze=freeze, still_binds=False, review_at=lifted + DAY, **later)
        Hold.objects.filter(released_at=None).update(released_at=lifted, released_because="time")
        with time_machine.travel(NOW + 40 * DAY, tick=False):
            found = read(Caller(new_key()).get("/v1/money/report", {"months": 2}))

        assert found["standing"] == []
        march, april = found["months"]
        assert march["standing"] == [
            {"ground": "dispute", "days": 30, "holds": 1, "amount": said(20_000)},
            {"ground": "sanctions", "days": 30, "holds": 1, "amount": said(30_000)},
        ]
        assert (april["standing"], april["late"]) == ([], 0)

    @pytest.mark.parametrize(
        ("undone", "waited", "wrongly"),
        [
            # $200 waited a day and were missing nine more: wrongly all along where the hold fell, or since the deduction.
            ("hold", 200_000, 200_000),
            ("deduction", 200_000, 180_000),
        ],
    )
    def test_counts_what_was_deducted_wrongly_till_it_was_given_back(
        self, undone: str, waited: int, wrongly: int
    ) -> None:
        """FUND-8: a hold that was wholly deducted and then overturned waited wrongly, too."""
        open_market()
        send(*paid(), disputed())
        hold = placed(amount=20_000)["id"]
        send(event("dispute.resolved", dispute="d1", contract="k1", outcome="upheld"))
        usual: dict[str, Any] = {"items": [an_item(20_000)], "by": ANA, "approved_by": BEN, "is_test": False}
        made = deduct_from_hold(hold=hold, now=NOW + DAY, **usual)
        decision = {"hold": hold, "deduction": made["id"]}[undone]
        reverse_holds(decision=decision, yearly_rate=800, by="ben", is_test=False, now=NOW + 10 * DAY)
        with time_machine.travel(NOW + 10 * DAY, tick=False):
            [march] = read(Caller(new_key()).get("/v1/money/report", {"months": 1}))["months"]

        owed = Deduction.objects.get().owed
        assert (march["waited"], march["waited_wrongly"], march["owed"]) == (waited, wrongly, owed)
        assert owed

    @pytest.mark.parametrize("months", ["0", "121", "x"])
    def test_refuses_months_that_are_none(self, months: str) -> None:
        assert Caller(new_key()).get("/v1/money/report", {"months": months}).status_code == 400


@pytest.mark.usefixtures("reachable")
class TestCommand:
    def test_prints_tables_and_writes_plots(self, tmp_path: Path) -> None:
        wait()
        with time_machine.travel(NOW + 10 * DAY, tick=False):
            status, out = report("--months", "1", "--plots", str(tmp_path / "plots"))
            as_json = json.loads(report("--json")[1])

        assert status == 0
        assert "Dispute  8 to 14 days  1      200.00 USD" in out
        assert "2026-03  Dispute  8 to 14 days  1      200.00 USD" in out
        assert "2026-03  2       1 overturned  2009.00 USD × days  9.00 USD × days  0.01 USD     none" in out
        assert len(as_json["months"]) == 6
        drawn = {path.name: ET.parse(path).getroot() for path in (tmp_path / "plots").iterdir()}  # noqa: S314  # our own
        assert sorted(drawn) == [
            "late-by-month-1.svg",
            "waited-by-month-1.svg",
            "waits-at-month-end-1.svg",
            "waits-now-1.svg",
            "wrongly-by-month-1.svg",
        ]
        assert "\n2026-03  Chargeback  9.00 USD × days  0.01 USD\n" in out
        wrongly = "".join(drawn["wrongly-by-month-1.svg"].itertext())
        assert "2026-03, Chargeback: 9.00 USD, owed 0.01 USD" in wrongly
        assert "2009.00 USD, wrongly 9.00 USD" in "".join(drawn["waited-by-month-1.svg"].itertext())
        assert "2026-03, USD, late: none" in "".join(drawn["late-by-month-1.svg"].itertext())
        assert "2026-03, Dispute: 200.00 USD" in "".join(drawn["waits-at-month-end-1.svg"].itertext())

    def test_says_that_nothing_waits(self) -> None:
        open_market()

        status, out = report()

        assert status == 0
        assert out.startswith("What waits now\nNothing waits.\n\nAs each month ended\nNothing waited.\n")
        assert out.endswith("Month by month\nNothing waited.\n\nWrongly, by ground\nNothing waited wrongly.\n")

    def test_says_where_plots_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        status, out = report("--plots", str(tmp_path / "file" / "plots"))

        assert status == 2
        assert "cannot write to" in out


class TestDrawBars:
    def test_draws_each_part_as_long_as_it_is_large_and_writes_words_as_text(self) -> None:
        plot = draw_bars(
            [Bar("a < b", [75, 25]), Bar("none", [0]), Bar("c", [0, 50])], title='"T"', name="t", is_file=True
        )
        root: Any = ET.fromstring(plot.drawn)  # noqa: S314  # our own
        widths = [one.get("width") for one in root.iter("{http://www.w3.org/2000/svg}rect")]

        assert widths == ["75.00%", "25.00%", "50.00%"]
        assert [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")] == ["a < b", "none", "c"]

    def test_of_nothing_is_empty(self) -> None:
        assert "<rect" not in draw_bars([Bar("none", [0])], title="t", name="t").drawn

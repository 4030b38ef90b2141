"""`habeas deadlines`: the clocks that run, and those that were given up, from a terminal."""

import json

import pytest
from typer.testing import CliRunner

from habeas.cli import app
from habeas.server.deadlines.models import Deadline
from tests.factories.casework import listen, sanction_in_force
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.usefixtures("reachable")


def run(*words: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, ["deadlines", *words])
    assert done.exit_code == status, done.output
    return done.output


class TestDeadlines:
    def test_are_listed_with_the_rule_that_made_them_and_tried_again(self) -> None:
        """Invariant 12."""
        open_market()
        listen()
        sanction = sanction_in_force(now=NOW)
        listed = [json.loads(line) for line in run("list", "--subject", sanction).splitlines()]
        assert {one["rule"] for one in listed} == {"sanction_end"}
        assert {one["kind"] for one in listed} == {"advance_sanction"}
        assert run("list", "--parked") == ""
        Deadline.objects.filter(done_at=None).update(parked_at=NOW, attempts=18, last_error="gone")

        parked = [json.loads(line) for line in run("list", "--parked").splitlines()]
        assert {one["last_error"] for one in parked} == {"gone"}
        assert "--all" in run("retry", status=1)
        assert run("retry", str(parked[0]["id"])).strip() == "1"
        assert run("retry", "--all").strip() == str(len(parked) - 1)

        assert run("list", "--parked") == ""

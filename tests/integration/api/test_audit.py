"""Whoever watches the log gets its checkpoint and proofs, which hold without the service."""

import base64

import pytest

from habeas.cli.audit.signatures import is_signed
from habeas.domain.audit.notes import Standing, read_note, read_verifier_key, standing
from habeas.domain.audit.proof_files import check_proof, read_proof
from habeas.domain.audit.proofs import is_consistent
from habeas.domain.audit.tree import tree_root
from habeas.server.audit.operations import Happening, append
from habeas.server.audit.queries import get_size, stored_hashes
from habeas.server.usecases.sign_checkpoint import sign_checkpoint
from tests.factories.api import Caller, new_key, read
from tests.factories.market import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    return Caller(new_key())


def grow(*, to: int) -> None:
    """Make the log as long as this; the making of the caller's key is in it already."""
    happening = Happening(at=NOW, action="decision.made", actor="machine", subject="decision:d")
    append([happening] * (to - get_size()), seal=lambda _, content: content)


class TestCheckpoint:
    def test_is_the_signed_note_with_what_it_says(self, caller: Caller) -> None:
        grow(to=3)
        note = sign_checkpoint(origin="market.example", now=NOW)

        answer = read(caller.get("/v1/audit/checkpoint"))

        assert answer["checkpoint"] == note
        assert (answer["origin"], answer["size"]) == ("market.example", 3)
        assert base64.b64encode(bytes.fromhex(answer["root"])).decode() in note
        key = read_verifier_key(answer["key"])
        assert standing(read_note(note), key=key, verify=is_signed) is Standing.SIGNED

    def test_is_not_there_before_the_first_is_signed(self, caller: Caller) -> None:
        response = caller.get("/v1/audit/checkpoint")

        assert response.status_code == 404
        assert "the worker signs one each hour" in read(response)["detail"]


class TestProof:
    def test_convinces_whoever_has_the_key(self, caller: Caller) -> None:
        grow(to=300)
        sign_checkpoint(origin="market.example", now=NOW)
        key = read_verifier_key(read(caller.get("/v1/audit/checkpoint"))["key"])

        answer = read(caller.get("/v1/audit/proof", {"entry": 270}))

        check_proof(read_proof(answer["file"]), key=key, verify=is_signed)
        assert (answer["entry"]["index"], answer["size"]) == (270, 300)

    @pytest.mark.parametrize(
        ("path", "query", "status", "says"),
        [
            ("proof", {"entry": 5}, 404, "The log has no entry 5."),
            ("proof", {"entry": 2}, 404, "2 entries are signed, which does not reach 2"),
            ("proof", {"entry": -1}, 400, "entry: "),
            ("proof", {}, 400, "entry: "),
            ("proof", {"entry": 1, "size": 2}, 400, "A parameter is not known here."),
            ("consistency", {"since": 3}, 404, "2 entries are signed, which does not reach 3"),
            ("consistency", {"since": "x"}, 400, "since: "),
            ("checkpoint", {"size": 2}, 400, "A parameter is not known here."),
        ],
    )
    def test_is_refused_with_a_reason(
        self, caller: Caller, path: str, query: dict[str, object], status: int, says: str
    ) -> None:
        grow(to=2)
        sign_checkpoint(origin="market.example", now=NOW)
        grow(to=3)

        response = caller.get(f"/v1/audit/{path}", query)

        assert response.status_code == status
        assert says in read(response)["detail"]


class TestConsistency:
    def test_ties_the_log_that_was_known_to_what_is_signed(self, caller: Caller) -> None:
        grow(to=300)
        sign_checkpoint(origin="market.example", now=NOW)

        answer = read(caller.get("/v1/audit/consistency", {"since": 100}))

        old, new = (tree_root(size, stored=stored_hashes) for size in (100, 300))
        proof = [bytes.fromhex(one) for one in answer["proof"]]
        assert is_consistent(old=100, new=answer["new"], old_root=old, new_root=new, proof=proof)

"""What stands in the log for a payload says nothing without the salt, and is opened by nothing else."""

from hashlib import sha256

import pytest

from habeas.domain.audit.canonical import canonical_bytes
from habeas.domain.audit.commitments import Opening, SaltOfWrongLength, commit, is_opened_by, read_opening

SALT = bytes(range(32))


class TestCommit:
    def test_hashes_the_salt_and_the_canonical_payload(self) -> None:
        assert commit(Opening({"b": 1, "a": 2}, SALT)).commitment == sha256(SALT + b'{"a":2,"b":1}').hexdigest()

    def test_keeps_what_opens_it_in_canonical_form(self) -> None:
        opening = Opening({"b": 1, "a": 2}, SALT)

        kept = commit(opening).kept

        assert kept == canonical_bytes({"payload": {"b": 1, "a": 2}, "salt": SALT.hex()})
        assert read_opening(kept) == opening

    def test_refuses_a_salt_that_could_be_guessed(self) -> None:
        with pytest.raises(SaltOfWrongLength, match="a salt has 32 bytes, this one 4"):
            commit(Opening({}, b"salt"))


class TestIsOpenedBy:
    def test_holds_for_what_was_committed_alone(self) -> None:
        commitment = commit(Opening({"action": "warn"}, SALT)).commitment

        assert is_opened_by(commitment, Opening({"action": "warn"}, SALT))
        assert not is_opened_by(commitment, Opening({"action": "none"}, SALT))
        assert not is_opened_by(commitment, Opening({"action": "warn"}, SALT[::-1]))

"""Notes are those of C2SP: what others signed is read, and what is signed here reads the same to others."""

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from habeas.domain.audit.notes import (
    BadNote,
    BadVerifierKey,
    Note,
    Signature,
    Standing,
    VerifierKey,
    read_note,
    read_verifier_key,
    sign_note,
    standing,
)

# Published with the package `note` of Go, whose format C2SP took over.
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEY = VerifierKey("market.example/habeas", PRIVATE.public_key().public_bytes_raw())
SIGNED = sign_note(text="hello\n\nworld\n", key=KEY, sign=PRIVATE.sign)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


class TestReadNote:
    def test_reads_what_others_signed(self) -> None:
        note = read_note(PUBLISHED_NOTE)

        assert str(note) == PUBLISHED_NOTE
        assert standing(note, key=read_verifier_key(PUBLISHED_KEY), verify=verify) is Standing.SIGNED

    def test_reads_what_was_signed_here(self) -> None:
        assert read_note(str(SIGNED)) == SIGNED

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("", "not text, an empty line, and signatures"),
            ("hello\n", "not text, an empty line, and signatures"),
            ("\n\n— a eHh4eHg=\n", "not text, an empty line, and signatures"),
            ("hello\n\n— a eHh4eHg=", "not text, an empty line, and signatures"),
            ("hello\n\n", "0 signatures; from 1 to 100 are read"),
            ("hello\n\n" + 101 * "— a eHh4eHg=\n", "101 signatures; from 1 to 100 are read"),
            ("hello\r\n\n— a eHh4eHg=\n", "holds a control character"),
            ("hello\n\n- a eHh4eHg=\n", "no signature: '- a eHh4eHg='"),
            ("hello\n\n— a eHh4eHg\n", "the signature by a is not in base64"),
            ("hello\n\n— a eHh4eA==\n", "the signature by a is too short"),
        ],
    )
    def test_refuses_what_is_no_note(self, text: str, says: str) -> None:
        with pytest.raises(BadNote) as refused:
            read_note(text)

        assert str(refused.value).startswith(says)


class TestReadVerifierKey:
    @pytest.mark.parametrize("published", [PUBLISHED_KEY, str(KEY), f"{KEY}\n"])
    def test_gives_back_what_was_published(self, published: str) -> None:
        assert str(read_verifier_key(published)) == published.strip()

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("PeterNeumann", "not name+id+key"),
            ("PeterNeumann+c74f20a3+ARpc2Q", "the key is not in base64"),
            ("PeterNeumann+c74f20a3+AhpcAA==", "not a key of Ed25519"),
            ("PeterNeumann+c74f20a3+ARpcAA==", "a key of Ed25519 has 32 bytes, this one 3"),
            (PUBLISHED_KEY.replace("c74f20a3", "c74f20a4"), "the id c74f20a4 is not of this name and key; mistyped?"),
        ],
    )
    def test_refuses_what_is_no_key(self, text: str, says: str) -> None:
        with pytest.raises(BadVerifierKey) as refused:
            read_verifier_key(text)

        assert str(refused.value).startswith(says)

    def test_refuses_a_name_of_two_words(self) -> None:
        with pytest.raises(BadVerifierKey, match="'two words' is empty, or holds a space or a plus"):
            VerifierKey("two words", bytes(32))


class TestStanding:
    def test_ignores_keys_that_are_not_asked_for(self) -> None:
        others = Signature("other.example", b"abcd", b"whatever")

        assert standing(Note(SIGNED.text, (others, *SIGNED.signatures)), key=KEY, verify=verify) is Standing.SIGNED
        assert standing(Note(SIGNED.text, (others,)), key=KEY, verify=verify) is Standing.UNSIGNED

    def test_tells_another_text_under_the_signature(self) -> None:
        assert standing(Note("bye\n", SIGNED.signatures), key=KEY, verify=verify) is Standing.FORGED

    def test_lets_no_second_signature_make_up_for_a_forged_one(self) -> None:
        forged = Signature(KEY.name, KEY.id, base64.b64decode(64 * "A" + 24 * "B"))

        assert standing(Note(SIGNED.text, (*SIGNED.signatures, forged)), key=KEY, verify=verify) is Standing.FORGED

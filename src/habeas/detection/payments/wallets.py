"""Find addresses of crypto currencies by their alphabets and checksums; tell them from hashes and contracts."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator

from habeas.detection.documents import Document
from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.payments.account import Account, NoAccount
from habeas.detection.payments.surroundings import BUILDING, PAY, WALLET, Surroundings, surroundings
from habeas.detection.payments.wallet_checksums import RIPPLE_ALPHABET, base58_bytes, base58check, bech32, crc16, eip55

_TOKEN = regex(
    r"(?<![a-z0-9])(?:bitcoincash:|bitcoin:|ethereum:|litecoin:|tron:|ton:)?([a-z0-9_\-]{25,108})(?![a-z0-9])"
)
_HEX_ADDRESS = regex(r"0[xX][0-9a-fA-F]{40}")
_HEX_HASH = regex(r"0[xX][0-9a-fA-F]{64}")
_BECH32 = regex(
    r"(?:bc|ltc|addr|cosmos|osmo|bnb|terra|inj|erd|kaspa|dgb|grs|vtc)1[02-9ac-hj-np-z]{30,100}", re.IGNORECASE
)
_BASE58 = regex(r"[1-9A-HJ-NP-Za-km-z]{25,108}")
_TON = regex(r"[EUk0][Qf][A-Za-z0-9_\-]{46}")
_STELLAR = regex(r"G[A-Z2-7]{55}")
_SOLANA_BYTES = 32
_MONERO = regex(r"[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}")

_VERSIONS = {
    0x00: "Bitcoin",
    0x05: "Bitcoin",
    0x30: "Litecoin",
    0x32: "Litecoin",
    0x1E: "Dogecoin",
    0x16: "Dogecoin",
    0x4C: "Dash",
    0x41: "Tron",
}
_ETHEREUM, _XRP, _TON_COIN, _LUMEN, _MONERO_COIN, _SOLANA = "Ethereum", "XRP", "TON", "Stellar", "Monero", "Solana"
_SEGWIT = {"bc": "Bitcoin", "lt": "Litecoin", "ad": "Cardano"}
_ANOTHER_COIN = "a crypto currency"
_ADDRESS_BYTES = 21
_OF_BLOCK = "the hash of a transaction or block, not an address"
_IN_LINK = "a part of a link, which leads to a page about it"
_IN_WORK = "an address on a chain that the work is about"
_LONGEST_LINK = 200


_SHORT_TOKENS = regex(r"(?:\S{1,24}+(?:\s+|$))*+")


def has_long_token(text: str) -> bool:
    """Whether anything in a text is as long as the shortest address."""
    short = _SHORT_TOKENS.match(text)
    return short is None or short.end() < len(text)


def find_wallets(document: Document) -> Iterator[Account | NoAccount]:
    """Yield the addresses of crypto currencies in a document."""
    text = document.text
    for match in _TOKEN.finditer(text):
        start, end = match.span(1)
        if text[start:end].isalpha():
            continue
        written = document.slice_original(start, end)
        if _HEX_HASH.fullmatch(written):
            yield NoAccount(start, end, Explanation.HASH, _OF_BLOCK)
            continue
        coin = next((coin for tell in _TELLERS if (coin := tell(written))), None)
        if coin is not None:
            found = _judge(text, start, end, written, coin)
            if found is not None:
                yield found


def _judge(text: str, start: int, end: int, written: str, coin: str) -> Account | NoAccount | None:
    if _stands_in_link(text, start):
        return NoAccount(start, end, Explanation.URL_PART, _IN_LINK)
    around = surroundings(text, start, end)
    if _is_subject(around):
        return NoAccount(start, end, Explanation.SUBJECT_OF_WORK, _IN_WORK)
    if coin in _WITHOUT_CHECKSUM:
        if not around.say(WALLET) and not around.say(PAY):
            return None
        return Account(start, end, written, 0.85, f"an address of {coin}, announced as one")
    sure = around.say(WALLET) or around.say(PAY)
    return Account(start, end, written, 0.95 if sure else 0.8, f"an address of {coin} whose checksum fits")


def _stands_in_link(text: str, start: int) -> bool:
    link = text.rfind("://", max(0, start - _LONGEST_LINK), start)
    return link >= 0 and not any(map(str.isspace, text[link:start]))


def _is_subject(around: Surroundings) -> bool:
    return (around.say(BUILDING) or around.is_example()) and not _ASKS_TO_PAY.search(around.before)


_ASKS_TO_PAY = regex(
    r"\b(?:pay|send|tip|donate|transfer|deposit|payment)\b.{0,40}\b(?:to|me|here|my|wallet|address)\b"
    r"|my (?:\w+ )?(?:wallet|address)"
    r"|переведи|скинь|кидай|мой кошелек|на кошелек|paga|manda|envia|mi wallet|mi billetera|minha carteira|打款|转到"
)


def _hexadecimal(written: str) -> str | None:
    return _ETHEREUM if _HEX_ADDRESS.fullmatch(written) and eip55(written) else None


def _segwit(written: str) -> str | None:
    if not _BECH32.fullmatch(written) or not bech32(written):
        return None
    return _SEGWIT.get(written[:2].lower(), _ANOTHER_COIN)


def _versioned(written: str) -> str | None:
    if not _BASE58.fullmatch(written):
        return None
    if written.startswith("r"):
        return _XRP if base58check(written, RIPPLE_ALPHABET) else None
    payload = base58check(written)
    return _VERSIONS.get(payload[0]) if payload is not None and len(payload) == _ADDRESS_BYTES else None


def _ton(written: str) -> str | None:
    if not _TON.fullmatch(written):
        return None
    raw = urlsafe_b64decode(written)
    return _TON_COIN if crc16(raw[:34]).to_bytes(2, "big") == raw[34:] else None


def _stellar(written: str) -> str | None:
    if not _STELLAR.fullmatch(written):
        return None
    value = 0
    for character in written:
        value = value << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".index(character)
    raw = value.to_bytes(35, "big")
    return _LUMEN if crc16(raw[:33]).to_bytes(2, "little") == raw[33:] else None


def _monero(written: str) -> str | None:
    return _MONERO_COIN if _MONERO.fullmatch(written) else None


def _solana(written: str) -> str | None:
    mixed = written not in {written.lower(), written.upper()} and any(c.isdigit() for c in written)
    if not mixed or not _BASE58.fullmatch(written):
        return None
    raw = base58_bytes(written)
    return _SOLANA if raw is not None and len(raw) == _SOLANA_BYTES else None


_TELLERS: tuple[Callable[[str], str | None], ...] = (
    _hexadecimal,
    _segwit,
    _versioned,
    _ton,
    _stellar,
    _monero,
    _solana,
)
_WITHOUT_CHECKSUM = frozenset({_SOLANA, _MONERO_COIN})

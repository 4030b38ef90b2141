"""Who is on the other side of the contracts of a member who was erased: what the journal knows, for no plan is left."""

from collections.abc import Collection, Mapping

from habeas.domain.journal.parties import Parties, read_parties
from habeas.server.journal.queries import list_facts_of_contract
from habeas.server.parties.keys import Keyring, read_keys


def map_other_sides(member: str, contracts: Collection[str], *, is_test: bool) -> Mapping[str, str]:
    """Return who is, or last was, on the other side of a member who was erased, by contract.

    Whichever name stands for them by now: it has no key. Contracts of which nobody is left are not in it.
    """
    found = {one: read_parties(list_facts_of_contract(one, is_test=is_test)) for one in contracts}
    known = {name: parties for name, parties in found.items() if parties is not None}
    keys = read_keys({member, *(one for parties in known.values() for one in (*parties.payers, *parties.payees))})
    others = {name: _other_side(parties, member, keys) for name, parties in known.items()}
    return {name: other for name, other in others.items() if other}


def _other_side(parties: Parties, member: str, keys: Keyring) -> str:
    for turn in reversed(parties.turns):
        sides = {turn.payer, turn.payee}
        gone = {one for one in sides if one == member or not keys.has(one)}
        if gone:
            return next(iter(sides - gone), "")
    return ""

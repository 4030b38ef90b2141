"""Where webhooks may go: to public addresses over HTTPS, and to the networks that the operator names.

Without this, whoever registers an endpoint could make the service talk to what only it can reach (SSRF).
"""

import ipaddress
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LONGEST_URL: Final = 500

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""By which a network without IPv4 reaches IPv4: such an address is as public as the one within it (RFC 6052)."""

_SCHEMES: Final = frozenset({"http", "https"})
_SETTING: Final = "HABEAS_WEBHOOK_NETWORKS"


class DestinationRefused(ValueError):
    """An address to which no webhook goes, with the reason and what to do."""


def read_networks(words: Iterable[str]) -> tuple[Network, ...]:
    """Return networks such as 10.0.0.0/8."""
    return tuple(ipaddress.ip_network(word) for word in words)


def check_url(url: str, *, allowed: Sequence[Network]) -> None:
    """Refuse what can be refused before anybody asks where a name leads. Raises DestinationRefused."""
    if len(url) > LONGEST_URL:
        raise DestinationRefused(f"the address is longer than {LONGEST_URL} characters")
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        raise DestinationRefused(f"not an address: {error}") from error
    if parts.scheme not in _SCHEMES or not host:
        raise DestinationRefused("an address such as https://example.com/webhooks is needed")
    if parts.username is not None or parts.fragment:
        raise DestinationRefused("the address may hold neither a user nor a fragment: what is sent is signed instead")
    if parts.scheme == "http" and not allowed:
        raise DestinationRefused(f"http is only for networks that {_SETTING} names; use https")
    literal = _literal(host)
    if literal is not None:
        check_addresses([literal], scheme=parts.scheme, allowed=allowed)


def check_addresses(addresses: Sequence[Address], *, scheme: str, allowed: Sequence[Network]) -> None:
    """Refuse a destination when any address that its name leads to is refused. Raises DestinationRefused."""
    for address in addresses:
        if is_within(address, allowed):
            continue
        if scheme != "https":
            raise DestinationRefused(
                f"http is only for networks that {_SETTING} names; {address} is in none; use https"
            )
        if not is_public(address):
            raise DestinationRefused(
                f"{address} is not a public address; if it is meant, name its network in {_SETTING}"
            )


def is_within(address: Address, networks: Sequence[Network]) -> bool:
    """Return whether an address, or the IPv4 address that it stands for, is in one of the networks."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return any((mapped or address) in network for network in networks)


def is_public(address: Address) -> bool:
    """Return whether anybody reaches an address, and whether it is what it seems."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
        if address.ipv4_mapped or address.sixtofour or address.teredo or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None

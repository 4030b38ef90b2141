"""Take domains apart: is it a site, or part of a site, that a list names."""

from collections.abc import Collection, Iterator

SECOND_LEVELS = frozenset(("co", "com", "ac", "org", "net", "gov", "edu", "or", "ne", "go", "gob", "in"))
"""Labels under a country's ending that belong to nobody in particular."""


def hosts(domain: str) -> Iterator[str]:
    """Yield the domain and everything it is a part of: "a.b.com", "b.com", "com"."""
    while domain:
        yield domain
        domain = domain.partition(".")[2]


def is_at(domain: str, sites: Collection[str]) -> bool:
    """Whether a domain is one of the sites or lies under one."""
    return any(host in sites for host in hosts(domain))

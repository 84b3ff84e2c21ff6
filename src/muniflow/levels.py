"""The order of the domains: each imports only from the levels below its own."""

from collections.abc import Iterator

LEVELS: tuple[tuple[str, ...], ...] = (
    ("core",),
    ("organisation",),
    ("process",),
    ("document", "partner"),
    ("registry",),
    ("approval", "task", "doctemplate"),
    ("contract", "intake", "matter"),
    ("procurement",),
    ("report", "studio", "portal", "demo"),
    ("distribution", "upgrades"),
)

# What a domain may import of another one; everything else is the domain's own affair.
# ``content`` and ``pages`` hold the base classes of types and pages of higher domains.
FACES: tuple[str, ...] = ("interfaces", "events", "errors", "operations", "content", "pages")


def level_of(domain: str) -> int:
    """Return the level of a domain; raises KeyError for an unknown one."""
    for number, domains in enumerate(LEVELS):
        if domain in domains:
            return number
    raise KeyError(f"{domain!r} is not a domain of muniflow; known: {sorted(domains_in_order())}")


def domains_in_order() -> Iterator[str]:
    """Yield every domain, lowest level first."""
    for domains in LEVELS:
        yield from domains

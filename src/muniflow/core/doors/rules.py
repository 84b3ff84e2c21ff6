"""What may be told to whom; plain values in, plain values out."""

from collections.abc import Sequence

OPEN_SIGNS = ("@", "+", "_")
"""A name that begins so is a view, a namespace or an inner thing, never somebody's content."""


def may_hide(path: Sequence[str]) -> bool:
    """Tell whether a path below the site could lead to content that not everybody may know.

    What carries a dot is a file of the design or a well-known name such as robots.txt.
    """
    first = next((name for name in path if not name.startswith("++api++")), "")
    return bool(first) and not first.startswith(OPEN_SIGNS) and "." not in first


def beginnings(path: Sequence[str]) -> list[str]:
    """Return a path and all paths above it, the longest first."""
    return ["/".join(path[:length]) for length in range(len(path), 1, -1)]

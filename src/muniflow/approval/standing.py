"""Which acts still count, and what they saw; plain values in, plain values out."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from muniflow.approval.records import Act
from muniflow.approval.records import FileSeen

APPROVING = ("approve", "settle", "opinion")
DECIDING = ("approve", "submit", "settle", "opinion", "return", "reject", "withdraw")


def standing(acts: Iterable[Act], order: Mapping[str, int]) -> list[Act]:
    """Return the decisions that still count, oldest first.

    A step entered anew takes back what was decided in it and after it: a return to the
    draft takes back everything. ``order`` gives the place of each step in the process.
    """
    found: list[Act] = []
    for act in acts:
        if act.undone or act.kind not in DECIDING:
            continue
        stays = not act.target or act.target == act.step
        found.append(act)
        if not stays and order.get(act.target, 0) <= order.get(act.step, 0):
            back = order.get(act.target, 0)
            found = [a for a in found if order.get(a.step, 0) < back]
    return found


def approvals(acts: Iterable[Act], order: Mapping[str, int]) -> list[Act]:
    """Return the approvals that still count."""
    return [act for act in standing(acts, order) if act.kind in APPROVING]


def locking(acts: Iterable[Act], order: Mapping[str, int], step: str, document: str) -> Act | None:
    """Return the approval of an earlier step that saw a document, None when it is free."""
    for act in approvals(acts, order):
        if act.step != step and act.files is not None and document in act.files.files:
            return act
    return None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was: a file or a field."""

    what: str
    before: str
    now: str
    document: str = ""


def file_changes(
    before: Mapping[str, FileSeen], now: Mapping[str, FileSeen]
) -> list[tuple[FileSeen | None, FileSeen | None]]:
    """Return the files that differ, each as it was and as it is; None where there is none."""
    found = []
    for uid in {**before, **now}:
        old, new = before.get(uid), now.get(uid)
        if old is None or new is None or old.sha256 != new.sha256:
            found.append((old, new))
    return found


def value_changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[Change]:
    """Return the fields whose values differ."""
    names = [*before, *(name for name in now if name not in before)]
    return [
        Change(name, before.get(name, ""), now.get(name, ""))
        for name in names
        if before.get(name, "") != now.get(name, "")
    ]


def last_of(acts: Sequence[Act], person: str) -> Act | None:
    """Return the last decision a person took, whether it still counts or not."""
    mine = (a for a in reversed(acts) if a.person == person and a.kind in DECIDING)
    return next((act for act in mine if not act.undone), None)

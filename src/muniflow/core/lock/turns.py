"""The write lock: threads draw tickets and are served in their order."""

from collections import deque
from dataclasses import dataclass
from dataclasses import field
from muniflow.core.interfaces import IWriteLock
from muniflow.core.lock.gates import Gate
from muniflow.core.lock.gates import OpenGate
from zope.interface import implementer

import logging
import threading
import time

logger = logging.getLogger(__name__)

# How often a waiting thread looks whether the one before it is still alive.
LOOK_ROUND = 1.0


@dataclass(eq=False)
class Ticket:
    """The place of one thread in the queue."""

    thread: threading.Thread
    called: threading.Event = field(default_factory=threading.Event)


@implementer(IWriteLock)
class TurnsLock:
    """One writer at a time, first come first served; a gate shuts out other processes."""

    def __init__(self, gate: Gate | None = None) -> None:
        self._gate = OpenGate() if gate is None else gate
        self._guard = threading.Lock()
        self._tickets: deque[Ticket] = deque()
        self._owner: threading.Thread | None = None
        self._depth = 0
        self._at_gate = 0

    @property
    def held(self) -> bool:
        """True when the calling thread holds the lock."""
        return self._owner is threading.current_thread() and self._depth > 0

    @property
    def waiting(self) -> int:
        """How many threads of this process wait for it now."""
        return len(self._tickets) + self._at_gate

    @property
    def sure(self) -> bool:
        """True when the calling thread holds it and no other process can have it, too."""
        return self.held and self._gate.holds()

    def acquire(self, timeout: float, *, limit: int | None = None) -> bool:
        """Wait for the turn; return False when it did not come or too many wait already."""
        if self.held:
            self._depth += 1
            return True
        deadline = time.monotonic() + timeout
        ticket = self._draw(limit)
        if ticket is None or not self._wait(ticket, deadline):
            return False
        return self._pass_gate(deadline)

    def release(self) -> None:
        """Give it back; the thread that waits longest has it next."""
        if not self.held:
            raise RuntimeError("This thread does not hold the write lock")
        self._depth -= 1
        if self._depth == 0:
            self._leave()

    def _draw(self, limit: int | None) -> Ticket | None:
        ticket = Ticket(threading.current_thread())
        with self._guard:
            if self._owner is None:
                self._owner = ticket.thread
                ticket.called.set()
            elif limit is not None and self.waiting >= limit:
                return None
            else:
                self._tickets.append(ticket)
        return ticket

    def _wait(self, ticket: Ticket, deadline: float) -> bool:
        try:
            while not ticket.called.wait(min(LOOK_ROUND, max(0.0, deadline - time.monotonic()))):
                self._bury_dead_owner()
                if time.monotonic() >= deadline and self._give_up(ticket):
                    return False
        except BaseException:
            # Interrupted while waiting: a ticket left behind would block all that follow.
            if not self._give_up(ticket):
                self._call_next()
            raise
        return True

    def _give_up(self, ticket: Ticket) -> bool:
        with self._guard:
            if ticket.called.is_set():
                return False
            self._tickets.remove(ticket)
            return True

    def _pass_gate(self, deadline: float) -> bool:
        self._at_gate = 1
        entered = False
        try:
            entered = self._gate.enter(deadline)
        finally:
            self._at_gate = 0
            if entered:
                self._depth = 1
            else:
                self._call_next()
        return entered

    def _leave(self) -> None:
        try:
            self._gate.leave()
        finally:
            self._call_next()

    def _call_next(self) -> None:
        with self._guard:
            self._depth = 0
            self._owner = None
            if self._tickets:
                ticket = self._tickets.popleft()
                self._owner = ticket.thread
                ticket.called.set()

    def _bury_dead_owner(self) -> None:
        with self._guard:
            owner = self._owner
            if owner is None or owner.is_alive():
                return
            # Nobody can answer for the dead; whoever sees it first passes the turn on.
            self._owner = threading.current_thread()
        logger.error("Thread %s died holding the write lock; it is passed on", owner.name)
        self._leave()

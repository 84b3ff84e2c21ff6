"""What can be wrong with a process, said with the element's name and line."""

from collections.abc import Iterable
from dataclasses import dataclass
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.process.model import Element
from zope.i18nmessageid import Message


def plain(message: object) -> str:
    """Return a message in English, for logs and for developers."""
    text = getattr(message, "default", None) or str(message)
    for key, value in (getattr(message, "mapping", None) or {}).items():
        text = text.replace(f"${{{key}}}", plain(value))
    return text


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a process cannot be published, and where in the file it is."""

    message: Message
    element: str = ""
    name: str = ""
    line: int = 0

    @property
    def label(self) -> str:
        """What a person calls the element: its name, else its id."""
        return self.name or self.element

    def __str__(self) -> str:
        text = plain(self.message)
        return f"line {self.line}, {self.label}: {text}" if self.line else text


def problem(element: Element, message: Message) -> Problem:
    """Return a problem of an element."""
    return Problem(message, element.id, element.name, element.line)


class BpmnError(MuniflowError):
    """Raised when a text is no BPMN we can read, or a process that cannot be executed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(
            _(
                "error_process_refused",
                default="The process cannot be published. Problems found: ${count}.",
                mapping={"count": len(self.problems)},
            )
        )

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

"""What the component registry would publish: every named view and every REST service."""

from collections.abc import Iterator
from dataclasses import dataclass
from zope.component import getGlobalSiteManager
from zope.component import getSiteManager
from zope.interface import implementedBy
from zope.interface import Interface
from zope.interface import providedBy
from zope.publisher.interfaces import IRequest

import inspect
import re

SERVICE = re.compile(r"(?P<method>[A-Z]+)_(?P<type>[a-z*]+)_(?P<subtype>[a-z*+.-]+)_(?P<name>.*)")


@dataclass(frozen=True, order=True)
class Service:
    """A REST service: ``name`` is "" for the object itself."""

    name: str
    method: str


def views_of(obj: object, request: object) -> list[str]:
    """Return the name of every multi-adapter that a path could ask an object for."""
    return sorted(name for name in _names(obj, request) if not SERVICE.fullmatch(name))


def services_of(obj: object, request: object) -> list[Service]:
    """Return every REST service of an object."""
    found = {SERVICE.fullmatch(name) for name in _names(obj, request)} - {None}
    return sorted({Service(m["name"], m["method"]) for m in found})


def _names(obj: object, request: object) -> set[str]:
    specs = (providedBy(obj), providedBy(request))
    return {name for name, _factory in getSiteManager().adapters.lookupAll(specs, Interface)} - {
        ""
    }


def ours() -> Iterator[str]:
    """Yield "<interface> <name>" for every view, service, form or part of our own."""
    for registration in _registrations(getGlobalSiteManager()):
        if registration.name and _takes_request(registration) and _is_ours(registration):
            service = SERVICE.fullmatch(registration.name)
            name = f"{service['method']} {service['name']}" if service else registration.name
            yield f"{_place(registration.required[0])} {name}"


def _takes_request(registration: object) -> bool:
    """Tell adapters of an object and a request from those of an object and a catalog."""
    rest = registration.required[1:]
    return bool(rest) and (rest[0] is Interface or rest[0].isOrExtends(IRequest))


def _registrations(registry: object) -> Iterator[object]:
    """Yield the registrations of a registry and of those it stands on, as layers of tests do."""
    yield from registry.registeredAdapters()
    for base in registry.__bases__:
        yield from _registrations(base)


def _is_ours(registration: object) -> bool:
    factory = registration.factory
    classes = inspect.getmro(factory) if inspect.isclass(factory) else (factory,)
    return any(getattr(c, "__module__", "").startswith("muniflow.") for c in classes)


def _place(spec: object) -> str:
    if spec is implementedBy(object) or spec is Interface:
        return "*"
    return getattr(spec, "__name__", str(spec)).rpartition(".")[2]

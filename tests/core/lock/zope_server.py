"""A Zope without Plone, with views that write; run as a process.

Usage: python zope_server.py FOLDER PORT THREADS inner|outer [DSN]; with a DSN over PostgreSQL,
without over a FileStorage.
"""

from muniflow.core.interfaces import IReadOnlyPost
from muniflow.core.lock.outer import filter_app
from pathlib import Path
from persistent.mapping import PersistentMapping
from Products.Five.browser import BrowserView
from ZODB.POSException import ConflictError
from zope.interface import implementer
from ZPublisher.Iterators import IUnboundStreamIterator

import logging
import muniflow.core.lock
import sys
import time
import transaction
import waitress
import Zope2
import Zope2.Startup.run

ZOPE_CONF = """
%define INSTANCE {folder}
instancehome $INSTANCE
debug-mode off
<zodb_db main>
  mount-point /
  pool-size 20
{storage}
</zodb_db>
"""

FILESTORAGE = """
  <filestorage>
    path $INSTANCE/Data.fs
  </filestorage>
"""

RELSTORAGE = """
%import relstorage
  <relstorage>
    keep-history off
    <postgresql>
      dsn {dsn}
    </postgresql>
  </relstorage>
"""

SITE_ZCML = """
<configure xmlns="http://namespaces.zope.org/zope"
           xmlns:browser="http://namespaces.zope.org/browser">
  <include package="Products.Five" file="meta.zcml" />
  <include package="Products.Five" />
  <include package="muniflow.core.lock" />
  {pages}
</configure>
"""

PAGE = '<browser:page name="{name}" for="{context}" class="{cls}" permission="zope2.Public" />'


class View(BrowserView):
    """Has the counter of the root at hand."""

    @property
    def counter(self):
        return self.context.counter

    def bump(self):
        number = self.counter["n"] + 1
        # Wide enough for another thread to read the same number.
        time.sleep(float(self.request.form.get("sleep", "0.005")))
        self.counter["n"] = number
        return number


@implementer(IReadOnlyPost)
class Look(View):
    def __call__(self):
        time.sleep(1)
        return str(self.counter["n"])


class Bump(View):
    def __call__(self):
        return f"{self.bump()} {self.request.retry_count}"


class Number(View):
    def __call__(self):
        return str(self.counter["n"])


class Fail(View):
    def __call__(self):
        self.bump()
        raise ValueError("on purpose")


class FailInTheErrorPage(View):
    def __call__(self):
        self.bump()
        raise Broken


class Broken(Exception):
    """Its error page fails as well."""


class BrokenPage(BrowserView):
    def __call__(self):
        raise RuntimeError("the error page fails")


class Doom(View):
    def __call__(self):
        self.bump()
        transaction.doom()
        return "doomed"


class Leave(View):
    def __call__(self):
        raise SystemExit


class Stream(View):
    def __call__(self):
        self.bump()
        self.request.response.setHeader("Content-Length", "3")
        return Slowly()


@implementer(IUnboundStreamIterator)
class Slowly:
    def __iter__(self):
        for letter in (b"a", b"b", b"c"):
            time.sleep(0.3)
            yield letter


class Collide(View):
    def __call__(self):
        number = self.bump()
        if self.request.retry_count < int(self.request.form.get("times", 1)):
            raise ConflictError
        return f"{number} {self.request.retry_count}"


class WriteInTraversal(View):
    def __init__(self, context, request):
        super().__init__(context, request)
        self.counter["touched"] = request.retry_count
        # Another writer gets through while this one is still on its way.
        time.sleep(0.3)

    def __call__(self):
        return f"{self.bump()} {self.request.retry_count}"


class Waiting(BrowserView):
    def __call__(self):
        lock = muniflow.core.lock.lock_of(self.context)
        return f"{lock.waiting} {lock._owner is not None}"


VIEWS = {
    "bump": Bump,
    "number": Number,
    "look": Look,
    "fail": Fail,
    "fail-twice": FailInTheErrorPage,
    "doom": Doom,
    "leave": Leave,
    "stream": Stream,
    "collide": Collide,
    "write-in-traversal": WriteInTraversal,
    "waiting": Waiting,
}


def make_app(folder, door, dsn):
    (folder / "etc").mkdir(exist_ok=True)
    (folder / "etc" / "site.zcml").write_text(SITE_ZCML.format(pages="\n  ".join(pages())))
    storage = RELSTORAGE.format(dsn=dsn) if dsn else FILESTORAGE
    (folder / "zope.conf").write_text(ZOPE_CONF.format(folder=folder, storage=storage))
    app = Zope2.Startup.run.make_wsgi_app({}, str(folder / "zope.conf"))
    return filter_app(app, {}) if door == "outer" else app


def pages():
    for name, cls in VIEWS.items():
        yield PAGE.format(name=name, context="*", cls=f"zope_server.{cls.__name__}")
    yield PAGE.format(
        name="index.html", context="zope_server.Broken", cls="zope_server.BrokenPage"
    )


def main(folder, port, threads, door, dsn=""):
    folder = Path(folder)
    logging.basicConfig(filename=folder / "server.log", level=logging.INFO)
    # The ZCML names the views by the name of this file.
    sys.modules["zope_server"] = sys.modules["__main__"]
    app = make_app(folder, door, dsn)
    root = Zope2.app()
    if not hasattr(root, "counter"):
        root.counter = PersistentMapping(n=0)
        transaction.commit()
    root._p_jar.close()
    server = waitress.create_server(app, host="127.0.0.1", port=int(port), threads=int(threads))
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])

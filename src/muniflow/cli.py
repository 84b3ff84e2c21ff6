"""The command ``muniflow``: work on a site from the shell."""

from argparse import ArgumentParser
from argparse import Namespace
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from importlib.metadata import version
from muniflow.core.errors import MuniflowError
from pathlib import Path
from typing import TYPE_CHECKING
from zope.dottedname.resolve import resolve
from zope.i18n import translate

import sys

if TYPE_CHECKING:
    from OFS.Application import Application

COMMANDS: dict[str, str] = {
    "create-site": "muniflow.distribution.command",
    "import-contracts": "muniflow.contract.importing.command",
    "upgrade": "muniflow.upgrades.command",
    "verify-journal": "muniflow.core.journal.command",
    "verify-register": "muniflow.registry.exports.command",
    "worker": "muniflow.core.worker.command",
}
"""Name and module of each command; the module has ``configure(parser)`` and ``run(app, args)``.

With ``run_beside(args)``, too, it can be done while a server has the database open. One with
``run_offline(args)`` needs no instance at all: nothing but that function is called.
"""


def parser() -> ArgumentParser:
    """Return the parser of the whole command line."""
    top = ArgumentParser(prog="muniflow", description=__doc__)
    top.add_argument("--version", action="version", version=version("muniflow"))
    top.add_argument(
        "--conf",
        type=Path,
        default=Path("instance/etc/zope.conf"),
        help="zope.conf of the instance (default: %(default)s)",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        command = resolve(module)
        command.configure(commands.add_parser(name, help=command.__doc__))
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 1 after one sentence on stderr when it cannot be done."""
    args = parser().parse_args(argv)
    command = resolve(COMMANDS[args.command])
    try:
        if hasattr(command, "run_offline"):
            command.run_offline(args)
        elif _configure(args, beside=hasattr(command, "run_beside")):
            with application() as app:
                command.run(app, args)
        else:
            command.run_beside(args)
    except (CommandError, MuniflowError) as error:
        print(f"muniflow: {translate(error.args[0])}", file=sys.stderr)
        return 1
    return 0


class CommandError(Exception):
    """The command cannot be done; the text is one sentence for the operator."""


def _configure(args: Namespace, *, beside: bool) -> bool:
    """Load the instance; its database may be open in one process only.

    Returns False when another one has it and the command can work ``beside`` it.
    """
    from zc.lockfile import LockError
    from Zope2.Startup.run import configure_wsgi

    import Zope2

    if not args.conf.is_file():
        raise CommandError(f"{args.conf} does not exist; name the instance with --conf.")
    configure_wsgi(str(args.conf.resolve()))
    try:
        Zope2.startup_wsgi()
    except LockError as error:
        if beside:
            return False
        raise CommandError("the database is in use: stop the server first.") from error
    return True


@contextmanager
def application(user: str = "admin") -> Iterator["Application"]:
    """Open the database root of the running Zope, allowed everything under the name ``user``.

    What is not committed inside the block is forgotten at its end.
    """
    from AccessControl.SecurityManagement import newSecurityManager
    from AccessControl.SecurityManagement import noSecurityManager
    from AccessControl.users import UnrestrictedUser
    from Testing.makerequest import makerequest
    from zope.component.hooks import setSite
    from zope.globalrequest import clearRequest
    from zope.globalrequest import setRequest

    import transaction
    import Zope2

    app = makerequest(Zope2.app(), environ={"SERVER_NAME": "localhost", "SERVER_PORT": "8080"})
    app.REQUEST["PARENTS"] = [app]
    setRequest(app.REQUEST)
    actor = UnrestrictedUser(user, "", ["Manager"], []).__of__(app.acl_users)
    newSecurityManager(app.REQUEST, actor)
    try:
        yield app
    finally:
        transaction.abort()
        setSite(None)
        noSecurityManager()
        clearRequest()
        app._p_jar.close()

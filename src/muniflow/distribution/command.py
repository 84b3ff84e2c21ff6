"""Make a site, with the demonstration town or empty."""

from argparse import ArgumentParser
from argparse import Namespace
from muniflow.distribution.operations import create_site
from OFS.Application import Application


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--id", default="muniflow", help="path of the site (default: %(default)s)")
    parser.add_argument("--title", default="Dunakeszi", help="name of the municipality")
    parser.add_argument("--language", default="hu", choices=("en", "hu", "cs"))
    parser.add_argument("--country", default="hu", choices=("hu", "cz"))
    parser.add_argument("--demo", action="store_true", help="fill it with the demonstration town")


def run(app: Application, args: Namespace) -> None:
    """Make the site and say where it is."""
    site = create_site(app, answers(args))
    print(f"Made {site.absolute_url()}")


def answers(args: Namespace) -> dict[str, object]:
    """Return what the site-creation page would have sent."""
    return {
        "site_id": args.id,
        "title": args.title,
        "default_language": args.language,
        "country": args.country,
        "organisations": [],
        "setup_content": args.demo,
    }

"""The style and script tags of a light page: ours, the theme's, the administrator's CSS."""

from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path
from plone.app.theming.interfaces import IThemeSettings
from plone.app.theming.utils import theming_policy
from plone.registry.interfaces import IRegistry
from zope.component import getUtility
from zope.publisher.interfaces.browser import IBrowserRequest

STATIC = Path(__file__).parent / "static"
STYLE = "dist/muniflow.min.css"
SETTINGS = f"{IThemeSettings.__identifier__}."
SCRIPT = "dist/muniflow.min.js"


@lru_cache(maxsize=8)
def _digest(path: Path, changed: int) -> str:
    """Return a short hash of a file; ``changed`` makes a rebuilt file a new question."""
    return sha256(path.read_bytes()).hexdigest()[:12]


def static_url(site: str, name: str) -> str:
    """Return the address of a built file, new whenever its content is; "" when not built."""
    path = STATIC / name
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return ""
    return f"{site}/++webresource++{_digest(path, changed)}/++plone++muniflow/{name}"


def style_tag(url: str) -> str:
    """Return a stylesheet link."""
    return f'<link rel="stylesheet" href="{escape(url)}" />'


def script_tag(url: str) -> str:
    """Return a script that runs when the page has been read."""
    return f'<script src="{escape(url)}" defer="defer"></script>'


def _absolute(site: str, url: str) -> str:
    """Return the address of a theme's resource; external ones stay as they are."""
    return url if url.startswith(("http:", "https:", "//")) else f"{site}/{url.lstrip('/')}"


def _of_the_theme(request: IBrowserRequest, site: str) -> list[str]:
    """Return the tags of the active theme and of the administrator's own CSS."""
    tags = []
    policy = theming_policy(request)
    theme = policy.get_theme() if policy.isThemeEnabled() else None
    if theme is not None and theme.production_css:
        tags.append(style_tag(_absolute(site, theme.production_css)))
    if theme is not None and theme.production_js:
        tags.append(script_tag(_absolute(site, theme.production_js)))
    registry = getUtility(IRegistry)
    if registry.get(SETTINGS + "custom_css"):
        stamp = registry.get(SETTINGS + "custom_css_timestamp")
        version = int(stamp.timestamp()) if stamp else 0
        tags.append(style_tag(f"{site}/@@custom.css?{version}"))
    return tags


def resource_tags(request: IBrowserRequest, site: str) -> str:
    """Return all tags of a light page, in the order in which later ones win."""
    style, script = static_url(site, STYLE), static_url(site, SCRIPT)
    own = [style_tag(style)] if style else []
    own += [script_tag(script)] if script else []
    return "".join(own + _of_the_theme(request, site))

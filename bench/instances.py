"""The two contestants: the same instance, once with muniflow and once without."""

from backend.render import render
from backend.settings import load
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

import os

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "bench" / "results"
# What runs here is what lies here, whatever is installed.
PATHS = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
PROBE = "bench.probe"
# The step of the pipeline that belongs to muniflow.
LOCK = " writelock"

STOCK_ZCML = """\
<configure
    xmlns="http://namespaces.zope.org/zope"
    xmlns:five="http://namespaces.zope.org/five"
    xmlns:meta="http://namespaces.zope.org/meta"
    >

  <meta:provides feature="disable-autoinclude" />
  <include package="Zope2.App" />
  <five:loadProducts file="meta.zcml" />
{metas}
  <five:loadProducts />
{includes}
  <include package="{probe}" />
  <five:loadProductsOverrides />
{overrides}

</configure>
"""


@dataclass(frozen=True)
class Instance:
    """A rendered instance."""

    name: str
    folder: Path
    port: int

    @property
    def conf(self) -> Path:
        """zope.conf."""
        return self.folder / "etc" / "zope.conf"

    @property
    def ini(self) -> Path:
        """The WSGI pipeline and its server."""
        return self.folder / "etc" / "zope.ini"

    @property
    def data(self) -> Path:
        """The database."""
        return self.folder / "var" / "filestorage" / "Data.fs"


def instance(name: str, port: int, *packages: str, **settings: object) -> Instance:
    """Render an instance from the product's own instance.yaml; "stock…" has no muniflow.

    ``packages`` are loaded into ours beside the probe. Threads, caches and storage are those of
    the product for both.
    """
    folder = WORK / name
    overrides = {
        "target": str(folder),
        "wsgi_listen": f"127.0.0.1:{port}",
        **settings,
        "zcml_package_includes": [] if name.startswith("stock") else [PROBE, *packages],
    }
    render(load(ROOT / "instance.yaml", overrides))
    if name.startswith("stock"):
        (folder / "etc" / "site.zcml").write_text(stock_zcml())
        ini = folder / "etc" / "zope.ini"
        ini.write_text(ini.read_text().replace(LOCK, ""))
    return Instance(name, folder, port)


def stock_zcml() -> str:
    """Return a site.zcml that includes what Plone itself brings, and no other add-on."""
    packages = list(stock_packages())
    return STOCK_ZCML.format(
        probe=PROBE,
        metas=_includes(packages, "meta.zcml"),
        includes=_includes(packages, "configure.zcml"),
        overrides=_includes(packages, "overrides.zcml", "includeOverrides"),
    )


def stock_packages() -> Iterator[str]:
    """Yield the packages of Plone that register themselves for inclusion."""
    names = {e.dist.name for e in entry_points(group="z3c.autoinclude.plugin")}
    names |= {e.dist.name for e in entry_points(group="plone.autoinclude.plugin")}
    for name in sorted(names):
        if name != "muniflow" and not name.startswith("collective."):
            yield name


def _includes(packages: list[str], file: str, directive: str = "include") -> str:
    return "\n".join(
        f'  <{directive} package="{package}" file="{file}" />'
        for package in packages
        if (files(package) / file).is_file()
    )

"""Brings the processes of profiles into a site, without overwriting what was changed there."""

from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files as package_files
from muniflow.process.bpmn import read_model
from muniflow.process.content import Process
from muniflow.process.errors import BpmnError
from muniflow.process.library import make_library
from muniflow.process.publishing import publish_unchecked
from muniflow.process.publishing import replace_text
from muniflow.process.publishing import text_of
from plone.dexterity.utils import createContentInContainer
from Products.GenericSetup.interfaces import IImportContext

import logging

FOLDER = "processes"
ENDING = ".bpmn"

logger = logging.getLogger(__name__)


def shipped() -> dict[str, bytes]:
    """Return the files of the default profile by the id of their process."""
    folder = package_files("muniflow") / "profiles" / "default" / FOLDER
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return {f.name.removesuffix(ENDING): f.read_bytes() for f in found if f.name.endswith(ENDING)}


def import_processes(context: IImportContext) -> None:
    """Install the processes of any profile that has a folder of them."""
    names = [name for name in context.listDirectory(FOLDER) or () if name.endswith(ENDING)]
    files = {
        name.removesuffix(ENDING): context.readDataFile(name, FOLDER) for name in sorted(names)
    }
    if files:
        install_files(context.getSite(), files)


def install_files(site: object, files: Mapping[str, bytes]) -> list[str]:
    """Add or renew processes and publish them; return the ids of those left alone."""
    library = make_library(site)
    left = []
    for id_, data in files.items():
        process = library.get(id_)
        if process is None:
            process = _added(library, id_, data)
        elif not _renewed(process, data):
            left.append(id_)
            logger.warning("%s was changed on this site and is left as it is", id_)
            continue
        _published(process)
    return left


def _added(library: object, id_: str, data: bytes) -> Process:
    """Return a new process of the library."""
    title = read_model(data).name or id_
    process = createContentInContainer(
        library, "Process", id=id_, title=title, checkConstraints=False
    )
    replace_text(process, data)
    process.shipped = _digest(data)
    return process


def _renewed(process: Process, data: bytes) -> bool:
    """Take over a newer text; False when this process was changed here."""
    present, coming = _digest(text_of(process)), _digest(data)
    if present not in (coming, process.shipped):
        process.shipped_refused = coming
        return False
    if present != coming:
        replace_text(process, data)
    process.shipped, process.shipped_refused = coming, ""
    return True


def _published(process: Process) -> None:
    """Publish, or say in the log why that is not possible yet."""
    try:
        publish_unchecked(process)
    except BpmnError as error:
        # A site may lack the type of case a process is for; its page shows why it waits.
        logger.warning("%s is not published:\n%s", process.getId(), error)


def _digest(data: bytes) -> str:
    """Return what tells texts apart."""
    return sha256(data).hexdigest()

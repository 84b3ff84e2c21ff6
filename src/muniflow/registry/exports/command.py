"""Prove exports of registers, XML or XLSX, without any instance."""

from argparse import ArgumentParser
from argparse import Namespace
from collections.abc import Iterator
from hashlib import file_digest
from muniflow.registry.exports import xlsx
from muniflow.registry.exports import xml
from muniflow.registry.exports.reading import NotAnExport
from muniflow.registry.exports.reading import Read
from muniflow.registry.exports.verifying import first
from muniflow.registry.exports.verifying import Proof
from muniflow.registry.exports.verifying import prove
from pathlib import Path

ZIP = b"PK\x03\x04"


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="an export")
    parser.add_argument(
        "--documents",
        type=Path,
        metavar="FOLDER",
        help="a folder with files of documents: whether they are what the register says",
    )
    parser.add_argument(
        "--sha256",
        default="",
        metavar="HASH",
        help="the hash as noted elsewhere, in the journal or on paper: of a single FILE",
    )


def run_offline(args: Namespace) -> None:
    """Prove each file and say what was found; exit with 1 when anything is wrong."""
    proofs, sound = [], True
    for path in args.files:
        try:
            proof = prove(opened(path), args.sha256)
        except NotAnExport as error:
            print(error)
            sound = False
            continue
        proofs.append(proof)
        print("\n".join(lines(proof)))
        sound = sound and not proof.faults
    if args.documents is not None:
        found = list(document_faults(args.documents, proofs))
        print("\n".join(found) if found else f"{args.documents}: every file is as registered.")
        sound = sound and not found
    if not sound:
        raise SystemExit(1)


def opened(path: Path) -> Read:
    """Open an export, whatever it is called. Raises NotAnExport."""
    try:
        with path.open("rb") as file:
            beginning = file.read(len(ZIP))
    except OSError as error:
        raise NotAnExport(f"{path} cannot be read: {error.strerror}.") from error
    return xlsx.read(path) if beginning == ZIP else xml.read(path)


def lines(proof: Proof) -> Iterator[str]:
    """Yield what was found out about an export as lines of text."""
    part = f", only what was asked for ({proof.selection})" if proof.selection else ""
    entries = f"{proof.count} entries" if proof.count != 1 else "1 entry"
    what = f"{proof.name}: {proof.title}, {entries}{part}"
    if not proof.faults:
        yield f"{what}: whole and in order. SHA-256 {proof.sha256}"
        return
    number = first(proof.faults)
    where = f", the first at {number}" if number else ""
    faults = f"{len(proof.faults)} faults" if len(proof.faults) != 1 else "1 fault"
    yield f"{what}: {faults}{where}."
    for fault in proof.faults:
        yield f"  {fault.sentence}"


def document_faults(folder: Path, proofs: list[Proof]) -> Iterator[str]:
    """Yield the files of a folder that are not as the registers say."""
    known = {sha256 for proof in proofs for sha256 in proof.files}
    names: dict[str, list[str]] = {}
    for proof in proofs:
        for places in proof.files.values():
            for number, file in places:
                names.setdefault(Path(file.name).name, []).append(number)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        with path.open("rb") as file:
            own = file_digest(file, "sha256").hexdigest()
        if own in known:
            continue
        numbers = ", ".join(dict.fromkeys(names.get(path.name, ())))
        if numbers:
            yield f"{path}: its hash is not that of {path.name} in {numbers}."
        else:
            yield f"{path}: no register names this file."

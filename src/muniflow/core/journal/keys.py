"""The keys that sign: private ones in files of the instance, certificates beside the seals."""

from App.config import getConfiguration
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization import PrivateFormat
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import os

FOLDER = "MUNIFLOW_KEYS"
"""Variable of the environment: where private keys are; beside the database by default."""

YEARS = timedelta(days=5 * 365)
"""How long a certificate holds."""

BEFORE = timedelta(days=60)
"""How long before its end a new key is made."""

LONGEST = 64
"""Characters a name in a certificate may have."""

ALGORITHM = ec.ECDSA(hashes.SHA256())


class KeyMissing(Exception):
    """The private key of a certificate is not in this instance."""


def make(title: str, now: datetime) -> str:
    """Make a key and its certificate; keep the key in a file, return the certificate as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, title[:LONGEST] or "-"),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, "Journal"),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(Encoding.PEM)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _keep(_file(fingerprint(pem)), private + pem)
    return pem.decode()


def sign(name: str, data: bytes) -> bytes:
    """Return the signature by the key with this fingerprint; raises KeyMissing."""
    try:
        key = load_pem_private_key(_file(name).read_bytes(), None)
    except FileNotFoundError as error:
        raise KeyMissing(name) from error
    return key.sign(data, ALGORITHM)


def has(name: str) -> bool:
    """Tell whether the private key with this fingerprint is here."""
    return bool(name) and _file(name).is_file()


def is_signed(pem: str | bytes, signature: bytes, data: bytes) -> bool:
    """Tell whether a signature over some bytes is that of a certificate."""
    try:
        certificate_of(pem).public_key().verify(signature, data, ALGORITHM)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def fingerprint(pem: str | bytes) -> str:
    """Return the SHA-256 of a certificate, in hexadecimal digits."""
    return certificate_of(pem).fingerprint(hashes.SHA256()).hex()


def certificate_of(pem: str | bytes) -> x509.Certificate:
    """Return a certificate; raises ValueError for what is none."""
    try:
        return x509.load_pem_x509_certificate(pem if isinstance(pem, bytes) else pem.encode())
    except x509.InvalidVersion as error:
        raise ValueError(str(error)) from error


def ends(pem: str, now: datetime) -> bool:
    """Tell whether a certificate ends soon."""
    return certificate_of(pem).not_valid_after_utc - BEFORE <= now


def folder() -> Path:
    """Return where the private keys are."""
    chosen = os.environ.get(FOLDER, "")
    return Path(chosen) if chosen else Path(getConfiguration().clienthome) / "journal-keys"


def _file(name: str) -> Path:
    return folder() / f"{name}.pem"


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Made with its rights: at no moment can anybody else read it.
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(file)

"""Time stamps by RFC 3161: asked for over HTTP, and judged without a network."""

from asn1crypto import algos
from asn1crypto import cms
from asn1crypto import tsp
from collections.abc import Iterable
from collections.abc import Sequence
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric import rsa
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import randbits
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request
from urllib.request import urlopen

import hashlib

PATIENCE = 20
"""Seconds an authority may take."""

LARGEST = 1 << 18
"""Bytes an answer may have."""

UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
"""What the readers of certificates and tokens raise for what is none."""

HASHES = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}


class StampUnreachable(Exception):
    """The authority could not be asked."""


class StampWrong(Exception):
    """What was given as a time stamp is none for these bytes; the text says why."""


@dataclass(frozen=True)
class Stamp:
    """When an authority saw something, and how it calls itself."""

    time: datetime
    authority: str


def fetch(url: str, data: bytes) -> bytes:
    """Return the answer of an authority about some bytes; raises StampUnreachable, StampWrong."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise StampUnreachable(f"{url!r} is no address of a time stamp authority")
    nonce = randbits(63)
    headers = {"Content-Type": "application/timestamp-query"}
    request = Request(url, _query(data, nonce), headers)  # noqa: S310 - checked above
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - checked above
            found = answer.read(LARGEST)
    except (URLError, OSError) as error:
        raise StampUnreachable(f"{url} cannot be asked: {error}") from error
    judge(found, data, nonce=nonce)
    return found


def judge(
    answer: bytes, data: bytes, *, nonce: int | None = None, roots: Sequence[bytes] = ()
) -> Stamp:
    """Return what a stamp proves of some bytes; raises StampWrong.

    With certificates of authorities in ``roots`` (PEM) the one that stamped has to come of them.
    """
    try:
        return _judge(answer, data, nonce, [x509.load_pem_x509_certificate(r) for r in roots])
    except UNREADABLE as error:
        raise StampWrong(f"it cannot be read ({error})") from error


def _query(data: bytes, nonce: int) -> bytes:
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": sha256(data).digest()}
    return tsp.TimeStampReq(
        {"version": 1, "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    ).dump()


def _judge(answer: bytes, data: bytes, nonce: int | None, roots: list[x509.Certificate]) -> Stamp:
    response = tsp.TimeStampResp.load(answer)
    status = response["status"]["status"].native
    if status not in ("granted", "granted_with_mods"):
        raise StampWrong(f"the authority refused: {status}")
    signed: cms.SignedData = response["time_stamp_token"]["content"]
    told: tsp.TSTInfo = signed["encap_content_info"]["content"].parsed
    imprint = told["message_imprint"]
    name = imprint["hash_algorithm"]["algorithm"].native
    if name not in HASHES or imprint["hashed_message"].native != _hash(name, data):
        raise StampWrong("it stamps something else")
    if nonce is not None and told["nonce"].native != nonce:
        raise StampWrong("it answers another question")
    certificates = [
        x509.load_der_x509_certificate(c.chosen.dump()) for c in signed["certificates"]
    ]
    signer = _check_signature(signed, certificates)
    moment = told["gen_time"].native
    _check_purpose(signer, moment)
    if roots:
        _check_origin(signer, certificates, roots, moment)
    return Stamp(moment, signer.subject.rfc4514_string())


def _check_signature(
    signed: cms.SignedData, certificates: Iterable[x509.Certificate]
) -> x509.Certificate:
    """Return the certificate whose key signed the token; raises StampWrong."""
    (info,) = signed["signer_infos"]
    name = info["digest_algorithm"]["algorithm"].native
    attributes = {a["type"].native: a["values"][0] for a in info["signed_attrs"]}
    content = signed["encap_content_info"]["content"].contents
    kind = signed["encap_content_info"]["content_type"].native
    if kind != "tst_info" or attributes["content_type"].native != kind:
        raise StampWrong("it is signed as something else")
    if attributes["message_digest"].native != _hash(name, content):
        raise StampWrong("it was altered")
    serial = info["sid"].chosen["serial_number"].native
    signer = next((c for c in certificates if c.serial_number == serial), None)
    if signer is None:
        raise StampWrong("the certificate of the authority is not with it")
    try:
        _verify(signer, info, info["signed_attrs"].untag().dump())
    except InvalidSignature as error:
        raise StampWrong("its signature is wrong") from error
    return signer


def _verify(signer: x509.Certificate, info: cms.SignerInfo, data: bytes) -> None:
    algorithm: algos.SignedDigestAlgorithm = info["signature_algorithm"]
    kind = algorithm.signature_algo
    name = info["digest_algorithm"]["algorithm"].native
    signature = info["signature"].native
    key = signer.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, data, ec.ECDSA(HASHES[name]()))
    elif isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pss":
        digest = HASHES[name]()
        pss = padding.PSS(padding.MGF1(digest), padding.PSS.AUTO)
        key.verify(signature, data, pss, digest)
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, data, padding.PKCS1v15(), HASHES[name]())
    else:
        raise StampWrong(f"keys like that of the authority are not known ({kind})")


def _check_purpose(signer: x509.Certificate, moment: datetime) -> None:
    try:
        usage = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        usage = ()
    if x509.ExtendedKeyUsageOID.TIME_STAMPING not in usage:
        raise StampWrong("the certificate that signed it is not one for time stamps")
    if not signer.not_valid_before_utc <= moment <= signer.not_valid_after_utc:
        raise StampWrong("the certificate of the authority did not hold at that time")


def _check_origin(
    signer: x509.Certificate,
    certificates: Iterable[x509.Certificate],
    roots: list[x509.Certificate],
    moment: datetime,
) -> None:
    """Raise StampWrong unless there is a way from the signer to a trusted authority."""
    current, left = signer, [c for c in certificates if c != signer]
    while current not in roots:
        above = next((c for c in (*roots, *left) if _issued(current, c)), None)
        if above is None:
            raise StampWrong(f"{signer.subject.rfc4514_string()} is not trusted")
        if not above.not_valid_before_utc <= moment <= above.not_valid_after_utc:
            raise StampWrong("a certificate above the authority's did not hold at that time")
        left = [c for c in left if c != above]
        current = above


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _hash(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data).digest()

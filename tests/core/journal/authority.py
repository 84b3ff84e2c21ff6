"""A real time stamp authority on localhost: openssl behind a small HTTP server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from http.server import HTTPServer
from pathlib import Path
from threading import Thread

import shutil
import subprocess

CONFIG = """\
[tsa]
default_tsa = local
[local]
dir = {folder}
serial = $dir/serial
signer_cert = $dir/tsa.pem
certs = $dir/ca.pem
signer_key = $dir/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[stamps]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
"""


@dataclass
class Authority:
    """Where it is, and the certificate from which it comes."""

    url: str
    root: Path
    folder: Path
    server: HTTPServer
    asked: int = 0


def is_possible() -> bool:
    """Tell whether there is an openssl here."""
    return shutil.which("openssl") is not None


@contextmanager
def running(folder: Path, key: str = "rsa:2048") -> Iterator[Authority]:
    """Run an authority with keys of its own."""
    _make(folder, key)
    server = HTTPServer(("localhost", 0), _handler(folder))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://localhost:{server.server_port}/tsa"
    try:
        yield Authority(url, folder / "ca.pem", folder, server)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _make(folder: Path, key: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tsa.conf").write_text(CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    new = ["req", "-config", "tsa.conf", "-new", "-nodes", "-newkey", *key.split()]
    days = ["-days", "30"]
    root = [*new, "-x509", *days, "-subj", "/O=Test/CN=Root", "-extensions", "ca"]
    _openssl(folder, *root, "-keyout", "ca.key", "-out", "ca.pem")
    _openssl(folder, *new, "-subj", "/O=Test/CN=TSA", "-keyout", "tsa.key", "-out", "tsa.csr")
    sign = ["x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", *days]
    extensions = ["-extfile", "tsa.conf", "-extensions", "stamps"]
    _openssl(folder, *sign, "-CAcreateserial", *extensions, "-out", "tsa.pem")


def _handler(folder: Path) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "query.tsq").write_bytes(query)
            reply = ["ts", "-reply", "-config", "tsa.conf", "-queryfile", "query.tsq"]
            _openssl(folder, *reply, "-out", "reply.tsr")
            answer = (folder / "reply.tsr").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            """Stay quiet."""

    return Handler


def _openssl(folder: Path, *args: str) -> None:
    subprocess.run(["openssl", *args], cwd=folder, check=True, capture_output=True)

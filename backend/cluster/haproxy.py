"""The configuration of HAProxy: readers on all processes, writers on one at a time."""

from backend.cluster.processes import Process
from backend.cluster.programs import program
from backend.cluster.programs import unprivileged_user
from collections.abc import Sequence
from pathlib import Path

import signal

# As in muniflow.core.lock.rules: all other methods write.
READING = "GET HEAD OPTIONS TRACE CONNECT PROPFIND REPORT SEARCH"

# Larger requests wait behind the inner door, and are long on their way before.
LARGE = 1_000_000

CHECKED = "check inter 2s fastinter 500ms fall 2 rise 1"

CONFIGURATION = """\
global
  maxconn 2000
  log stderr format raw local0 notice
{identity}
defaults
  mode http
  log global
  timeout connect 3s
  timeout client 5m
  timeout server 10m
  timeout queue 30s
  timeout check 5s
  timeout http-keep-alive 30s
  option forwardfor
  option redispatch 1
  retries 3
  option httpchk
  http-check send meth GET uri /@@ok ver HTTP/1.1 hdr Host localhost
  http-check expect status 200

frontend office
  bind {listen}
  # For the machine of the worker alone; from here everybody would look like it.
  http-request deny deny_status 404 if {{ path_end /muniflow-worker-run }}
  use_backend readers if {{ method {reading} }}
  use_backend uploads if {{ req.hdr_val(content-length) gt {large} }}
  default_backend writers

backend readers
  balance leastconn
  # Whoever only reads is asked for again elsewhere when a process dies.
  retry-on conn-failure empty-response
{readers}

# One process writes: its caches stay warm, and nobody waits where the others have their turn.
backend writers
{writers}

backend uploads
{uploads}
"""


def configuration(listen: str, webs: Sequence[int], *, writers: int, user: str | None) -> str:
    """Return the text of haproxy.cfg for Zope processes on these ports.

    ``writers`` is how many writing requests one process takes at a time; more wait in HAProxy.
    """
    names = [(f"web-{number}", port) for number, port in enumerate(webs, start=1)]
    servers = [f"  server {name} 127.0.0.1:{port} {CHECKED}" for name, port in names]
    # Looked after once, by the backend of the readers.
    tracked = [f"  server {n} 127.0.0.1:{port} track readers/{n}" for n, port in names]
    limited = [f"{line} maxconn {writers}" for line in tracked]
    return CONFIGURATION.format(
        identity="" if user is None else f"  user {user}\n",
        listen=listen,
        reading=READING,
        large=LARGE,
        readers="\n".join(servers),
        writers=_first(limited),
        uploads=_first(tracked[1:] + tracked[:1]),
    )


def _first(servers: Sequence[str]) -> str:
    """Let the first serve, and the others only when it is down."""
    return "\n".join([servers[0], *(f"{line} backup" for line in servers[1:])])


def haproxy(folder: Path, listen: str, webs: Sequence[int], *, writers: int) -> Process:
    """Return HAProxy, configured but not started."""
    text = configuration(listen, webs, writers=writers, user=unprivileged_user())
    (folder / "haproxy.cfg").write_text(text, encoding="utf-8")
    return Process(
        "HAProxy",
        [program("haproxy"), "-db", "-f", str(folder / "haproxy.cfg")],
        folder / "haproxy.log",
        ending=signal.SIGTERM,
        patience=5,
    )

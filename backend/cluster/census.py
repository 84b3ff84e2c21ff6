"""What is in a database, so that two can be compared: every object and every file in it."""

from backend.settings import Settings
from backend.storages import storage
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from hashlib import sha256


@dataclass(frozen=True)
class Census:
    """How much there is, and a hash of all of it."""

    objects: int
    files: int
    bytes: int
    digest: str

    def __str__(self) -> str:
        """Return what a person wants to know."""
        megabytes = self.bytes / 1_000_000
        return f"{self.objects} objects and {self.files} files ({megabytes:.1f} MB)"


def taken(settings: Settings) -> Census:
    """Count a database that nobody else has open."""
    from ZODB.blob import is_blob_record
    from ZODB.config import storageFromString

    opened = storageFromString("\n".join(storage(settings)))
    digest, objects, files, length = sha256(), 0, 0, 0
    try:
        for oid, tid, data in _records(opened):
            objects += 1
            length += len(data)
            digest.update(oid + tid + data)
            if is_blob_record(data):
                files += 1
                with opened.openCommittedBlobFile(oid, tid) as file:
                    digest.update(file_digest(file, "sha256").digest())
                    length += file.tell()
    finally:
        opened.close()
    return Census(objects, files, length, digest.hexdigest())


def _records(opened: object) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield every object as it is now, in the order of their numbers."""
    following = None
    while True:
        oid, tid, data, following = opened.record_iternext(following)
        yield oid, tid, data
        if following is None:
            return

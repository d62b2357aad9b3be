"""Sections 2 and 3: signature, version, chunks and their sums."""
import hashlib
import zlib

from .errors import check
from .fields import Fields

SIGNATURE = b"\x89DCZ\r\n\x1a\n"
KNOWN = {1: (b"NETW", b"NETD", b"LAYR", b"DONE"), 2: (b"ONNX", b"PARM", b"REST", b"DONE")}


def chunks(data):
    """(version, [(type, content)]) after all checksums were compared; chunks that may be skipped
    and are unknown are left out."""
    check(len(data) >= 8 and data[:4] == SIGNATURE[:4], "this is no .dcz file (section 2)")
    check(data[:8] == SIGNATURE, "the file was damaged by a transfer as text (section 2)")
    file = Fields(data)
    file.take(8)
    version = file.unpack("H")
    check(version in KNOWN, f"version {version}: a newer program is needed, this one reads 1 and 2 (section 2)")
    found, kind = [], None
    while kind != b"DONE":
        check(file.rest, "the chunk DONE is missing: the file was cut off (section 2)")
        start = file.place
        kind, length = bytes(file.take(4)), file.unpack("I")
        check(kind.isalpha() and kind.isascii(), f"a chunk has the type {kind!r}, no letters (section 3)")
        content = file.take(length)
        sum_of_all = zlib.crc32(file.data[start : file.place])
        stored = file.unpack("I")
        check(sum_of_all == stored,
              f"chunk {kind.decode()}: checksum {sum_of_all:08x}, the file says {stored:08x} (section 3)")
        if kind in KNOWN[version] or kind == b"meta":
            found.append((kind, content))
        else:
            check(kind[:1].islower(), f"chunk {kind.decode()}: a newer program is needed (section 3)")
    file.end("behind DONE (section 2)")
    digest = hashlib.sha256(file.data[:start]).digest()
    check(digest == content, "the SHA-256 of the file is not the one in DONE (section 3)")
    return version, found

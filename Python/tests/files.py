"""Files for the tests: those of the repository, and some that are made here."""
import hashlib
import pathlib
import struct
import zlib

GOLDEN = pathlib.Path(__file__).resolve().parents[2] / "Tests/CompressedModelsTests/Golden"
SIGNATURE = b"\x89DCZ\r\n\x1a\n"


def chunk(kind, content):
    body = kind + struct.pack("<I", len(content)) + content
    return body + struct.pack("<I", zlib.crc32(body))


def container(*chunks, version=1):
    """A file of (type, content) with right sums."""
    body = SIGNATURE + struct.pack("<H", version) + b"".join(chunk(*each) for each in chunks)
    return body + chunk(b"DONE", hashlib.sha256(body).digest())


def split(data):
    """The chunks of a sound file without DONE."""
    found, place = [], 10
    while place < len(data):
        kind, length = data[place : place + 4], struct.unpack_from("<I", data, place + 4)[0]
        found.append((kind, data[place + 8 : place + 8 + length]))
        place += 12 + length
    return found[:-1]


def var(number):
    found = bytearray()
    while number >= 128:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes(found) + bytes([number])


def text(words):
    data = words.encode()
    return var(len(data)) + data


def whole(name, *numbers):
    """An attribute of whole numbers, none negative."""
    return text(name) + b"\0" + var(len(numbers)) + b"".join(var(2 * number) for number in numbers)


def number(name, value):
    return text(name) + b"\1" + struct.pack("<d", value)


def node(name, operation, inputs, *attributes):
    return (text(name) + text(operation) + var(len(inputs)) + b"".join(map(var, inputs))
            + var(len(attributes)) + b"".join(attributes))


def network(shape, *nodes, state=0):
    return bytes([state]) + var(len(shape)) + b"".join(map(var, shape)) + var(len(nodes)) + b"".join(nodes)


def dense(number, values, bias=None):
    """A LAYR of coding 0."""
    head = var(number) + b"\0" + var(values.ndim) + b"".join(map(var, values.shape))
    tail = b"\0" if bias is None else b"\1" + var(len(bias)) + bias.astype("<f4").tobytes()
    return b"LAYR", head + tail + values.astype("<f4").tobytes()

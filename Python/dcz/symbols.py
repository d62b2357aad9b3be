"""Section 7: sequences of symbols."""
import numpy as np

from . import huffman
from .errors import check
from .tables import code

STREAMS_FROM = 65536


def symbols(fields, count, alphabet):
    """`count` symbols below `alphabet`."""
    coding = fields.u8()
    check(coding <= 1, f"symbol coding {coding}: a newer program is needed (section 7)")
    if coding == 0:
        width = fields.u8()
        check(width <= 16, f"symbols of {width} bits (section 7)")
    else:
        bits = fields.bits()
        table = code(bits, alphabet)
        fields.take(bits.end())
    parts = 1 if count < STREAMS_FROM else 4
    lengths = [fields.var() for _ in range(parts)]
    numbers = [count * (part + 1) // parts - count * part // parts for part in range(parts)]
    streams = [(fields.take(length), number) for length, number in zip(lengths, numbers)]
    if coding == 1:
        return huffman.decode(table, streams)
    found = [fixed(stream, number, width) for stream, number in streams]
    found = found[0] if parts == 1 else np.concatenate(found)
    check(not len(found) or int(found.max()) < alphabet, "a symbol is not in its alphabet (section 7)")
    return found


def fixed(stream, count, width):
    """Numbers of `width` bits: eight of them are `width` bytes, so the same shifts serve every eight."""
    check(len(stream) == (count * width + 7) // 8, f"{count} symbols of {width} bits in {len(stream)} bytes (section 7)")
    if width == 0:
        return np.zeros(count, np.uint16)
    groups = -(-count // 8)
    data = np.zeros((groups, width), np.uint8)
    data.ravel()[: len(stream)] = np.frombuffer(stream, np.uint8)
    if count * width % 8:
        check(stream[-1] >> (count * width % 8) == 0, "padding that is not zero (section 1)")
    found = np.zeros((groups, 8), np.uint16)
    for slot in range(8):
        byte, shift = divmod(slot * width, 8)
        number = data[:, byte].astype(np.uint32)
        for more in range(1, (shift + width + 7) // 8):
            number |= data[:, byte + more].astype(np.uint32) << 8 * more
        found[:, slot] = number >> shift & (1 << width) - 1
    return found.ravel()[:count]

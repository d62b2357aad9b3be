"""Section 8: canonical codes."""
import numpy as np

from .errors import check

LONGEST = 14


class Code:
    """Codeword lengths of the symbols first, first + 1, ...; 0 where a symbol has none."""

    def __init__(self, first, lengths):
        self.first, self.lengths = first, lengths

    @property
    def is_single(self):
        """One symbol alone: its codeword has no bits."""
        return len(self.lengths) == 1

    def codewords(self):
        """(symbols, lengths, codewords), numbered by length, then by symbol."""
        used = np.flatnonzero(self.lengths)
        order = used[np.argsort(self.lengths[used], kind="stable")]
        lengths = self.lengths[order].astype(np.int64)
        # The codeword, filled up to the longest, is the sum of the room that all before it take.
        room = 1 << (LONGEST - lengths)
        words = np.cumsum(room) - room >> (LONGEST - lengths)
        return order + self.first, lengths, words


def code(bits, alphabet):
    """Reads a table."""
    first = bits.gamma() - 1
    count = bits.gamma()
    check(first + count <= alphabet, "a code has symbols beyond its alphabet (section 8)")
    lengths = np.zeros(count, np.uint8)
    if count == 1:
        return Code(first, lengths)
    symbol, length = 0, 6
    while symbol < count:
        if bits.bit() == 0:
            pass
        elif bits.bit() == 0:
            length += -1 if bits.bit() else 1
        elif bits.bit() == 0:
            length = bits.number(4)
        else:
            check(symbol > 0, "the first symbol of a code has no codeword (section 8)")
            symbol += bits.gamma()
            check(symbol < count, "the last symbol of a code has no codeword (section 8)")
            continue
        check(1 <= length <= LONGEST, f"a codeword of {length} bits (section 8)")
        lengths[symbol] = length
        symbol += 1
    used = lengths[lengths > 0].astype(np.int64)
    total = int((1 << (LONGEST - used)).sum())
    check(total == 1 << LONGEST, f"a code is not complete: its Kraft sum is {total / 2**LONGEST:g} (section 8)")
    return Code(first, lengths)

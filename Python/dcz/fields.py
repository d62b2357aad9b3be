"""Section 1: numbers, texts, shapes and bits."""
import math
import struct

import numpy as np

from .errors import FormatError, check

LARGEST = 2**31 - 1


class Fields:
    """Reads one field after the other from a part of the file, never beyond its end."""

    def __init__(self, data):
        self.data, self.place = memoryview(data), 0

    @property
    def rest(self):
        return len(self.data) - self.place

    def take(self, count):
        check(count <= self.rest, f"truncated: {count} bytes are announced, {self.rest} are left")
        self.place += count
        return self.data[self.place - count : self.place]

    def unpack(self, form):
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))[0]

    def u8(self):
        return self.unpack("B")

    def var(self, limit=LARGEST):
        value = shift = 0
        while True:
            byte = self.u8()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                check(byte or shift == 7, "a number is not in its shortest form (section 1)")
                check(value <= limit, f"a number is too large: {value}, at most {limit} (section 1)")
                return value
            check(shift < 35, "a number has too many bytes (section 1)")

    def svar(self):
        value = self.var(2**32 - 2)
        return value // 2 if value % 2 == 0 else -(value + 1) // 2

    def text(self):
        try:
            return str(self.take(self.var()), "utf-8")
        except UnicodeDecodeError as error:
            raise FormatError(f"a text is not UTF-8 (section 1): {error}") from None

    def shape(self):
        rank = self.var()
        check(rank <= 8, f"a shape has {rank} extents, at most 8 are allowed (section 1)")
        extents = tuple(self.var() for _ in range(rank))
        check(all(extents), f"a shape has an extent of 0: {extents} (section 1)")
        check(math.prod(extents) <= LARGEST, f"a shape has too many elements: {extents} (section 1)")
        return extents

    def array(self, kind, count):
        """That many numbers; their bytes must be there before any memory is taken."""
        return np.frombuffer(self.take(count * np.dtype(kind).itemsize), dtype=kind)

    def bits(self):
        """The bits from here on; `skip` moves behind those that were read."""
        return Bits(self.data[self.place :])

    def end(self, part):
        check(self.rest == 0, f"{part}: {self.rest} bytes are left over")


class Bits:
    """Bit strings, least significant bit of each byte first."""

    def __init__(self, data):
        self.data, self.place = data, 0

    def bit(self):
        byte = self.place >> 3
        check(byte < len(self.data), "truncated: bits end too soon")
        self.place += 1
        return self.data[byte] >> (self.place - 1 & 7) & 1

    def number(self, width):
        return sum(self.bit() << place for place in range(width))

    def gamma(self):
        """Elias' code (section 8)."""
        zeros = 0
        while not self.bit():
            zeros += 1
            check(zeros < 64, "a gamma code is too long (section 8)")
        return (1 << zeros) + self.number(zeros)

    def end(self):
        """The number of bytes up to here; the rest of the last one must be zeros."""
        while self.place % 8:
            check(self.bit() == 0, "padding that is not zero (section 1)")
        return self.place // 8

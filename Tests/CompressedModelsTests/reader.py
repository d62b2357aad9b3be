#!/usr/bin/env python3
"""Reads a .dcz container into NumPy arrays: written from Documentation/FORMAT.md, not from the Swift code.

    reader.py FILE.dcz FOLDER

writes for each layer the raw little-endian arrays FOLDER/<layer number>.weights (f32), .mask (u8), and .bias (f32),
and prints one line for each: number, name, coding, shape. Slow and plain on purpose.
"""
import hashlib
import struct
import sys
import zlib

import numpy as np


class Refused(Exception):
    """The file breaks a rule of FORMAT.md."""


def check(condition, rule):
    if not condition:
        raise Refused(rule)


class Fields:
    """Section 1: numbers, texts and shapes from a part of the file."""

    def __init__(self, data):
        self.data, self.place = data, 0

    def take(self, count):
        check(count <= len(self.data) - self.place, "truncated")
        self.place += count
        return self.data[self.place - count : self.place]

    def unpack(self, form):
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))[0]

    def u8(self):
        return self.unpack("B")

    def var(self, limit=2**31 - 1):
        value = shift = 0
        while True:
            byte = self.u8()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                check(byte or shift == 7, "overlong number")
                check(value <= limit, "number too large")
                return value
            check(shift < 63, "overlong number")

    def svar(self):
        value = self.var(2**32 - 2)
        return value // 2 if value % 2 == 0 else -(value + 1) // 2

    def text(self):
        return self.take(self.var()).decode("utf-8")

    def shape(self):
        rank = self.var()
        check(rank <= 8, "rank")
        extents = [self.var() for _ in range(rank)]
        check(all(extents), "empty shape")
        return extents

    def array(self, kind, count):
        return np.frombuffer(self.take(count * np.dtype(kind).itemsize), dtype=kind)

    def end(self):
        check(self.place == len(self.data), "unread bytes")


class Bits:
    """Section 1: bits, least significant first."""

    def __init__(self, data):
        self.bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little").tolist()
        self.place = 0

    def bit(self):
        check(self.place < len(self.bits), "stream too short")
        self.place += 1
        return self.bits[self.place - 1]

    def number(self, width):
        return sum(self.bit() << place for place in range(width))

    def gamma(self):
        zeros = 0
        while not self.bit():
            zeros += 1
        return (1 << zeros) + self.number(zeros)

    def end(self):
        """To the next byte border, over zeros."""
        while self.place % 8:
            check(self.bit() == 0, "padding")
        return self.place // 8


def code_table(bits, alphabet):
    """Section 8: {(length, codeword): symbol}; the key (0, 0) alone for a single symbol."""
    first = bits.gamma() - 1
    last = first + bits.gamma() - 1
    check(last < alphabet, "symbol range")
    if first == last:
        return {(0, 0): first}
    lengths, symbol, length = {}, first, 6
    while symbol <= last:
        if bits.bit() == 0:
            pass
        elif bits.bit() == 0:
            length += -1 if bits.bit() else 1
        elif bits.bit() == 0:
            length = bits.number(4)
        else:
            check(symbol > first, "unused first symbol")
            symbol += bits.gamma()
            check(symbol <= last, "unused last symbol")
            continue
        check(1 <= length <= 14, "length")
        lengths[symbol] = length
        symbol += 1
    check(sum(2.0**-length for length in lengths.values()) == 1, "Kraft sum")
    codewords, codeword = {}, 0
    for length in range(1, 15):
        codeword *= 2
        for symbol in sorted(s for s, its in lengths.items() if its == length):
            codewords[length, codeword] = symbol
            codeword += 1
    return codewords


def decode_stream(bits, count, codewords):
    symbols = []
    while len(symbols) < count:
        length = codeword = 0
        while (length, codeword) not in codewords:
            codeword = codeword * 2 + bits.bit()
            length += 1
        symbols.append(codewords[length, codeword])
    return symbols


def symbols(fields, count, alphabet):
    """Section 7."""
    coding = fields.u8()
    check(coding <= 1, "symbol coding")
    if coding == 0:
        width = fields.u8()
    else:
        table = Bits(fields.data[fields.place :])
        codewords = code_table(table, alphabet)
        fields.take(table.end())
    parts = 1 if count < 65536 else 4
    lengths = [fields.var() for _ in range(parts)]
    decoded = []
    for part, length in enumerate(lengths):
        bits = Bits(fields.take(length))
        number = count * (part + 1) // parts - count * part // parts
        if coding == 0:
            decoded += [bits.number(width) for _ in range(number)]
        else:
            decoded += decode_stream(bits, number, codewords)
        check(bits.end() == length, "stream too long")
    check(all(symbol < alphabet for symbol in decoded), "symbol")
    return decoded


def index(fields, weights):
    """Section 6.1: scan order, convention, survivors, positions of entries."""
    scan, convention, width = fields.u8(), fields.u8(), fields.u8()
    check(scan <= 1 and convention <= 1 and 1 <= width <= 12, "index")
    survivors, count = fields.var(), fields.var()
    check(survivors <= count <= weights, "gap count")
    positions, position, largest, gap = [], -1, 2**width - 1, None
    for gap in symbols(fields, count, 2**width):
        if convention == 1 and gap == largest:
            position += largest
            continue
        position += gap + 1
        check(position < weights, "position")
        positions.append(position)
    check(not (convention == 1 and gap == largest), "last gap is a skip")
    return scan, convention, survivors, positions


def stepped(fields, count):
    """Section 6.4."""
    bits, ordinal, patterns = Bits(fields.data[fields.place :]), 0, []
    order = bits.number(5)
    check(2 <= order <= 31, "order of steps")
    for _ in range(count):
        step = (bits.gamma() - 1 << order) + bits.number(order)
        ordinal += step // 2 if step % 2 == 0 else -(step + 1) // 2
        check(-(2**31) <= ordinal < 2**31, "ordinal")
        patterns.append(ordinal if ordinal >= 0 else 2**31 - ordinal - 1)
    fields.take(bits.end())
    return np.array(patterns, "<u4").view("<f4")


def codebook(fields):
    """Section 6.2."""
    width, precision, count = fields.u8(), fields.u8(), fields.var()
    check(1 <= width <= 8 and precision in (16, 32, 33) and count <= 2**width, "codebook")
    if precision == 33:
        return stepped(fields, count)
    return fields.array("<f2" if precision == 16 else "<f4", count).astype(np.float32)


def biases(fields, outputs):
    kind = fields.u8()
    check(kind <= 4, "bias kind")
    if kind == 0:
        return None
    count = fields.var()
    check(count == outputs, "bias count")
    if kind == 3:
        scale = np.float32(fields.unpack("f"))
        return scale * fields.array("i1", count).astype(np.float32)
    if kind == 4:
        scale, width = np.float32(fields.unpack("f")), fields.u8()
        check(2 <= width <= 7, "bias width")
        stored = np.unpackbits(fields.array("u1", (count * width + 7) // 8), bitorder="little")
        check(not stored[count * width :].any(), "padding")
        digits = stored[: count * width].reshape(count, width).astype(np.int32)
        return scale * (digits @ 2 ** np.arange(width) - 2 ** (width - 1)).astype(np.float32)
    return fields.array("<f4" if kind == 1 else "<f2", count).astype(np.float32)


def layer(fields):
    """Section 6: number, coding, weights [rows, columns], mask, biases, shape."""
    number, coding = fields.var(), fields.u8()
    check(coding <= 3, "coding")
    shape = fields.shape()
    bias = biases(fields, shape[0])
    rows = shape[0]
    count = int(np.prod(shape, dtype=np.int64))
    scan, mask = 0, np.zeros(count, np.uint8)
    weights = np.zeros(count, np.float32)
    if coding == 0:
        weights, mask = fields.array("<f4", count), mask + 1
    elif coding == 1:
        scan, convention, survivors, positions = index(fields, count)
        check(convention == 1 and len(positions) == survivors, "survivors")
        weights[positions], mask[positions] = fields.array("<f4", survivors), 1
    else:
        if coding == 2:
            scan, convention, survivors, positions = index(fields, count)
        else:
            scan, positions, survivors = fields.u8(), range(count), None
        centroids = codebook(fields)
        codes = symbols(fields, len(positions), len(centroids) + 1)
        for position, code in zip(positions, codes):
            if code < len(centroids):
                weights[position], mask[position] = centroids[code], 1
        check(survivors is None or mask.sum() == survivors, "survivors")
    fields.end()
    order = "F" if scan else "C"
    return (
        number, coding, weights.reshape((rows, -1), order=order), mask.reshape((rows, -1), order=order), bias, shape)


def network(fields):
    """Section 4: names of the layers."""
    check(fields.u8() <= 3, "state")
    fields.shape()
    names = []
    for number in range(fields.var()):
        names.append(fields.text())
        fields.text()
        check(all(fields.var() <= number for _ in range(fields.var())), "input not before")
        for _ in range(fields.var()):
            fields.text()
            kind = fields.u8()
            check(kind <= 2, "attribute kind")
            if kind == 0:
                [fields.svar() for _ in range(fields.var())]
            elif kind == 1:
                fields.unpack("d")
            else:
                fields.text()
    check(names and len(set(names)) == len(names), "names")
    fields.end()
    return names


def messages(data):
    """Protobuf's wire format: field number and content of each field."""
    fields = Fields(data)

    def varint():
        value = shift = 0
        while True:
            byte = fields.u8()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while fields.place < len(data):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
        elif key & 7 == 2:
            yield key >> 3, fields.take(varint())
        else:
            yield key >> 3, fields.take({1: 8, 5: 4}[key & 7])


ONNX_TYPES = {1: "<f4", 2: "<u1", 3: "<i1", 10: "<f2", 11: "<f8", 16: "<u2"}


def tensor(data, around, name=None):
    """Section 11.1: name, type and shape of a tensor without its numbers; nothing for others."""
    shape, kind, raw = [], 0, None
    for number, content in messages(data):
        if number == 1 and isinstance(content, bytes):
            shape += varints(content)
        elif number == 1:
            shape.append(content)
        elif number == 2:
            kind = content
        elif number == 8 and name is None:
            name = content.decode()
        elif number == 9:
            raw = content
    if raw == b"" and np.prod(shape, dtype=np.int64) > 0:
        yield "/".join(around + [name]), kind, shape


def varints(data):
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0


def graph(data, around=()):
    """Section 11.1: the parameters of a GraphProto, in the order of the file."""
    around = list(around)
    for number, content in messages(data):
        if number == 5:
            yield from tensor(content, around)
        if number == 1:
            node = list(messages(content))
            text = lambda field: next((c.decode() for n, c in node if n == field), "")
            name, output, operation = text(3), text(2), text(4)
            for attribute in (c for n, c in node if n == 5):
                fields = list(messages(attribute))
                own = next((c.decode() for n, c in fields if n == 1), "")
                for field, part in fields:
                    if field == 5 and operation == "Constant" and own == "value":
                        yield from tensor(part, around, output)
                    if field == 6:
                        yield from graph(part, around + [name or output, own])


def original_file(fields):
    """Section 11.1: name, type and shape of each parameter."""
    check(fields.u8() <= 3, "state")
    length = fields.var()
    skeleton = zlib.decompress(fields.take(len(fields.data) - fields.place))
    check(len(skeleton) == length, "length of the skeleton")
    parameters = [p for number, content in messages(skeleton) if number == 7 for p in graph(content)]
    check(len({name for name, _, _ in parameters}) == len(parameters), "names")
    return parameters


def other_parameters(fields, parameters, coded):
    """Section 11.2: the parameters without a chunk of their own."""
    for number, (_, kind, shape) in enumerate(parameters):
        if number in coded:
            continue
        values = fields.array(ONNX_TYPES[kind], int(np.prod(shape, dtype=np.int64)))
        if kind == 16:
            values = (values.astype("<u4") << 16).view("<f4")
        values = values.astype(np.float32).reshape(shape[0], -1)
        yield number, 0, values, np.ones(values.shape, np.uint8), None, shape
    fields.end()


def chunks(data):
    """Sections 2 and 3."""
    file = Fields(data)
    check(file.take(8) == b"\x89DCZ\r\n\x1a\n", "signature")
    check(file.unpack("H") in (1, 2), "version")
    found, kind = [], None
    while kind != b"DONE":
        start = file.place
        kind, length = file.take(4), file.unpack("I")
        content = file.take(length)
        check(zlib.crc32(data[start : file.place]) == file.unpack("I"), "checksum")
        found.append((kind, content))
    file.end()
    check(hashlib.sha256(data[:start]).digest() == content, "digest")
    return found


def read(data):
    names, parameters, layers = None, None, []
    version = data[8]
    for kind, content in chunks(data):
        if (kind, version) == (b"NETW", 1):
            names = network(Fields(content))
        elif (kind, version) == (b"ONNX", 2):
            parameters = original_file(Fields(content))
            names = [name for name, _, _ in parameters]
        elif (kind, version) in ((b"LAYR", 1), (b"PARM", 2)):
            layers.append(layer(Fields(content)))
        elif (kind, version) == (b"REST", 2):
            coded = {number for number, *_ in layers}
            layers += other_parameters(Fields(content), parameters, coded)
        else:
            check(kind == b"DONE" or kind[:1].islower(), "unknown chunk")
    return names, layers


def main(path, folder):
    with open(path, "rb") as file:
        names, layers = read(file.read())
    for number, coding, weights, mask, bias, shape in layers:
        np.ascontiguousarray(weights).astype("<f4", copy=False).tofile(f"{folder}/{number}.weights")
        np.ascontiguousarray(mask).tofile(f"{folder}/{number}.mask")
        if bias is not None:
            bias.astype("<f4", copy=False).tofile(f"{folder}/{number}.bias")
        print(number, names[number], coding, "x".join(map(str, shape)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

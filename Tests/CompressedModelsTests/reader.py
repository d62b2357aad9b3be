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


class Decisions:
    """Section 12.2: one stream."""

    def __init__(self, data):
        self.data, self.taken, self.range = data, 0, 2**64 - 1
        self.offset = self.next(8)

    def next(self, count):
        self.taken += count
        return int.from_bytes(self.data[self.taken - count : self.taken].ljust(count, b"\0"), "big")

    def decide(self, ones):
        part = (self.range >> 16) * ones
        decision = int(self.offset < part)
        if decision:
            self.range = part
        else:
            self.range, self.offset = self.range - part, self.offset - part
        if self.range < 2**32:
            self.range, self.offset = self.range << 32, self.offset << 32 | self.next(4)
        return decision

    def end(self):
        check(self.decide(65280) == 0, "end mark")
        before = self.taken - 8
        last = int.from_bytes(self.data[before : self.taken].ljust(8, b"\0"), "big")
        low = (last - self.offset) % 2**64
        for written in range(9):
            step = 2 ** (64 - 8 * written)
            number = -(-low // step) * step
            if number < low + self.range:
                break
        check(number % 2**64 == last and len(self.data) == before + written, "end of a stream")


class Contexts:
    """Section 12.3."""

    def __init__(self, decisions):
        self.decisions, self.known = decisions, {}

    def decide(self, context, count=0):
        estimate, count = self.known.get(context, (2**21, count))
        decision = self.decisions.decide(estimate >> 6)
        target = 2**22 - 64 if decision else 64
        estimate += (target - estimate) * (327680 // (5 * count + 8)) >> 16
        self.known[context] = estimate, min(count + 1, 511)
        return decision


class Neighbourhood:
    """Section 12.5: what the file says, then what a stream remembers."""

    def __init__(self, fields, places):
        self.height, self.width = fields.var(), fields.var()
        check(places <= 2**18 and self.height and self.width, "plane")
        check(places % (self.height * self.width) == 0, "plane")
        levels = fields.u8()
        check(levels >> 4 <= 4, "levels")
        self.a, self.b, self.g = levels & 3, levels >> 2 & 3, levels >> 4
        self.first, self.step, self.fill = fields.u8(), fields.var(4095), fields.u8()
        self.constant, self.base, self.shift = fields.svar(), fields.u8(), fields.u8()
        check(abs(self.constant) <= 2**20 and 1 <= self.shift <= 24, "neighbourhood")
        numbers = fields.array("i1", 16).tolist()
        self.e, self.s, self.places = numbers[:8], numbers[8:], places

    def start(self):
        self.mean, self.means, self.ranks = 256 * self.fill, [256 * self.fill] * self.places, [0] * self.places
        self.last, self.line = [0] * self.places, []

    def energy(self, rank):
        return min(255, self.first + (self.step * (abs(rank) - 1) >> 4)) if rank else 0

    def look(self):
        """The level and the lean of the next place."""
        place = len(self.line)
        row, x = divmod(place, self.width)
        plane, y = divmod(row, self.height)
        energies, ranks = self.constant, self.s[6] * self.last[place]
        area = self.height * self.width
        around = [(-1, 0), (-2, 0), (0, -1), (-1, -1), (1, -1)]
        found = [(dy * self.width + dx, 0 <= x + dx < self.width and y + dy >= 0) for dx, dy in around]
        for number, (distance, inside) in enumerate(found + [(-area, plane > 0)]):
            rank = self.line[place + distance] if inside else 0
            energies += self.e[number] * (self.energy(rank) if inside else self.fill)
            ranks += self.s[number] * rank
        total = max(1, 256 * energies + self.e[6] * self.means[place] + self.e[7] * self.mean)
        octave = total.bit_length() - 1
        level = 2 * octave + (total * 2 >> octave & 1) - self.base
        lean = 256 * ranks + self.s[7] * self.ranks[place] + 2 ** (self.shift - 1) >> self.shift
        return min(max(level, 0), 15), min(max(lean, -15), 15)

    def remember(self, rank):
        self.line.append(rank)
        self.mean += 256 * self.energy(rank) - self.mean >> 4
        if len(self.line) == self.places:
            for place, rank in enumerate(self.line):
                self.means[place] += 256 * self.energy(rank) - self.means[place] >> 5
                self.ranks[place] += 256 * rank - self.ranks[place] >> 5
            self.last, self.line = self.line, []


def size_of(contexts, around, sizes, sign, level, side):
    """Section 12.4: a tree over 1 ... sizes. `sign` is nothing where both signs share it."""
    node, low, high, top = 1, 1, sizes, 2**around.g if around else 1
    for _ in range((sizes - 1).bit_length()):
        decision = 0
        if low < high:
            looks = (level >> around.b, side) if node < top else ()
            decision = contexts.decide(("size", sign, node, looks), 0 if node < top else 8)
        middle = low + (high - low) // 2
        low, high = (middle + 1, high) if decision else (low, middle)
        node = 2 * node + decision
    return low


def rank_of(contexts, around, survivors, weights, split, negatives, positives):
    """Section 12.4: the next weight."""
    level, lean = around.look() if around else (0, 0)
    size = 5 - sum(abs(lean) < border for border in (1, 2, 3, 6, 11))
    lean_size = -size if lean < 0 else size
    if survivors < weights:
        if not contexts.decide(("presence", level >> (around.a if around else 0), max(0, size - 3))):
            return 0
    negative = contexts.decide(("sign", lean_size)) if negatives and positives else int(negatives > 0)
    side = 1 if size < 3 else 0 if lean < 0 else 2
    own = negatives if negative else positives
    found = size_of(
        contexts, around, own if split else max(negatives, positives), negative if split else None, level,
        2 - side if negative else side)
    check(found <= own, "rank")
    return -found if negative else found


def arithmetic(fields, rows, columns):
    """Section 12: scan order, codebook and codes."""
    centroids = codebook(fields)
    settings, survivors, weights = fields.u8(), fields.var(), rows * columns
    check(settings < 8 and survivors <= weights and (len(centroids) or not survivors), "settings")
    lines, places = (columns, rows) if settings & 1 else (rows, columns)
    around = Neighbourhood(fields, places) if settings & 4 else None
    count = fields.u8()
    check(count == 0 if not survivors else 1 <= count <= min(16, lines), "streams")
    streams = [fields.take(length) for length in [fields.var() for _ in range(count)]]
    patterns = centroids.astype("<f4").view("<i4").astype(np.int64)
    ordinals = np.where(patterns < 0, -(patterns + 2**31) - 1, patterns)
    order = np.argsort(ordinals, kind="stable")
    below, above = [c for c in order if ordinals[c] < 0][::-1], [c for c in order if ordinals[c] >= 0]
    codes = []
    for number, stream in enumerate(streams):
        own = places * (lines * (number + 1) // count - lines * number // count)
        contexts = Contexts(Decisions(stream))
        if around:
            around.start()
        for _ in range(own):
            rank = rank_of(contexts, around, survivors, weights, settings & 2, len(below), len(above))
            if around:
                around.remember(rank)
            codes.append(len(centroids) if not rank else below[-rank - 1] if rank < 0 else above[rank - 1])
        contexts.decisions.end()
    codes += [len(centroids)] * (weights - len(codes))
    return settings & 1, centroids, codes, survivors


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
    check(coding in (0, 1, 2, 3, 5), "coding")
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
        if coding == 5:
            scan, centroids, codes, survivors = arithmetic(fields, rows, count // rows)
            positions = range(count)
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
        keys = []
        for _ in range(fields.var()):
            keys.append(fields.text().encode())
            kind = fields.u8()
            check(kind <= 2, "attribute kind")
            if kind == 0:
                [fields.svar() for _ in range(fields.var())]
            elif kind == 1:
                fields.unpack("d")
            else:
                fields.text()
        check(keys == sorted(set(keys)), "attributes are sorted")
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

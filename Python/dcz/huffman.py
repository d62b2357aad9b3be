"""Decodes Huffman streams many symbols at a time, in NumPy.

A stream is cut into *lanes* of about the same number of bits, and all lanes (of all streams) move on together, one
look at a table for each lane and step. A step decodes as many whole codewords as fit into its window. Where a lane
begins is not known at first, but Huffman codes fall into step by themselves: a lane begins to read some hundred bits
early, and is taken to be right from its border on. That is a guess until the lane before it ends: then the end must
be this lane's beginning. Lanes whose guess was wrong are decoded again from the right place; the first lane of a
stream is right from the start, so each round makes at least one more lane right, and the result is always exact.
"""
import numpy as np

from .errors import check
from .tables import LONGEST

WARM_UP = 384  # bits that a lane reads before its border
LANE_BITS = 4096  # at least: shorter lanes cost more warm-up
LANES = 6144  # about: what fits into the nearest caches
ROUNDS = 6  # of lanes decoded again at once; what is still wrong then is decoded one after the other


class Tables:
    """What a window of bits (the first bit least significant) says."""

    def __init__(self, code):
        symbols, lengths, words = code.codewords()
        self.window = max(14, int(lengths.max()))
        size = 1 << self.window
        # The symbol and length at the front of each window: codewords are its bits in reverse.
        starts = words << (self.window - lengths)
        runs = 1 << (self.window - lengths)
        order = np.argsort(starts)
        reverse = reversed_bits(self.window)
        self.symbol = np.repeat(symbols[order], runs[order])[reverse].astype(np.uint16)
        self.length = np.repeat(lengths[order], runs[order])[reverse].astype(np.int32)
        self.kind = np.dtype("u1" if symbols.max() < 256 else "<u2")
        self.slots = 8 // self.kind.itemsize
        self.fill(size)

    def fill(self, size):
        """All whole codewords in a window, up to eight bytes of symbols."""
        windows = np.arange(size, dtype=np.int64)
        taken, count = np.zeros(size, np.int32), np.zeros(size, np.uint8)
        found = np.zeros((size, self.slots), self.kind)
        for slot in range(self.slots):
            at = windows >> taken
            fits = taken + self.length[at] <= self.window
            fits &= count == slot
            found[fits, slot] = self.symbol[at[fits]]
            taken[fits] += self.length[at[fits]]
            count += fits
        self.bits, self.count = taken, count
        self.symbols = found.view("<u8").ravel()
        # For a step with n symbols, which of its slots are used: a bool each, as one number.
        used = np.zeros((self.slots + 1, 8), bool)
        used[:, : self.slots] = np.arange(self.slots) < np.arange(self.slots + 1)[:, None]
        self.used = used.view("<u8").ravel()


def reversed_bits(width):
    numbers = np.arange(1 << width)
    found = np.zeros_like(numbers)
    for place in range(width):
        found |= (numbers >> place & 1) << (width - 1 - place)
    return found


class Lanes:
    """Moves from `starts` to the first codeword that begins at `borders` or behind."""

    def __init__(self, tables, words):
        self.tables, self.words, self.mask = tables, words, np.uint32((1 << tables.window) - 1)

    def windows(self, position):
        window = self.words.take(position >> 3, mode="clip")
        window >>= (position & 7).astype(np.uint32)
        window &= self.mask
        return window

    def ends(self, starts, borders):
        """Where they arrive, without the symbols."""
        position = starts.copy()
        for window, active in self.steps(position, borders):
            bits = self.tables.bits.take(window, mode="clip")
            position += bits if active is None else bits * active
        for window, active in self.last_steps(position, borders):
            position += self.tables.length.take(window, mode="clip") * active
        return position

    def decode(self, starts, borders):
        """Where they arrive, the symbols of all lanes, and how many each lane has."""
        tables, position, symbols, counts = self.tables, starts.copy(), [], []
        for window, active in self.steps(position, borders):
            symbols.append(tables.symbols.take(window, mode="clip"))
            count = tables.count.take(window, mode="clip")
            bits = tables.bits.take(window, mode="clip")
            if active is not None:
                count, bits = count * active, bits * active
            counts.append(count)
            position += bits
        for window, active in self.last_steps(position, borders):
            symbols.append(tables.symbols.take(window, mode="clip"))
            counts.append(active.astype(np.uint8))
            position += tables.length.take(window, mode="clip") * active
        return (position, *self.gathered(symbols, counts, len(starts)))

    def gathered(self, symbols, counts, lanes):
        """The used slots of all steps, lane by lane."""
        if not symbols:
            return np.zeros(0, self.tables.kind), np.zeros(lanes, np.int64)
        slots = self.tables.slots
        counts = np.stack(counts, axis=1)
        used = self.tables.used.take(counts.ravel(), mode="clip").view(bool)
        if slots < 8:
            used = used.reshape(-1, 8)[:, :slots].ravel()
        found = np.stack(symbols, axis=1).ravel().view(self.tables.kind)
        return found[used], counts.sum(axis=1, dtype=np.int64)

    def steps(self, position, borders):
        """Windows of steps of several symbols that stay before the borders, and which lanes take part (all if
        nothing); the caller moves `position`."""
        window = self.tables.window
        limits = borders - window
        while len(position):
            safe = int((limits - position).min()) // window
            if safe < 4:
                break
            for _ in range(safe):
                yield self.windows(position), None
        active = position <= limits
        while active.any():
            yield self.windows(position), active
            active = position <= limits

    def last_steps(self, position, borders):
        """The same, one symbol a step, up to the borders."""
        active = position < borders
        while active.any():
            yield self.windows(position), active
            active = position < borders


class Layout:
    """The streams in one piece of memory, and their lanes."""

    def __init__(self, code, streams):
        lengths = [len(stream) for stream, _ in streams]
        # Zeros behind every stream: windows look beyond its end.
        padded = b"".join(bytes(stream) + bytes(8) for stream, _ in streams)
        data = np.frombuffer(padded, np.uint8)
        wide = data.astype(np.uint32)
        self.words = wide[:-3] | wide[1:-2] << 8 | wide[2:-1] << 16 | wide[3:] << 24
        # Where all lengths have a common divisor, codewords begin at its multiples.
        divisor = int(np.gcd.reduce(code.lengths[code.lengths > 0].astype(np.int64)))
        bits = max(LANE_BITS, 8 * sum(lengths) // LANES)
        bits -= bits % divisor
        starts, borders, self.firsts, self.ends, begin = [], [], [], [], 0
        for length in lengths:
            count = max(1, 8 * length // bits)
            cuts = begin + bits * np.arange(count)
            self.firsts.append(sum(map(len, starts)))
            starts.append(cuts)
            borders.append(np.append(cuts[1:], begin + 8 * length))
            self.ends.append(begin + 8 * length)
            begin += 8 * (length + 8)
        self.warm_up = WARM_UP - WARM_UP % divisor
        # int32 is enough for 256 MB of streams, and quicker.
        kind = np.int32 if begin < 2**31 else np.int64
        self.cuts, self.borders = np.concatenate(starts).astype(kind), np.concatenate(borders).astype(kind)
        self.is_first = np.zeros(len(self.cuts), bool)
        self.is_first[self.firsts] = True


def decode(code, streams):
    """The symbols of all streams, (bytes, number of symbols) each, one behind the other."""
    if code.is_single:
        check(not any(len(stream) for stream, _ in streams), "a stream of symbols without bits is not empty (section 7)")
        return np.full(sum(count for _, count in streams), code.first, np.uint16)
    tables, layout = Tables(code), Layout(code, streams)
    lanes = Lanes(tables, layout.words)
    starts = layout.cuts.copy()
    later = np.flatnonzero(~layout.is_first)
    starts[later] = lanes.ends(starts[later] - layout.warm_up, layout.cuts[later])
    pieces, ends, counts = repaired(lanes, layout, starts)
    return joined(code, layout, streams, pieces, starts, counts)


def repaired(lanes, layout, starts):
    """All lanes from their right starts: (symbols of every lane, ends, counts); `starts` is put right."""
    ends, symbols, counts = lanes.decode(starts, layout.borders)
    pieces = None
    for number in range(len(starts)):
        wrong = np.flatnonzero(~layout.is_first[1:] & (ends[:-1] != starts[1:])) + 1
        if not len(wrong):
            break
        if pieces is None:
            pieces = np.split(symbols, np.cumsum(counts)[:-1])
        if number >= ROUNDS:  # from the first wrong lane on, one by one: each is right then
            wrong = wrong[:1]
        starts[wrong] = ends[wrong - 1]
        ends[wrong], again, counts[wrong] = lanes.decode(starts[wrong], layout.borders[wrong])
        for lane, piece in zip(wrong, np.split(again, np.cumsum(counts[wrong])[:-1])):
            pieces[lane] = piece
    return (symbols if pieces is None else np.concatenate(pieces)), ends, counts


def joined(code, layout, streams, symbols, starts, counts):
    """Cuts every stream to its number of symbols, after a look at its exact end."""
    lengths = np.zeros(code.first + len(code.lengths), np.int64)
    lengths[code.first :] = code.lengths
    lanes = [*layout.firsts[1:], len(counts)]
    borders, found = np.concatenate([[0], np.cumsum(counts)]), []
    for first, end, stop, (stream, count) in zip(layout.firsts, lanes, layout.ends, streams):
        begin, last = borders[first], borders[end - 1]
        wanted = begin + count - last
        check(wanted >= 0, "a stream is longer than its symbols (section 7)")
        check(begin + count <= borders[end], "a stream is shorter than its symbols (section 7)")
        used = int(starts[end - 1]) + int(lengths[symbols[last : last + wanted]].sum())
        check(used <= stop, "a stream is shorter than its symbols (section 7)")
        check(stop - used < 8, "a stream is longer than its symbols (section 7)")
        check(stop == used or stream[-1] >> (8 - (stop - used)) == 0, "padding that is not zero (section 1)")
        found.append(symbols[begin : begin + count])
    return found[0] if len(found) == 1 else np.concatenate(found)

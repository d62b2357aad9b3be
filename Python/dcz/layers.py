"""Section 6: the weights of a layer, as the file has them and as arrays."""
import math
from dataclasses import dataclass, field

import numpy as np

from .arithmetic import arithmetic
from .codebooks import codebook
from .errors import check
from .symbols import symbols

CODINGS = {0: "dense", 1: "values + gaps", 2: "codes + gaps", 3: "codes", 5: "arithmetic"}
FILLERS, SKIPS = 0, 1


@dataclass
class Index:
    """Section 6.1. `positions` are those of the entries, in scan order; an entry may be a filler."""

    column_major: bool
    convention: int
    width: int
    survivors: int
    gaps: np.ndarray
    positions: np.ndarray


@dataclass
class Weights:
    """A layer's weights. `values`, `mask` and `codes` have the shape of the weights; a pruned weight has the value
    0, the mask 0 and the code len(codebook)."""

    coding: str
    shape: tuple
    bias: "np.ndarray | None" = None
    column_major: bool = False
    codebook: "np.ndarray | None" = None
    index: "Index | None" = None
    entries: "np.ndarray | None" = field(default=None, repr=False)  # codes or values in scan order, as stored
    values: "np.ndarray | None" = field(default=None, repr=False)
    mask: "np.ndarray | None" = field(default=None, repr=False)

    @property
    def codes(self):
        """A code for each weight; nothing where weights are not shared."""
        if self.codebook is None:
            return None
        if self.index is None:
            return self.spread(self.entries)
        found = np.full(math.prod(self.shape), len(self.codebook), self.entries.dtype)
        found[self.index.positions] = self.entries
        return self.spread(found)

    def spread(self, scanned):
        """From scan order to the shape of the weights."""
        rows = self.shape[0]
        if not self.column_major:
            return scanned.reshape(self.shape)
        return np.ascontiguousarray(scanned.reshape(-1, rows).T).reshape(self.shape)


def biases(fields, outputs):
    kind = fields.u8()
    check(kind <= 4, f"unknown kind {kind} of biases (section 6)")
    if kind == 0:
        return None
    count = fields.var()
    check(count == outputs, f"{count} biases of {outputs} outputs (section 6)")
    if kind in (1, 2):
        return fields.array("<f4" if kind == 1 else "<f2", count).astype(np.float32)
    scale = np.float32(fields.unpack("f"))
    if kind == 3:
        return scale * fields.array("i1", count).astype(np.float32)
    width = fields.u8()
    check(2 <= width <= 7, f"biases of {width} bits (section 6)")
    stored = np.unpackbits(fields.array("u1", (count * width + 7) // 8), bitorder="little")
    check(not stored[count * width :].any(), "padding that is not zero (section 1)")
    digits = stored[: count * width].reshape(count, width).astype(np.int32)
    return scale * (digits @ (1 << np.arange(width)) - (1 << width - 1)).astype(np.float32)


def index(fields, weights):
    """Section 6.1."""
    scan, convention, width = fields.u8(), fields.u8(), fields.u8()
    check(scan <= 1, f"unknown scan order {scan} (section 6.1)")
    check(convention <= 1, f"unknown gap convention {convention} (section 6.1)")
    check(1 <= width <= 12, f"gaps of {width} bits (section 6.1)")
    survivors, count = fields.var(), fields.var()
    check(survivors <= count, f"{survivors} survivors, {count} gaps (section 6.1)")
    check(count <= weights, f"{count} gaps of {weights} weights (section 6.1)")
    gaps = symbols(fields, count, 1 << width)
    if convention == FILLERS:
        positions = np.cumsum(gaps, dtype=np.int64)
        positions += np.arange(count)
    else:
        skip = (1 << width) - 1
        is_entry = gaps != skip
        check(not count or is_entry[-1], "the last gap is a skip (section 6.1)")
        # A skip moves on by its own number, so no sum leaves the type of the gaps.
        positions = np.cumsum(gaps + is_entry, dtype=np.int64)[is_entry]
        positions -= 1
    check(not len(positions) or positions[-1] < weights, "a position beyond the weights (section 6.1)")
    return Index(bool(scan), convention, width, survivors, gaps, positions)


def weights(fields, limit):
    """(number, weights) of a LAYR or PARM chunk; `limit` is the number of weights that may still come."""
    number, coding = fields.var(), fields.u8()
    check(coding in CODINGS, f"unknown coding {coding}: a newer program is needed (section 6)")
    shape = fields.shape()
    check(shape, "weights of rank 0 (section 6)")
    count = math.prod(shape)
    check(count <= limit, f"{count} weights are more than the limit of max_weights leaves: {limit}")
    found = Weights(CODINGS[coding], shape, biases(fields, shape[0]))
    {0: dense, 1: pruned, 2: shared, 3: direct, 5: arithmetically}[coding](fields, found, count)
    fields.end(f"the weights of layer {number}")
    return number, found


def dense(fields, found, count):
    found.values = fields.array("<f4", count).reshape(found.shape)
    found.mask = np.ones(found.shape, bool)


def pruned(fields, found, count):
    found.index = its = index(fields, count)
    check(its.convention == SKIPS, "values with filler zeros (section 6)")
    check(len(its.positions) == its.survivors, "the number of survivors is wrong (section 6.1)")
    found.column_major, found.entries = its.column_major, fields.array("<f4", its.survivors)
    values, mask = np.zeros(count, np.float32), np.zeros(count, bool)
    values[its.positions], mask[its.positions] = found.entries, True
    found.values, found.mask = found.spread(values), found.spread(mask)


def shared(fields, found, count):
    found.index = its = index(fields, count)
    found.column_major = its.column_major
    centroids = found.codebook = codebook(fields)
    entries = found.entries = narrow(symbols(fields, len(its.positions), len(centroids) + 1), centroids)
    pruned_code = len(centroids)
    # The last "centroid" is the zero of fillers.
    table = np.append(centroids, np.float32(0))
    values, mask = np.zeros(count, np.float32), np.zeros(count, bool)
    values[its.positions] = table.take(entries)
    if its.convention == SKIPS:
        check(not len(entries) or int(entries.max()) < pruned_code, "a filler among skips (section 6)")
        mask[its.positions] = True
        survivors = len(entries)
    else:
        kept = entries != pruned_code
        mask[its.positions] = kept
        survivors = int(np.count_nonzero(kept))
        fillers = ~kept
        check(not len(kept) or kept[-1], "the last entry is a filler (section 6.1)")
        check(np.all(its.gaps[fillers] == (1 << its.width) - 1), "a filler that bridges nothing (section 6.1)")
    check(survivors == its.survivors, "the number of survivors is wrong (section 6.1)")
    found.values, found.mask = found.spread(values), found.spread(mask)


def direct(fields, found, count):
    scan = fields.u8()
    check(scan <= 1, f"unknown scan order {scan} (section 6.1)")
    found.column_major, found.codebook = bool(scan), codebook(fields)
    expand(found, symbols(fields, count, len(found.codebook) + 1))


def arithmetically(fields, found, count):
    rows = found.shape[0]
    scan, found.codebook, codes, survivors = arithmetic(fields, rows, count // rows)
    found.column_major = bool(scan)
    expand(found, codes)
    check(np.count_nonzero(found.mask) == survivors, "the number of survivors is wrong (section 12)")


def narrow(codes, centroids):
    """One byte a code where that is enough."""
    return codes.astype(np.uint8, copy=False) if len(centroids) < 256 else codes.astype(np.uint16, copy=False)


def expand(found, codes):
    """Values and mask of weights that all have a code."""
    found.entries = narrow(codes, found.codebook)
    table = np.append(found.codebook, np.float32(0))
    # take() is quicker than indexing.
    found.values = found.spread(table.take(found.entries))
    found.mask = found.spread(found.entries != len(found.codebook))

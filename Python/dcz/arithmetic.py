"""Section 12: weights whose codes were coded arithmetically."""
from dataclasses import dataclass

import numpy as np

from . import decisions
from .codebooks import codebook, ordinals
from .errors import check

MODULUS = 2**64


@dataclass
class Neighbourhood:
    """Section 12.5: what the file says of it."""

    height: int
    width: int
    a: int
    b: int
    g: int
    first: int
    step: int
    fill: int
    constant: int
    base: int
    shift: int
    coefficients: tuple

    def energies(self, ranks):
        """The energy of each distance from zero."""
        return [0] + [min(255, self.first + (self.step * (size - 1) >> 4)) for size in range(1, ranks + 1)]


def neighbourhood(fields, places):
    height, width = fields.var(), fields.var()
    check(places <= 2**18, f"a neighbourhood of lines of {places} places (section 12.5)")
    check(height and width and places % (height * width) == 0,
          f"planes of {height} x {width} in lines of {places} places (section 12.5)")
    levels, first, step, fill = fields.u8(), fields.u8(), fields.var(), fields.u8()
    constant, base, shift = fields.svar(), fields.u8(), fields.u8()
    check(levels >> 4 <= 4, f"levels {levels} of a neighbourhood (section 12.5)")
    check(step <= 4095, f"an energy step of {step} (section 12.5)")
    check(abs(constant) <= 2**20, f"a constant of {constant} (section 12.5)")
    check(1 <= shift <= 24, f"a shift of {shift} (section 12.5)")
    coefficients = tuple(fields.array("i1", 16).tolist())
    return Neighbourhood(
        height, width, levels & 3, levels >> 2 & 3, levels >> 4, first, step, fill, constant, base, shift,
        coefficients)


@dataclass
class Streams:
    """What all streams of a layer have in common."""

    mixed: bool
    split: bool
    negatives: int
    positives: int
    places: int
    around: "Neighbourhood | None"

    @property
    def layout(self):
        around = self.around
        a, b, g = (around.a, around.b, around.g) if around else (0, 0, 0)
        return int(self.mixed), self.negatives, self.positives, int(self.split), a, b, 1 << g

    def contexts(self):
        """Section 12.3: estimates and counts at the start."""
        estimates, counts = [2**21] * decisions.CONTEXTS, [0] * decisions.CONTEXTS
        top = 1 << self.around.g if self.around else 1
        for sign in (0, 1):
            first = decisions.SIZES + sign * decisions.OF_A_SIGN
            for node in range(top, decisions.NODES):
                counts[first + node] = 8
        return estimates, counts

    def ranks(self, data, count):
        """The ranks of one stream."""
        compiled = decisions.COMPILED
        array = (lambda values: np.array(values, np.int64)) if compiled else list
        data = np.frombuffer(data, np.uint8) if compiled else bytes(data)
        state = np.array([MODULUS - 1, 0, 0], np.uint64) if compiled else [MODULUS - 1, 0, 0]
        estimates, counts = map(array, self.contexts())
        found, gains = array([0] * count), array(decisions.GAINS)
        decisions.begin(state, data)
        check(state[decisions.OFFSET] < state[decisions.RANGE], "a stream begins beyond its range (section 12.2)")
        if self.around is None:
            good = decisions.plain(state, data, estimates, counts, gains, self.layout, found)
        else:
            its, zeros = self.around, [0] * self.places
            memory = (
                array(its.energies(max(self.negatives, self.positives))), array(zeros),
                array([256 * its.fill] * self.places), array(zeros), array(zeros))
            around = (its.height, its.width, self.places, its.fill, its.constant, its.base, its.shift)
            good = decisions.planes(
                state, data, estimates, counts, gains, self.layout, around + its.coefficients, memory, found)
        check(good, "a rank without a centroid (section 12.4)")
        finish(state, bytes(data))
        return np.array(found, np.int64)


def finish(state, data):
    """Section 12.2: the end mark, and the only bytes that an encoder may have written."""
    check(decisions.ends(state, data if not decisions.COMPILED else np.frombuffer(data, np.uint8)) == 0,
          "a stream without its end mark (section 12.2)")
    reach, offset, taken = (int(number) for number in state)
    before = taken - 8
    last = int.from_bytes(data[before:taken].ljust(8, b"\0"), "big")
    low = (last - offset) % MODULUS
    for written in range(9):
        step = 1 << 64 - 8 * written
        number = -(-low // step) * step
        if number < low + reach:
            break
    check(number % MODULUS == last and len(data) == before + written,
          "a stream has too many bytes, or too few (section 12.2)")


def arithmetic(fields, rows, columns):
    """(scan order, centroids, codes in scan order, survivors)."""
    centroids, weights = codebook(fields), rows * columns
    settings, survivors = fields.u8(), fields.var()
    check(settings < 8, f"unknown settings {settings} (section 12.1)")
    check(survivors <= weights, f"{survivors} survivors of {weights} weights (section 12.1)")
    check(len(centroids) or not survivors, "survivors without centroids (section 12.1)")
    scan = settings & 1
    lines, places = (columns, rows) if scan else (rows, columns)
    around = neighbourhood(fields, places) if settings & 4 else None
    count = fields.u8()
    check(1 <= count <= min(16, lines) if survivors else count == 0, f"{count} streams (section 12.1)")
    lengths = [fields.var() for _ in range(count)]
    streams = [fields.take(length) for length in lengths]
    codes = np.full(weights, len(centroids), np.uint16)
    if survivors:
        codes_of_ranks, negatives = ranked(centroids)
        common = Streams(
            survivors < weights, bool(settings & 2), negatives, len(centroids) - negatives, places, around)
        for number, stream in enumerate(streams):
            first, last = lines * number // count, lines * (number + 1) // count
            ranks = common.ranks(stream, places * (last - first))
            codes[places * first : places * last] = codes_of_ranks[ranks + negatives]
    return scan, centroids, codes, survivors


def ranked(centroids):
    """Section 12.1: the code of each rank from the lowest on (a pruned weight's is k), and how many are negative."""
    order = np.argsort(ordinals(centroids), kind="stable")
    negatives = int((ordinals(centroids) < 0).sum())
    # Negative ranks go the opposite way from -1 on: so the lowest ordinal has the lowest rank.
    return np.concatenate([order[:negatives], [len(centroids)], order[negatives:]]).astype(np.uint16), negatives

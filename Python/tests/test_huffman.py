"""Many lanes at once beside the plain way, one bit after the other."""
import heapq
import unittest

import numpy as np

from dcz import FormatError
from dcz.huffman import decode
from dcz.tables import Code


def code_of(weights):
    """Codeword lengths by Huffman's algorithm, at most 14 bits (weights are flattened until they fit)."""
    weights = np.asarray(weights, float)
    while True:
        lengths = np.zeros(len(weights), np.uint8)
        heap = [(weight, symbol, [symbol]) for symbol, weight in enumerate(weights)]
        heapq.heapify(heap)
        while len(heap) > 1:
            one, other = heapq.heappop(heap), heapq.heappop(heap)
            lengths[one[2] + other[2]] += 1
            heapq.heappush(heap, (one[0] + other[0], min(one[1], other[1]), one[2] + other[2]))
        if lengths.max() <= 14:
            return Code(0, lengths)
        weights = weights + weights.mean() / 10


def encode(code, symbols):
    """Bits of the codewords, most significant first, packed from the least significant on."""
    words = {}
    for symbol, length, word in zip(*code.codewords()):
        words[int(symbol)] = [int(word) >> place & 1 for place in range(int(length) - 1, -1, -1)]
    bits = [bit for symbol in symbols for bit in words[int(symbol)]]
    return np.packbits(np.array(bits, np.uint8), bitorder="little").tobytes()


class HuffmanStreams(unittest.TestCase):
    def drawn(self, weights, count, seed=1):
        random = np.random.default_rng(seed)
        return random.choice(len(weights), count, p=np.asarray(weights) / np.sum(weights))

    def round_trip(self, weights, counts):
        code = code_of(weights)
        parts = [self.drawn(weights, count, seed) for seed, count in enumerate(counts)]
        streams = [(encode(code, part), len(part)) for part in parts]
        np.testing.assert_array_equal(decode(code, streams), np.concatenate(parts))

    def test_many_shapes(self):
        shapes = {
            "skewed": 0.5 ** np.arange(20), "normal": np.exp(-np.linspace(-3, 3, 32) ** 2 / 2), "two": [1, 3],
            "many": np.arange(1, 300), "wide": np.ones(4096)}
        for name, weights in shapes.items():
            for counts in ([1], [7], [100], [5000], [20000], [4001, 4000, 4000, 4003], [0]):
                with self.subTest(name=name, counts=counts):
                    self.round_trip(weights, counts)

    def test_codes_that_never_fall_into_step(self):
        """All codewords of 4 bits, or of 4 and 8: a lane that begins two bits off stays so."""
        self.round_trip(np.ones(16), [30000])
        self.round_trip([16.0] * 15 + [1.0] * 16, [30000])
        # 3 bits, or a prefix of 3 and 3 more: lengths 3 and 6.
        self.round_trip([8.0] * 7 + [1.0] * 8, [30000])

    def test_slow_to_fall_into_step(self):
        """Lengths 1, 4 and 5 of one long run: guesses are wrong, and put right."""
        code = Code(0, np.array([1, 2, 3, 3], np.uint8))
        symbols = np.full(40000, 3)
        np.testing.assert_array_equal(decode(code, [(encode(code, symbols), len(symbols))]), symbols)

    def test_one_symbol_has_no_bits(self):
        code = Code(5, np.zeros(1, np.uint8))
        np.testing.assert_array_equal(decode(code, [(b"", 3)]), [5, 5, 5])
        with self.assertRaises(FormatError):
            decode(code, [(b"\0", 3)])

    def test_wrong_ends(self):
        weights = np.exp(-np.linspace(-3, 3, 32) ** 2 / 2)
        code, symbols = code_of(weights), self.drawn(weights, 9000)
        stream = encode(code, symbols)
        for name, damaged, count in [
                ("a byte more", stream + b"\0", 9000), ("a byte less", stream[:-1], 9000), ("none", b"", 9000),
                ("fewer symbols", stream, 8000), ("more symbols", stream, 9010)]:
            with self.subTest(name), self.assertRaises(FormatError):
                decode(code, [(damaged, count)])

    def test_padding(self):
        code = Code(0, np.array([1, 2, 2], np.uint8))
        self.assertEqual(decode(code, [(b"\x00", 3)]).tolist(), [0, 0, 0])
        with self.assertRaises(FormatError):
            decode(code, [(b"\x08", 3)])


if __name__ == "__main__":
    unittest.main()

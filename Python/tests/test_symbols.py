"""Section 7, fixed lengths: eight symbols at once beside bit strings."""
import unittest

import numpy as np

from dcz import FormatError
from dcz.fields import Fields
from dcz.symbols import fixed, symbols

from .files import var


def packed(numbers, width):
    bits = (np.asarray(numbers)[:, None] >> np.arange(width) & 1).astype(np.uint8)
    return np.packbits(bits.ravel(), bitorder="little").tobytes()


class FixedLengths(unittest.TestCase):
    def test_all_widths(self):
        random = np.random.default_rng(1)
        for width in range(1, 17):
            for count in (0, 1, 7, 8, 9, 1001):
                with self.subTest(width=width, count=count):
                    numbers = random.integers(0, 1 << width, count)
                    np.testing.assert_array_equal(fixed(memoryview(packed(numbers, width)), count, width), numbers)

    def test_four_streams(self):
        numbers = np.arange(70001) % 32
        cuts = [len(numbers) * part // 4 for part in range(5)]
        streams = [packed(numbers[a:b], 5) for a, b in zip(cuts, cuts[1:])]
        data = b"\0\5" + b"".join(var(len(each)) for each in streams) + b"".join(streams)
        np.testing.assert_array_equal(symbols(Fields(data), len(numbers), 32), numbers)

    def test_beyond_the_alphabet(self):
        data = b"\0\2\1" + packed([3, 1], 2)
        self.assertEqual(symbols(Fields(data), 2, 4).tolist(), [3, 1])
        with self.assertRaises(FormatError):
            symbols(Fields(data), 2, 3)

    def test_no_bits_ask_for_no_bytes(self):
        self.assertEqual(symbols(Fields(b"\0\0\0"), 9, 2).tolist(), [0] * 9)


if __name__ == "__main__":
    unittest.main()

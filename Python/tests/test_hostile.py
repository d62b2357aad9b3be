"""Damage that no one planned is refused with FormatError, and asks for no memory that it does not need."""
import random
import resource
import unittest
import zlib

import numpy as np

import dcz

from .files import GOLDEN, container, dense, network, node, split, var, whole

NAMES = ["worked-example", "dense", "pruned", "shared", "packed-fillers", "packed-direct", "arithmetic-planes",
         "normalized", "graph"]


def attempt(data):
    try:
        dcz.load(data, max_weights=1 << 16)
    except dcz.FormatError as error:
        return str(error)
    return None


class HostileFiles(unittest.TestCase):
    def test_cut_off_anywhere(self):
        data = (GOLDEN / "accepted/worked-example.dcz").read_bytes()
        for length in range(len(data)):
            self.assertIsNotNone(attempt(data[:length]), length)

    def test_any_flipped_bit(self):
        data = bytearray((GOLDEN / "accepted/worked-example.dcz").read_bytes())
        for place in range(len(data)):
            for bit in range(8):
                data[place] ^= 1 << bit
                self.assertIsNotNone(attempt(bytes(data)), (place, bit))
                data[place] ^= 1 << bit

    def test_edits_with_right_sums(self):
        """Any exception but FormatError fails the test."""
        draw = random.Random(1)
        refused = 0
        for name in NAMES:
            chunks = split((GOLDEN / f"accepted/{name}.dcz").read_bytes())
            for _ in range(150):
                edited = [[kind, bytearray(content)] for kind, content in chunks]
                content = draw.choice(edited)[1]
                place = draw.randrange(len(content))
                edit = draw.randrange(4)
                if edit == 0:
                    content[place] = draw.choice([0, 1, 2, 0x7F, 0x80, 0xFF, draw.randrange(256)])
                elif edit == 1:
                    del content[place]
                elif edit == 2:
                    content[place : place + 1] = draw.choice([b"\xff\xff\xff\xff\x07", b"\xff\xff\xff\x7f"])
                else:
                    del content[place:]
                refused += attempt(container(*((kind, bytes(content)) for kind, content in edited))) is not None
        self.assertGreater(refused, 500)

    def test_sizes_before_memory(self):
        """A file of a hundred bytes that announces two thousand million weights: nothing is reserved."""
        huge = network([2**15], node("a", "dense", [0], whole("outputs", 2**15)))
        weights = var(0) + b"\3" + var(2) + var(2**15) + var(2**15) + b"\0"
        layer = weights + b"\0" + b"\1\x10\1" + b"\0\0" + b"\0\0" + b"\0" * 4
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with self.assertRaises(dcz.FormatError) as raised:
            dcz.load(container((b"NETW", huge), (b"LAYR", layer)))
        self.assertIn("max_weights", str(raised.exception))
        self.assertLess(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, 50_000)

    def test_limit_counts_all_layers(self):
        graph = network([10], node("a", "dense", [0], whole("bias", 0), whole("outputs", 10)),
                        node("b", "dense", [1], whole("bias", 0), whole("outputs", 10)))
        data = container((b"NETW", graph), dense(0, np.ones((10, 10))), dense(1, np.ones((10, 10))))
        self.assertEqual(len(dcz.load(data, max_weights=200)), 2)
        with self.assertRaises(dcz.FormatError):
            dcz.load(data, max_weights=199)

    def test_skeleton_that_unpacks_to_more(self):
        bomb = zlib.compress(bytes(50_000_000))
        for length in (10, 2**31 - 1):
            data = container((b"ONNX", b"\0" + var(length) + bomb), version=2)
            with self.assertRaises(dcz.FormatError) as raised:
                dcz.load(data)
            self.assertIn("skeleton", str(raised.exception))

    def test_small_unknown_chunks_are_skipped(self):
        chunks = split((GOLDEN / "accepted/worked-example.dcz").read_bytes())
        chunks.insert(1, (b"note", b"anything"))
        self.assertIn("fc1.weight", dcz.load(container(*chunks)))


if __name__ == "__main__":
    unittest.main()

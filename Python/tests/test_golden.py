"""The files of the repository: the accepted ones are read, the others refused for the rule that they break."""
import unittest

import numpy as np

import dcz

from .files import GOLDEN

# Words of the message by the file's name, where its rule is not plain from the name alone.
RULES = {
    "absurd-layer-count": "127 layers", "digest-mismatch": "SHA-256", "checksum-mismatch": "checksum",
    "kraft-sum-exceeded": "Kraft sum is 1.5", "kraft-sum-incomplete": "Kraft", "position-out-of-range": "position",
    "arithmetic-without-end": "end mark", "arithmetic-too-long": "too many bytes", "ends-with-skip": "skip",
    "filler-among-skips": "filler", "too-many-weights": "max_weights", "negative-variance": "variance",
    "unsupported-version": "version 3", "unknown-chunk": "newer program", "damaged-as-text": "as text",
    "missing-end": "DONE is missing", "wrong-survivor-count": "survivors", "rank-without-centroid": "rank",
    "stream-padding": "padding", "steps-too-short": "truncated", "grid-too-wide": "beyond all floats",
    "multiple-too-large": "beyond 2", "multiples-too-wide": "beyond all floats", "multiples-without-step": "multiples of 0",
    "channels-missing": "missing", "other-multiples": "no multiples of 3 bits",
}


class GoldenFiles(unittest.TestCase):
    def test_worked_example(self):
        """Section 9: the matrix as printed there."""
        model = dcz.load(GOLDEN / "accepted/worked-example.dcz")
        a, b, c = -0.5, 0.25, 1.5
        expected = np.array([
            [b, 0, 0, b, a, 0, 0, 0], [0, b, b, b, 0, 0, 0, c], [0, 0, b, b, 0, 0, 0, 0], [b, b, a, 0, 0, 0, b, b]])
        np.testing.assert_array_equal(model["fc1.weight"], expected)
        np.testing.assert_array_equal(model["fc1.bias"], [0.125, -0.125, 15.875, 0])
        np.testing.assert_array_equal(model.codebooks["fc1"], [a, b, c])
        np.testing.assert_array_equal(model.masks["fc1"], expected != 0)
        layer = model.layers["fc1"]
        np.testing.assert_array_equal(layer.entries, [1, 1, 0, 1, 1, 1, 2, 1, 1, 1, 1, 0, 1, 1])
        np.testing.assert_array_equal(layer.index.positions, [0, 3, 4, 9, 10, 11, 15, 18, 19, 24, 25, 26, 30, 31])
        np.testing.assert_array_equal(layer.index.gaps, [0, 2, 0, 3, 1, 0, 0, 3, 0, 2, 0, 3, 1, 0, 0, 3, 0, 0])
        self.assertEqual((model.state, model.origin.tool, model.origin.seed), ("packed", "dcs", 7))

    def test_accepted(self):
        """Codes and codebooks say the same as the values."""
        files = sorted(GOLDEN.glob("accepted/*.dcz"))
        self.assertGreater(len(files), 10)
        for file in files:
            model = dcz.load(file)
            for name, layer in model.layers.items():
                with self.subTest(file=file.name, layer=name):
                    self.assertEqual(layer.values.shape, layer.shape)
                    self.assertTrue((layer.values[~layer.mask] == 0).all())
                    if layer.codebook is not None:
                        table = np.append(layer.codebook, np.float32(0))
                        np.testing.assert_array_equal(table[model.codes[name]], layer.values)

    def test_refused(self):
        files = sorted(GOLDEN.glob("refused/*.dcz"))
        self.assertGreater(len(files), 80)
        for file in files:
            with self.subTest(file=file.name):
                with self.assertRaises(dcz.FormatError) as raised:
                    dcz.load(file)
                self.assertIn(RULES.get(file.stem, ""), str(raised.exception))
                self.assertIn(file.name, str(raised.exception))


if __name__ == "__main__":
    unittest.main()

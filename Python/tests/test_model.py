"""Arrays by name, PyTorch, the command line."""
import contextlib
import io
import pathlib
import tempfile
import unittest

import numpy as np

import dcz
from dcz.__main__ import main

from .files import GOLDEN, container, dense, network, node, whole

try:
    import torch
except ImportError:
    torch = None

EXAMPLE = str(GOLDEN / "accepted/worked-example.dcz")


class Arrays(unittest.TestCase):
    def test_is_a_mapping(self):
        model = dcz.load(EXAMPLE)
        self.assertEqual(list(model), ["fc1.weight", "fc1.bias"])
        self.assertEqual(len(model), 2)
        self.assertIn("fc1.bias", model)
        with self.assertRaisesRegex(KeyError, "fc1.weight"):
            model["fc2.weight"]
        self.assertIn("fc1  4x8  codes + gaps, 43.8% kept, 3 shared values", repr(model))

    def test_channels_have_the_names_of_pytorch(self):
        rows = np.arange(12).reshape(4, 3)
        graph = network([3], node("n", "batchnorm", [0]), node("p", "prelu", [1]))
        model = dcz.load(container((b"NETW", graph), dense(0, rows), dense(1, rows[:1])))
        self.assertEqual(list(model), ["n.weight", "n.bias", "n.running_mean", "n.running_var", "p.weight"])
        np.testing.assert_array_equal(model["n.running_mean"], [6, 7, 8])
        np.testing.assert_array_equal(model["p.weight"], [0, 1, 2])

    @unittest.skipUnless(torch, "needs PyTorch")
    def test_state_dict(self):
        graph = network([3], node("n", "batchnorm", [0]), node("d", "dense", [1], whole("outputs", 2)))
        rows, matrix = np.arange(12).reshape(4, 3), np.arange(6).reshape(2, 3)
        model = dcz.load(container((b"NETW", graph), dense(0, rows), dense(1, matrix, np.arange(2))))
        module = torch.nn.Sequential()
        module.add_module("n", torch.nn.BatchNorm1d(3))
        module.add_module("d", torch.nn.Linear(3, 2))
        missing = module.load_state_dict(model.to_torch_state_dict(), strict=False)
        # Some versions of PyTorch want to know how many batches there were.
        self.assertLessEqual(set(missing.missing_keys), {"n.num_batches_tracked"})
        self.assertEqual(missing.unexpected_keys, [])
        x = np.float32([1, 2, 3])
        expected = matrix @ (rows[0] * (x - rows[2]) / np.sqrt(rows[3] + 1e-5) + rows[1]) + np.arange(2)
        found = module.eval()(torch.from_numpy(x)[None])[0].detach().numpy()
        np.testing.assert_allclose(found, expected, rtol=1e-5)


class CommandLine(unittest.TestCase):
    def run_main(self, *arguments):
        out, error = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
            status = main(list(arguments))
        return status, out.getvalue(), error.getvalue()

    def test_tells_and_writes(self):
        status, out, _ = self.run_main(EXAMPLE)
        self.assertEqual((status, out.splitlines()[0]), (0, "packed network, .dcz version 1, dcs"))
        with tempfile.TemporaryDirectory() as folder:
            path = str(pathlib.Path(folder) / "out.npz")
            self.assertEqual(self.run_main(EXAMPLE, "--to", path)[0], 0)
            with np.load(path) as stored:
                np.testing.assert_array_equal(stored["fc1.bias"], [0.125, -0.125, 15.875, 0])

    def test_refuses(self):
        status, _, error = self.run_main(str(GOLDEN / "refused/truncated.dcz"))
        self.assertEqual(status, 5)
        self.assertIn("truncated.dcz: truncated: 28 bytes are announced, 20 are left", error)
        self.assertEqual(self.run_main("missing.dcz")[0], 5)


if __name__ == "__main__":
    unittest.main()

"""What the ONNX model computes, run by ONNX Runtime, or by ONNX's own reference, beside the formulas of section 4.3 in NumPy."""
import unittest
import zlib

import numpy as np

import dcz

from .files import container, dense, network, node, number, var, whole

try:
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from onnx.reference import ReferenceEvaluator
except ImportError:
    onnx = None
try:
    import onnxruntime
except ImportError:
    onnxruntime = None

IMAGE = (3, 5, 6)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def local_response(x):
    """Five channels around, those outside being nothing."""
    squares = np.pad(x**2, ((2, 2), (0, 0), (0, 0)))
    return x / (1 + 1e-4 / 5 * sum(squares[i : i + len(x)] for i in range(5))) ** 0.75


def pooled(x, combine):
    """3 x 2 windows, steps of 2 x 1, one row of padding above and below."""
    found = np.full((x.shape[0], 3, 5), np.nan)
    for row in range(3):
        for column in range(5):
            top = 2 * row - 1
            part = x[:, max(0, top) : min(5, top + 3), column : column + 2]
            found[:, row, column] = combine(part)
    return found


def convolved(x, weights, biases):
    """Two rows of padding at the top, steps of 2, dilation 1 x 2, three groups."""
    padded = np.pad(x, ((0, 0), (2, 0), (0, 0)))
    found = np.zeros((len(weights), 3, 2))
    for output in range(len(weights)):
        for row in range(3):
            for column in range(2):
                part = padded[output // 2, 2 * row : 2 * row + 2, 2 * column : 2 * column + 3 : 2]
                found[output, row, column] = (part * weights[output, 0]).sum() + biases[output]
    return found


# operation: (attributes sorted by name, what it computes)
FORMULAS = {
    "relu": ([], lambda x: np.maximum(x, 0)),
    "sigmoid": ([], sigmoid),
    "tanh": ([], np.tanh),
    "leaky_relu": ([number("slope", 0.25)], lambda x: np.where(x > 0, x, x / 4)),
    "hard_sigmoid": ([], lambda x: np.clip(0.2 * x + 0.5, 0, 1)),
    "hard_swish": ([], lambda x: x * np.clip(x / 6 + 0.5, 0, 1)),
    "silu": ([], lambda x: x * sigmoid(x)),
    "elu": ([], lambda x: np.where(x > 0, x, np.expm1(x))),
    "clip": ([number("high", 0.5)], lambda x: np.minimum(x, 0.5)),
    "dropout": ([number("rate", 0.5)], lambda x: x),
    "lrn": ([], local_response),
    "global_avgpool": ([], lambda x: x.mean((1, 2), keepdims=True)),
    "slice": ([whole("begin", 1), whole("count", 2)], lambda x: x[1:3]),
    "transpose": ([whole("axes", 2, 0, 1)], lambda x: x.transpose(2, 0, 1)),
    "upsample": ([whole("factor", 2, 3)], lambda x: x.repeat(2, 1).repeat(3, 2)),
    "flatten": ([], np.ravel),
    "reshape": ([whole("shape", 9, 10)], lambda x: x.reshape(9, 10)),
    "softmax": ([], lambda x: np.exp(x) / np.exp(x).sum(0)),
    "maxpool": (
        [whole("kernel", 3, 2), whole("padding", 1, 0), whole("stride", 2, 1)],
        lambda x: pooled(x, lambda part: part.max((1, 2)))),
    "avgpool": (
        [whole("kernel", 3, 2), whole("padding", 1, 0), whole("stride", 2, 1)],
        lambda x: pooled(x, lambda part: part.sum((1, 2)) / 6)),
}


@unittest.skipUnless(onnx, "needs the package onnx")
class Models(unittest.TestCase):
    def computed(self, data, x):
        model = dcz.load(data)
        made = model.to_onnx()
        if onnxruntime:
            runner = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
        else:
            runner = ReferenceEvaluator(made)
        found = runner.run(None, {"input": np.stack([x, x / 2]).astype(np.float32)})[0]
        self.assertEqual(found.shape[1:], model.output_shape)
        return found[0]

    def test_operations(self):
        x = np.random.default_rng(1).normal(size=IMAGE).astype(np.float32)
        for operation, (attributes, formula) in FORMULAS.items():
            if operation == "lrn" and not onnxruntime:
                continue  # ONNX's reference leaves out the last channel of the sum that its text has
            with self.subTest(operation):
                data = container((b"NETW", network(IMAGE, node("a", operation, [0], *attributes))))
                np.testing.assert_allclose(self.computed(data, x), formula(x), rtol=1e-5, atol=1e-6)

    def test_layers_with_weights(self):
        random = np.random.default_rng(2)
        x = random.normal(size=IMAGE).astype(np.float32)
        kernel, biases = random.normal(size=(6, 1, 2, 2)), random.normal(size=6)
        channels = np.abs(random.normal(size=(4, 6)))
        graph = network(
            IMAGE,
            node("c", "convolution", [0], whole("dilation", 1, 2), whole("groups", 3), whole("kernel", 2),
                 whole("outputs", 6), whole("padding", 2, 0, 0, 0), whole("stride", 2)),
            node("n", "batchnorm", [1]), node("p", "prelu", [2]), node("f", "flatten", [3]),
            node("d", "dense", [4], whole("outputs", 2)))
        matrix, shifts = random.normal(size=(2, 36)), random.normal(size=2)
        data = container(
            (b"NETW", graph), dense(0, kernel, biases), dense(1, channels), dense(2, np.full((1, 6), 0.5)),
            dense(4, matrix, shifts))
        scale, shift, mean, variance = (row[:, None, None] for row in channels)
        normal = scale * (convolved(x, kernel, biases) - mean) / np.sqrt(variance + 1e-5) + shift
        expected = matrix @ np.where(normal > 0, normal, normal / 2).ravel() + shifts
        np.testing.assert_allclose(self.computed(data, x), expected, rtol=1e-4)

    def test_several_inputs(self):
        x = np.random.default_rng(3).normal(size=IMAGE).astype(np.float32)
        graph = network(
            IMAGE, node("r", "relu", [0]), node("j", "concat", [0, 1]), node("g", "global_avgpool", [2]),
            node("m", "multiply", [2, 3]), node("s", "add", [4, 2, 2]))
        joined = np.concatenate([x, np.maximum(x, 0)])
        expected = joined * joined.mean((1, 2), keepdims=True) + 2 * joined
        np.testing.assert_allclose(self.computed(container((b"NETW", graph)), x), expected, rtol=1e-5, atol=1e-6)

    def test_file_of_another_program(self):
        """Numbers go back where the skeleton had them: an initializer, a Constant, one inside of an If, one in bf16."""
        values = {name: np.random.default_rng(i).normal(size=(2, 2)).astype(np.float32)
                  for i, name in enumerate(["w", "k", "branch/then_branch/t"])}

        def hollow(name, kind=TensorProto.FLOAT):
            tensor = TensorProto(name=name, data_type=kind, dims=[2, 2])
            tensor.raw_data = b""
            return tensor

        inner = helper.make_graph(
            [helper.make_node("Add", ["x", "t"], ["inner"])], "then", [],
            [helper.make_tensor_value_info("inner", TensorProto.FLOAT, None)], [hollow("t")])
        other = helper.make_graph(
            [helper.make_node("Identity", ["x"], ["outer"])], "else", [],
            [helper.make_tensor_value_info("outer", TensorProto.FLOAT, None)])
        made = helper.make_model(helper.make_graph(
            [helper.make_node("Constant", [], ["k"], value=hollow("unused")),
             helper.make_node("MatMul", ["input", "w"], ["a"]), helper.make_node("Add", ["a", "k"], ["x"]),
             helper.make_node("If", ["yes"], ["y"], "branch", then_branch=inner, else_branch=other)],
            "g", [helper.make_tensor_value_info("input", TensorProto.FLOAT, [2, 2])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, [2, 2])],
            [hollow("w"), numpy_helper.from_array(np.array(True), "yes")]))
        skeleton = made.SerializeToString()
        order = ["k", "branch/then_branch/t", "w"]
        head = b"\0" + var(len(skeleton)) + zlib.compress(skeleton)
        coded = var(0) + dense(0, values["k"])[1][1:]
        rest = b"".join(values[name].tobytes() for name in order[1:])
        data = container((b"ONNX", head), (b"PARM", coded), (b"REST", rest), version=2)
        model = dcz.load(data)
        self.assertEqual(list(model), order)
        for name in order:
            np.testing.assert_array_equal(model[name], values[name])
        x = np.eye(2, dtype=np.float32)
        found = ReferenceEvaluator(model.to_onnx()).run(None, {"input": x})[0]
        np.testing.assert_allclose(found, values["w"] + values["k"] + values[order[1]], rtol=1e-6)
        with self.assertRaises(dcz.FormatError):
            dcz.load(container((b"ONNX", head), (b"PARM", coded), (b"REST", rest + b"\0"), version=2))

    def test_types(self):
        from dcz.to_onnx import raw

        numbers = np.array([1.0, -2.5, 3.140625], np.float32)
        bits = np.frombuffer(raw(numbers, 16), "<u2").astype(np.uint32) << 16
        np.testing.assert_array_equal(bits.view(np.float32), numbers)
        self.assertEqual(np.frombuffer(raw(np.array([1 + 2**-8], np.float32), 16), "<u2")[0], 0x3F80)
        np.testing.assert_array_equal(np.frombuffer(raw(np.float32([-3, 7]), 3), np.int8), [-3, 7])


if __name__ == "__main__":
    unittest.main()

"""ONNX models of what a file holds (needs the package onnx)."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .operations import borders, flag, has_bias, pair, strides, whole
from .skeleton import TYPES

OPSET = 14
SAME_NAME = {
    "relu": "Relu", "sigmoid": "Sigmoid", "tanh": "Tanh", "flatten": "Flatten", "global_avgpool": "GlobalAveragePool",
    "hard_swish": "HardSwish",
}


def model_of_nodes(model):
    """Of a version 1 file: the graph of section 4.3, for batches of any size."""
    texts = model.origin.texts
    first, last = texts.get("input", "input"), texts.get("output", "output")
    names = [first] + [node.name for node in model.nodes]
    names[-1] = last
    shapes = [model.input_shape] + [node.shape for node in model.nodes]
    graph = Graph(model)
    for number, node in enumerate(model.nodes):
        graph.add(node, [names[i] for i in node.inputs], names[number + 1], shapes[node.inputs[0]])
    made = helper.make_graph(
        graph.nodes, "dcz",
        [helper.make_tensor_value_info(first, TensorProto.FLOAT, ["N", *model.input_shape])],
        [helper.make_tensor_value_info(last, TensorProto.FLOAT, ["N", *model.output_shape])], graph.constants)
    found = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="dcz", ir_version=8)
    onnx.checker.check_model(found)
    return found


class Graph:
    """Nodes and constants, added layer by layer."""

    def __init__(self, model):
        self.model, self.nodes, self.constants = model, [], []

    def constant(self, name, values, kind=np.float32):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values, kind), name))
        return name

    def node(self, kind, inputs, output, name, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], name, **attributes))

    def add(self, node, inputs, output, shape):
        special = getattr(self, f"add_{node.operation}", None)
        if special:
            special(node, inputs, output, shape)
        else:
            self.node(SAME_NAME[node.operation], inputs, output, node.name)

    def parameters(self, node):
        layer = self.model.layers[node.name]
        found = [self.constant(f"{node.name}.weight", layer.values)]
        if has_bias(node):
            found.append(self.constant(f"{node.name}.bias", layer.bias))
        return found

    def add_dense(self, node, inputs, output, shape):
        self.node("Gemm", inputs + self.parameters(node), output, node.name, transB=1)

    def add_convolution(self, node, inputs, output, shape):
        self.node(
            "Conv", inputs + self.parameters(node), output, node.name, kernel_shape=pair(node, "kernel"),
            strides=pair(node, "stride"), dilations=pair(node, "dilation"), pads=borders(node),
            group=whole(node, "groups", 1))

    def window(self, node):
        return {"kernel_shape": pair(node, "kernel"), "strides": strides(node), "pads": borders(node),
                "ceil_mode": whole(node, "ceil", 0)}

    def add_maxpool(self, node, inputs, output, shape):
        self.node("MaxPool", inputs, output, node.name, **self.window(node))

    def add_avgpool(self, node, inputs, output, shape):
        self.node("AveragePool", inputs, output, node.name, **self.window(node),
                  count_include_pad=int(flag(node, "count_padding", 1)))

    def add_lrn(self, node, inputs, output, shape):
        its = node.attributes
        self.node("LRN", inputs, output, node.name, size=whole(node, "size", 5), alpha=its.get("alpha", 1e-4),
                  beta=its.get("beta", 0.75), bias=its.get("k", 1.0))

    def add_leaky_relu(self, node, inputs, output, shape):
        self.node("LeakyRelu", inputs, output, node.name, alpha=node.attributes.get("slope", 0.01))

    def add_hard_sigmoid(self, node, inputs, output, shape):
        its = node.attributes
        self.node("HardSigmoid", inputs, output, node.name, alpha=its.get("slope", 0.2), beta=its.get("offset", 0.5))

    def add_silu(self, node, inputs, output, shape):
        self.node("Sigmoid", inputs, f"{node.name}.sigmoid", f"{node.name}.sigmoid")
        self.node("Mul", inputs + [f"{node.name}.sigmoid"], output, node.name)

    def add_elu(self, node, inputs, output, shape):
        self.node("Elu", inputs, output, node.name, alpha=node.attributes.get("alpha", 1.0))

    def add_prelu(self, node, inputs, output, shape):
        slopes = self.model.layers[node.name].values.reshape(-1, *[1] * (len(shape) - 1))
        self.node("PRelu", inputs + [self.constant(f"{node.name}.weight", slopes)], output, node.name)

    def add_clip(self, node, inputs, output, shape):
        limits = [self.constant(f"{node.name}.{name}", node.attributes[name]) if name in node.attributes else ""
                  for name in ("low", "high")]
        self.node("Clip", inputs + limits, output, node.name)

    def add_batchnorm(self, node, inputs, output, shape):
        rows = self.model.layers[node.name].values
        names = [self.constant(f"{node.name}.{name}", row)
                 for name, row in zip(("weight", "bias", "running_mean", "running_var"), rows)]
        self.node("BatchNormalization", inputs + names, output, node.name, epsilon=node.attributes.get("epsilon", 1e-5))

    def add_dropout(self, node, inputs, output, shape):
        self.node("Identity", inputs, output, node.name)

    def add_concat(self, node, inputs, output, shape):
        self.node("Concat", inputs, output, node.name, axis=1)

    def add_add(self, node, inputs, output, shape):
        self.node("Sum", inputs, output, node.name)

    def add_multiply(self, node, inputs, output, shape):
        self.node("Mul", inputs, output, node.name)

    def add_slice(self, node, inputs, output, shape):
        begin = whole(node, "begin", 0)
        numbers = {"begin": begin, "end": begin + whole(node, "count"), "axis": 1}
        names = [self.constant(f"{node.name}.{name}", [value], np.int64) for name, value in numbers.items()]
        self.node("Slice", inputs + names, output, node.name)

    def add_transpose(self, node, inputs, output, shape):
        self.node("Transpose", inputs, output, node.name, perm=[0] + [axis + 1 for axis in node.attributes["axes"]])

    def add_upsample(self, node, inputs, output, shape):
        scales = self.constant(f"{node.name}.scales", [1, 1, *pair(node, "factor")])
        self.node("Resize", inputs + ["", scales], output, node.name, mode="nearest", nearest_mode="floor",
                  coordinate_transformation_mode="asymmetric")

    def add_reshape(self, node, inputs, output, shape):
        sizes = self.constant(f"{node.name}.shape", [-1, *node.attributes["shape"]], np.int64)
        self.node("Reshape", inputs + [sizes], output, node.name)

    def add_softmax(self, node, inputs, output, shape):
        self.node("Softmax", inputs, output, node.name, axis=1)


def model_of_skeleton(model):
    """Of a version 2 file: the model it was made from, with these numbers (section 11.2)."""
    found = onnx.load_from_string(bytes(model.skeleton))
    kinds = {parameter.name: parameter.kind for parameter in model.parameters}
    arrays = dict(model.arrays())
    for name, tensor in tensors(found.graph, ()):
        if name in arrays and not tensor.raw_data:
            tensor.raw_data = raw(arrays[name], kinds[name])
    return found


def tensors(graph, around):
    """(name, tensor) of all that may be parameters (section 11.1)."""
    for tensor in graph.initializer:
        yield "/".join([*around, tensor.name]), tensor
    for node in graph.node:
        output = node.output[0] if node.output else ""
        for attribute in node.attribute:
            if node.op_type == "Constant" and attribute.name == "value":
                yield "/".join([*around, output]), attribute.t
            for inner in [attribute.g] if attribute.HasField("g") else attribute.graphs:
                yield from tensors(inner, (*around, node.name or output, attribute.name))


def raw(array, kind):
    """The bytes of a tensor in the type that it had."""
    if kind == 16:
        bits = np.ascontiguousarray(array, "<f4").view("<u4")
        # The nearest upper half, to even where both are as near.
        return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype("<u2").tobytes()
    if np.dtype(TYPES[kind]).kind in "ui":
        array = np.rint(array)
    return np.ascontiguousarray(array).astype(TYPES[kind]).tobytes()

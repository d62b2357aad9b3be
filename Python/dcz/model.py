"""A whole file."""
from collections.abc import Mapping

import numpy as np

from .container import chunks
from .deflation import inflated
from .errors import FormatError, check
from .fields import Fields
from .layers import CODINGS, Weights, weights
from .network import network
from .operations import has_bias, weight_shape, with_shapes
from .origin import Origin, origin
from .skeleton import skeleton, stored

MAX_WEIGHTS = 2**28
CHANNELS = ("weight", "bias", "running_mean", "running_var")  # the rows of a batchnorm, as PyTorch calls them


class Model(Mapping):
    """A network read from a .dcz file: a mapping from the names of its arrays to NumPy arrays.

    Layers of dcs have the arrays `fc1.weight` and `fc1.bias`; a file made from an ONNX model has that model's own
    names. `layers` has what the file says of each one's weights: values, mask, codes, codebook, gaps.
    """

    def __init__(self, version):
        self.version = version
        self.state = ""
        self.input_shape, self.output_shape = None, None
        self.nodes = []  # the graph of a version 1 file
        self.parameters = []  # the parameters of a version 2 file, in its order
        self.skeleton = None  # its ONNX model without their numbers
        self.origin = Origin()
        self.layers = {}
        self.stored = {}  # parameters of a version 2 file that have no layer

    @property
    def codes(self):
        """Of each layer with shared weights a code for each weight; the code of a pruned one is len(codebook)."""
        return {name: layer.codes for name, layer in self.layers.items() if layer.codebook is not None}

    @property
    def codebooks(self):
        return {name: layer.codebook for name, layer in self.layers.items() if layer.codebook is not None}

    @property
    def masks(self):
        """Of each layer, which weights are kept."""
        return {name: layer.mask for name, layer in self.layers.items()}

    def arrays(self):
        """(name, array) of all arrays."""
        if self.version == 2:
            for parameter in self.parameters:
                layer = self.layers.get(parameter.name)
                yield parameter.name, self.stored[parameter.name] if layer is None else layer.values
            return
        for node in self.nodes:
            layer = self.layers.get(node.name)
            if layer is None:
                continue
            if node.operation == "batchnorm":
                yield from ((f"{node.name}.{its}", row) for its, row in zip(CHANNELS, layer.values))
            else:
                yield f"{node.name}.weight", layer.values if node.operation != "prelu" else layer.values[0]
            if layer.bias is not None:
                yield f"{node.name}.bias", layer.bias

    def __getitem__(self, name):
        for its, array in self.arrays():
            if its == name:
                return array
        raise KeyError(f"there is no array {name!r}; there are {', '.join(self)}")

    def __iter__(self):
        return (name for name, _ in self.arrays())

    def __len__(self):
        return sum(1 for _ in self.arrays())

    def __repr__(self):
        lines = [f"{self.state} network, .dcz version {self.version}, {self.origin.tool or 'unknown tool'}"]
        for name, layer in self.layers.items():
            shape = "x".join(map(str, layer.shape))
            kept = np.count_nonzero(layer.mask) / layer.mask.size
            shared = "" if layer.codebook is None else f", {len(layer.codebook)} shared values"
            lines.append(f"  {name}  {shape}  {layer.coding}, {kept:.1%} kept{shared}")
        return "\n".join(lines)

    def to_torch_state_dict(self):
        """The arrays as tensors of PyTorch, for `module.load_state_dict`."""
        import torch

        return {name: torch.from_numpy(np.array(array)) for name, array in self.arrays()}

    def to_onnx(self):
        """An onnx.ModelProto that computes what the network computes; the one it was made from, if it was."""
        from .to_onnx import model_of_skeleton, model_of_nodes

        return model_of_skeleton(self) if self.version == 2 else model_of_nodes(self)


def load(source, max_weights=MAX_WEIGHTS):
    """Reads a file (a path, or its bytes) after a look at all checksums.

    `max_weights` bounds the memory that a file can ask for: about six bytes a weight. Raises FormatError where the
    file breaks a rule of the format.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        return read(source, max_weights)
    with open(source, "rb") as file:
        data = file.read()
    try:
        return read(data, max_weights)
    except FormatError as error:
        raise FormatError(f"{source}: {error}") from None


def read(data, max_weights):
    version, parts = chunks(data)
    model = Model(version)
    if version == 1:
        deflated = any(kind == b"NETD" for kind, _ in parts)
        head, coded = b"NETD" if deflated else b"NETW", b"LAYR"
    else:
        head, coded = b"ONNX", b"PARM"
    order = {head: 0, b"meta": 1, coded: 2, b"REST": 3, b"DONE": 4}
    last = None
    for kind, content in parts:
        word = kind.decode()
        if last is None:
            check(kind == head, f"the first chunk is {word}, not {head.decode()} (section 2)")
        else:
            check(kind in order and order[kind] > order[last] or kind == last == coded,
                  f"the chunk {word} is in the wrong place, or there twice (section 2)")
        last, fields = kind, Fields(content)
        try:
            left = max_weights - sum(its.values.size for its in model.layers.values())
            read_chunk(model, kind, fields, left)
        except FormatError as error:
            raise FormatError(f"chunk {word}: {error}") from None
    complete(model)
    return model


def read_chunk(model, kind, fields, left):
    if kind in (b"NETW", b"NETD"):
        plain = fields if kind == b"NETW" else Fields(inflated(fields))
        model.state, model.input_shape, model.nodes = network(plain)
        shapes = with_shapes(model.input_shape, model.nodes)
        model.output_shape = shapes[-1]
        model.expected = {
            number: weight_shape(node, shapes[node.inputs[0]]) for number, node in enumerate(model.nodes)}
    elif kind == b"ONNX":
        model.state, model.skeleton, model.parameters = skeleton(fields)
    elif kind == b"meta":
        model.origin = origin(fields)
    elif kind == b"LAYR":
        add_layer(model, *weights(fields, left))
    elif kind == b"PARM":
        add_parameter(model, *weights(fields, left))
    elif kind == b"REST":
        rest(model, fields)


def add_layer(model, number, its):
    check(number < len(model.nodes), f"there is no layer {number} (section 6)")
    node = model.nodes[number]
    check(not model.layers or number > model.newest, f"layer {node.name} comes twice, or too late (section 2)")
    model.newest, expected = number, model.expected[number]
    check(expected is not None, f"layer {node.name} of {node.operation} has no weights (section 4.3)")
    check(its.shape == expected, f"layer {node.name} has weights of {its.shape}, not {expected} (section 4.3)")
    check((its.bias is not None) == has_bias(node), f"layer {node.name}: biases are missing, or too many (section 4.3)")
    if node.operation in ("batchnorm", "prelu"):
        check(its.coding == CODINGS[0], f"layer {node.name}: numbers of channels are coded (section 6.3)")
        check(np.isfinite(its.values).all(), f"layer {node.name}: a number is not finite (section 6.3)")
        check(node.operation == "prelu" or (its.values[3] >= 0).all(),
              f"layer {node.name}: a negative variance (section 6.3)")
    model.layers[node.name] = its


def add_parameter(model, number, its):
    check(number < len(model.parameters), f"there is no parameter {number} (section 11.2)")
    parameter = model.parameters[number]
    check(not model.layers or number > model.newest, f"{parameter.name} comes twice, or too late (section 11)")
    model.newest = number
    check(its.shape == parameter.shape, f"{parameter.name} has the shape {its.shape}, not {parameter.shape}")
    check(its.bias is None, f"{parameter.name}: a parameter has no biases (section 11.2)")
    model.layers[parameter.name] = its


def rest(model, fields):
    """Section 11.2."""
    for parameter in model.parameters:
        if parameter.name not in model.layers:
            model.stored[parameter.name] = stored(fields, parameter)
    check(model.stored, "there are no other parameters (section 11)")
    fields.end("REST")


def complete(model):
    """Whatever needs weights has them."""
    if model.version == 1:
        for number, node in enumerate(model.nodes):
            check(model.expected[number] is None or node.name in model.layers,
                  f"the weights of layer {node.name} are missing (section 2)")
    for parameter in model.parameters:
        check(parameter.name in model.layers or parameter.name in model.stored,
              f"the numbers of {parameter.name} are missing (section 11)")

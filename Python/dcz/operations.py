"""Section 4.3: what each operation takes, and the shape that it gives, of one example."""
import math

from .errors import check

WINDOW = ("ceil", "kernel", "padding", "stride")
# operation: (names of its attributes, which of them must be there)
ATTRIBUTES = {
    "dense": (("bias", "outputs"), ("outputs",)),
    "convolution": (
        ("bias", "dilation", "groups", "kernel", "outputs", "padding", "stride"), ("outputs", "kernel")),
    "maxpool": (WINDOW, ("kernel",)),
    "avgpool": (WINDOW + ("count_padding",), ("kernel",)),
    "global_avgpool": ((), ()),
    "lrn": (("size", "alpha", "beta", "k"), ()),
    "relu": ((), ()), "sigmoid": ((), ()), "tanh": ((), ()),
    "leaky_relu": (("slope",), ()),
    "hard_sigmoid": (("slope", "offset"), ()),
    "hard_swish": ((), ()), "silu": ((), ()),
    "elu": (("alpha",), ()),
    "prelu": ((), ()),
    "clip": (("low", "high"), ()),
    "batchnorm": (("epsilon", "rate"), ()),
    "dropout": (("rate",), ("rate",)),
    "concat": ((), ()), "add": ((), ()), "multiply": ((), ()),
    "slice": (("begin", "count"), ("count",)),
    "transpose": (("axes",), ("axes",)),
    "upsample": (("factor",), ("factor",)),
    "flatten": ((), ()),
    "reshape": (("shape",), ("shape",)),
    "softmax": ((), ()),
}
NUMBERS = ("alpha", "beta", "k", "slope", "offset", "low", "high", "epsilon", "rate")
IMAGES = ("convolution", "maxpool", "avgpool", "global_avgpool", "lrn", "upsample")
LARGEST_EXTENT = 2**31 - 1


def whole(node, name, default=None):
    """One whole number."""
    values = node.attributes.get(name, (default,))
    check(len(values) == 1, f"{node.name}: '{name}' is one number (section 4.3)")
    return values[0]


def pair(node, name, default=1):
    """Vertical and horizontal, both at least 1."""
    values = node.attributes.get(name, (default,))
    check(len(values) in (1, 2) and min(values) >= 1, f"{node.name}: '{name}' is one or two numbers (section 4.3)")
    return values if len(values) == 2 else values * 2


def borders(node):
    """Padding: top, left, bottom, right."""
    values = node.attributes.get("padding", (0,))
    check(len(values) in (1, 2, 4) and min(values) >= 0,
          f"{node.name}: 'padding' is one, two or four numbers (section 4.3)")
    return {1: values * 4, 2: values * 2, 4: values}[len(values)]


def flag(node, name, default):
    value = whole(node, name, default)
    check(value in (0, 1), f"{node.name}: '{name}' is 0 or 1 (section 4.3)")
    return value == 1


def strides(node):
    """Those of a window; a pool's are its kernel where it has none."""
    if node.operation == "convolution" or "stride" in node.attributes:
        return pair(node, "stride")
    return pair(node, "kernel")


def windows(node, image):
    """Extents after windows have moved over an image [height, width]."""
    padding, found = borders(node), []
    steps, kernel, dilation = strides(node), pair(node, "kernel"), pair(node, "dilation")
    for axis in (0, 1):
        span = (kernel[axis] - 1) * dilation[axis] + 1
        room = image[axis] + padding[axis] + padding[axis + 2] - span
        check(room >= 0, f"{node.name}: the window is larger than the image (section 4.3)")
        count = room // steps[axis] + 1
        if node.operation != "convolution" and flag(node, "ceil", 0):
            count = -(-room // steps[axis]) + 1
            if (count - 1) * steps[axis] >= image[axis] + padding[axis]:
                count -= 1
        found.append(count)
    return tuple(found)


def convolution(node, shape):
    groups, outputs = whole(node, "groups", 1), whole(node, "outputs")
    check(groups >= 1 and shape[0] % groups == 0 and outputs % groups == 0,
          f"{node.name}: {groups} groups do not divide the channels (section 4.3)")
    return (outputs, *windows(node, shape[1:]))


def joined(node, shapes):
    check(all(its and its[1:] == shapes[0][1:] for its in shapes), f"{node.name}: the shapes do not fit (section 4.3)")
    return (sum(its[0] for its in shapes), *shapes[0][1:])


def multiplied(node, shapes):
    first, second = shapes
    check(second == first or (first and second == (first[0],) + (1,) * (len(first) - 1)),
          f"{node.name}: {second} times {first} (section 4.3)")
    return first


def sliced(node, shape):
    begin, count = whole(node, "begin", 0), whole(node, "count")
    check(begin >= 0 and count >= 1 and begin + count <= shape[0],
          f"{node.name}: the slice leaves its input (section 4.3)")
    return (count, *shape[1:])


def transposed(node, shape):
    axes = node.attributes["axes"]
    check(sorted(axes) == list(range(len(shape))), f"{node.name}: axes {axes} of {shape} (section 4.3)")
    return tuple(shape[axis] for axis in axes)


def reshaped(node, shape):
    new = node.attributes["shape"]
    check(all(extent >= 1 for extent in new) and math.prod(new) == math.prod(shape),
          f"{node.name}: {shape} does not fit into {new} (section 4.3)")
    return tuple(new)


def upsampled(node, shape):
    rows, columns = pair(node, "factor")
    return (shape[0], shape[1] * rows, shape[2] * columns)


def checked_attributes(node):
    check(node.operation in ATTRIBUTES, f"layer {node.name}: unknown operation '{node.operation}' (section 4.3)")
    known, needed = ATTRIBUTES[node.operation]
    for name, value in node.attributes.items():
        check(name in known, f"layer {node.name}: {node.operation} has no attribute '{name}' (section 4.3)")
        kind = float if name in NUMBERS else tuple
        check(isinstance(value, kind) and value != (), f"layer {node.name}: '{name}' is of the wrong kind (section 4.3)")
    for name in needed:
        check(name in node.attributes, f"layer {node.name}: the attribute '{name}' is missing (section 4.3)")
    if "outputs" in node.attributes:
        check(whole(node, "outputs") >= 1, f"layer {node.name}: no outputs (section 4.3)")


def output_shape(node, shapes):
    """The shape of one example behind a node, from those of its inputs."""
    checked_attributes(node)
    operation = node.operation
    count = len(shapes)
    fits = count >= 1 if operation in ("concat", "add") else count == (2 if operation == "multiply" else 1)
    check(fits, f"layer {node.name}: {operation} of {count} inputs (section 4.3)")
    shape = shapes[0]
    check(operation not in IMAGES or len(shape) == 3, f"layer {node.name}: {operation} takes an image (section 4.3)")
    if operation == "dense":
        check(len(shape) == 1, f"layer {node.name}: dense takes rank 1, not {shape} (section 4.3)")
        return (whole(node, "outputs"),)
    if operation == "add":
        check(all(its == shape for its in shapes), f"layer {node.name}: a sum of {shapes} (section 4.3)")
        return shape
    if operation in ("concat", "multiply"):
        return {"concat": joined, "multiply": multiplied}[operation](node, shapes)
    if operation in ("batchnorm", "prelu", "softmax", "slice"):
        check(shape, f"layer {node.name}: {operation} needs an extent (section 4.3)")
    single = {
        "convolution": convolution, "slice": sliced, "transpose": transposed, "reshape": reshaped,
        "upsample": upsampled,
        "maxpool": lambda node, shape: (shape[0], *windows(node, shape[1:])),
        "avgpool": lambda node, shape: (shape[0], *windows(node, shape[1:])),
        "global_avgpool": lambda node, shape: (shape[0], 1, 1),
        "flatten": lambda node, shape: (math.prod(shape),),
    }
    return single[operation](node, shape) if operation in single else shape


def with_shapes(input_shape, nodes):
    """Gives every node the shape that it computes."""
    shapes = [tuple(input_shape)]
    for node in nodes:
        node.shape = output_shape(node, [shapes[number] for number in node.inputs])
        check(math.prod(node.shape) <= LARGEST_EXTENT, f"layer {node.name}: its output is too large (section 1)")
        shapes.append(node.shape)
    return shapes


def weight_shape(node, shape):
    """The shape of a node's parameters for an input of this shape; nothing where it has none."""
    if node.operation == "dense":
        return (whole(node, "outputs"), shape[0])
    if node.operation == "convolution":
        return (whole(node, "outputs"), shape[0] // whole(node, "groups", 1), *pair(node, "kernel"))
    return {"batchnorm": (4, shape[0]), "prelu": (1, shape[0])}.get(node.operation) if shape else None


def has_bias(node):
    return node.operation in ("dense", "convolution") and flag(node, "bias", 1)

"""Section 4: the graph of a version 1 file."""
import math
from dataclasses import dataclass

from .errors import FormatError, check

STATES = ("dense", "pruned", "shared", "packed")


@dataclass
class Node:
    """A layer of the graph. An input is 0 for the network's own, n + 1 for node n."""

    name: str
    operation: str
    inputs: tuple
    attributes: dict
    shape: tuple = ()


def state(fields):
    number = fields.u8()
    check(number < len(STATES), f"unknown state {number} (section 4)")
    return STATES[number]


def attribute(fields):
    """Section 4.2."""
    name, kind = fields.text(), fields.u8()
    if kind == 0:
        count = fields.var()
        check(count <= fields.rest, "truncated: more numbers are announced than bytes are left")
        return name, tuple(fields.svar() for _ in range(count))
    if kind == 1:
        value = fields.unpack("d")
        check(math.isfinite(value), f"attribute {name} is not finite (section 4.2)")
        return name, value
    check(kind == 2, f"attribute {name}: unknown kind {kind} (section 4.2)")
    return name, fields.text()


def node(fields, number):
    """Section 4.1."""
    name, operation = fields.text(), fields.text()
    count = fields.var()
    check(count <= fields.rest, "truncated: more inputs are announced than bytes are left")
    inputs = tuple(fields.var() for _ in range(count))
    check(all(i <= number for i in inputs), f"layer {name}: an input does not come before it (section 4.1)")
    count = fields.var()
    check(count <= fields.rest, "truncated: more attributes are announced than bytes are left")
    attributes = [attribute(fields) for _ in range(count)]
    names = [its for its, _ in attributes]
    check(names == sorted(set(names)), f"layer {name}: attributes are not sorted, or one occurs twice (section 4.2)")
    return Node(name, operation, inputs, dict(attributes))


def network(fields):
    """(state, input shape, nodes), without the shapes of nodes."""
    its_state, shape, count = state(fields), fields.shape(), fields.var()
    check(count >= 1, "a network without layers (section 4)")
    check(count <= fields.rest, f"truncated: {count} layers are announced, {fields.rest} bytes are left")
    nodes = []
    for number in range(count):
        nodes.append(node(fields, number))
    if len({each.name for each in nodes}) != count:
        raise FormatError("two layers have the same name (section 4.1)")
    fields.end("NETW")
    return its_state, shape, nodes

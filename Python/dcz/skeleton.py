"""Section 11: the file of another program, and its parameters."""
import math
import zlib
from dataclasses import dataclass

import numpy as np

from .deflation import unpacked
from .errors import FormatError, check
from .fields import LARGEST
from .network import state

TYPES = {1: "<f4", 2: "<u1", 3: "<i1", 10: "<f2", 11: "<f8", 16: "<u2"}
DEEPEST = 64  # graphs within graphs


@dataclass
class Parameter:
    name: str
    kind: int
    shape: tuple


class Message:
    """Protobuf's wire format: (field number, content) of each field, a number or bytes."""

    def __init__(self, data):
        self.data, self.place = data, 0

    def number(self):
        value = shift = 0
        while True:
            check(self.place < len(self.data) and shift < 70, "the skeleton is cut off (section 11.1)")
            byte = self.data[self.place]
            self.place += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def __iter__(self):
        while self.place < len(self.data):
            key = self.number()
            if key & 7 == 0:
                yield key >> 3, self.number()
                continue
            check(key & 7 in (1, 2, 5), "the skeleton is no ONNX model (section 11.1)")
            length = self.number() if key & 7 == 2 else {1: 8, 5: 4}[key & 7]
            check(length <= len(self.data) - self.place, "the skeleton is cut off (section 11.1)")
            self.place += length
            yield key >> 3, self.data[self.place - length : self.place]


def read_text(content):
    try:
        return str(content, "utf-8") if not isinstance(content, int) else ""
    except UnicodeDecodeError:
        raise FormatError("the skeleton has a name that is not UTF-8 (section 11.1)") from None


def tensor(data, around, name=None):
    """A tensor without its numbers, as a list of one parameter; nothing for others."""
    shape, kind, raw, own = [], 0, None, ""
    for field, content in Message(data):
        if field == 1 and not isinstance(content, int):
            packed = Message(content)
            while packed.place < len(content):
                shape.append(packed.number())
        elif field == 1:
            shape.append(content)
        elif field == 2:
            kind = content
        elif field == 8:
            own = read_text(content)
        elif field == 9:
            raw = content
    if raw is None or len(raw) or not math.prod(shape):
        return []
    check(kind in TYPES, f"a parameter of the type {kind} (section 11.1)")
    check(math.prod(shape) <= LARGEST, f"a parameter has too many elements: {shape} (section 1)")
    return [Parameter("/".join([*around, own if name is None else name]), kind, tuple(shape))]


def graph(data, around=(), depth=0):
    """The parameters of a graph, in the order of the file."""
    check(depth < DEEPEST, "graphs are nested too deeply (section 11.1)")
    found = []
    for field, content in Message(data):
        if field == 5:
            found += tensor(content, around)
        elif field == 1:
            found += node(content, around, depth)
    return found


def node(data, around, depth):
    """Those in the attributes of a node."""
    fields = list(Message(data))
    texts = {number: read_text(content) for number, content in reversed(fields) if number in (2, 3, 4)}
    name, found = texts.get(3) or texts.get(2, ""), []
    for attribute in (content for number, content in fields if number == 5):
        parts = list(Message(attribute))
        own = next((read_text(content) for number, content in parts if number == 1), "")
        for number, part in parts:
            if number == 5 and texts.get(4) == "Constant" and own == "value":
                found += tensor(part, around, texts.get(2, ""))
            elif number in (6, 11):
                found += graph(part, [*around, name, own], depth + 1)
    return found


def skeleton(fields):
    """(state, bytes of the skeleton, parameters) of the chunk ONNX."""
    its_state, length = state(fields), fields.var()
    packed = bytes(fields.take(fields.rest))
    data = memoryview(unpacked(zlib.decompressobj(), packed, length, "the skeleton (section 11.1)"))
    parameters = [each for number, content in Message(data) if number == 7 for each in graph(content)]
    names = [each.name for each in parameters]
    check(len(set(names)) == len(names), "two parameters have the same name (section 11.1)")
    return its_state, data, parameters


def stored(fields, parameter):
    """The numbers of a parameter in REST, in its own type (16 as f32)."""
    values = fields.array(TYPES[parameter.kind], math.prod(parameter.shape))
    if parameter.kind == 16:
        values = (values.astype("<u4") << 16).view("<f4")
    return values.reshape(parameter.shape)

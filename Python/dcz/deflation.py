"""Bytes that zlib unpacks: sections 4.4 and 11.1."""
import zlib

from .errors import FormatError, check


def text(word):
    return bytes([len(word)]) + word.encode()


WORDS = """size alpha beta k slope offset low high epsilon rate axes factor begin count shape count_padding ceil dilation
groups bias padding lrn sigmoid tanh leaky_relu hard_sigmoid hard_swish silu elu prelu clip batchnorm dropout concat add
multiply slice transpose upsample reshape softmax avgpool global_avgpool"""
OUTPUTS = text("outputs") + b"\0\1\1"


def kernel(number, and_then):
    """Attribute `kernel` of one number, and another."""
    return b"\2" + text("kernel") + b"\0\1" + bytes([number]) + and_then


LAYERS = (
    text("flatten1") + text("flatten") + b"\1\4\0",
    text("relu1") + text("relu") + b"\1\6\0",
    text("fc1") + text("dense") + b"\1\5\1" + OUTPUTS,
    text("maxpool1") + text("maxpool") + b"\1\1" + kernel(4, text("stride") + b"\0\1\4"),
    text("conv1") + text("convolution") + b"\1\0" + kernel(10, OUTPUTS),
)
DICTIONARY = b"".join([text(word) for word in WORDS.split()] + list(LAYERS))


def unpacked(unpacker, packed, length, what):
    """All bytes, exactly as many as announced. zlib grows bytes at most 1032 times: a length beyond that is no
    reason to unpack anything."""
    check(length <= 1032 * len(packed) + 64, f"{what}: longer than its bytes can be")
    try:
        data = unpacker.decompress(packed, length + 1)
    except zlib.error as error:
        raise FormatError(f"{what}: it cannot be unpacked: {error}") from None
    check(len(data) == length and unpacker.eof and not unpacker.unused_data, f"{what}: another length than announced")
    return data


def inflated(fields):
    """The content of NETW in that of NETD (section 4.4)."""
    length = fields.var()
    packed = bytes(fields.take(fields.rest))
    return unpacked(zlib.decompressobj(-15, zdict=DICTIONARY), packed, length, "the description (section 4.4)")

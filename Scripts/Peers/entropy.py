"""The same weight codes in dcs's two coders and in the coders of others: zstd -19, xz -9e and gzip of fp32 weights
from Python, and DeepCABAC, the engine of ISO/IEC 15938-17, where Scripts/Peers/setup built it from nncodec.

Payload only: codes and where they are, without codebooks, biases, names and checksums. zstd and xz get one byte a
weight (the rank of its centroid, 0 where it is pruned), gzip the 32-bit floats; DeepCABAC gets the signed ranks, layer by
layer, the best of its scan orders, unary lengths and row skipping."""
import os
import tempfile

import ours

LAMP = 'load("squeezenet1.1.onnx") |> prune(sparsity=60%, method="lamp") |> quantize(bits=5)'
HAN = 'load("compressed_SqueezeNet.net", prototxt="SqueezeNet_deploy.prototxt")'
LENET = 'load("caffe_lenet300100_sparse.caffemodel", into=lenet300()) |> quantize(bits=4)'
MODELS = [
    ("SqueezeNet v1.1, LAMP 60%, 5 bits", LAMP),
    ("Han's SqueezeNet v1.0", HAN),
    ("LeNet-300-100, 1.9% kept, 4 bits", LENET),
]


def arrays(model):
    """The signed ranks and the values of each shared layer, and the payload of both coders in bytes."""
    import numpy as np

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.npz")
        shown = ours.run(
            f'n = {model}; save(n, "{path}"); h = huffman(n); a = arithmetic(n); '
            'fn payload(p) { t = p.parts; sum(filter(t, fn(r) { r.part in ["codes", "gaps", "tables"] }).bytes) }; '
            "print payload(h), payload(a)")
        with np.load(path) as stored:
            parts = {name: stored[name] for name in stored.files}
    layers = []
    for name in (name[: -len(".codes")] for name in parts if name.endswith(".codes")):
        mask, codebook = parts[name + ".mask"].astype(bool), parts[name + ".codebook"].astype(np.float32)
        values = np.where(mask, codebook[parts[name + ".codes"]], 0).astype("<f4")
        order = np.sort(codebook)
        negatives = int((order < 0).sum())
        places = np.searchsorted(order, values) - negatives
        ranks = np.where(mask, np.where(values < 0, places, places + 1), 0).astype(np.int32)
        layers.append((ranks.reshape(ranks.shape[0], -1), values))
    huffman, arithmetic = (int(word) for word in shown.split()[-2:])
    return layers, huffman, arithmetic


def deep_cabac(module, ranks):
    """The smallest stream of one layer."""
    import numpy as np

    sizes = []
    for scan in (0, 1, 2):
        for unary in (1, 2, 4, 10):
            for skip in (0, 1):
                encoder = module.Encoder()
                encoder.initCtxModels(unary, 1)
                channels = (~ranks.any(axis=1)).astype(np.int32)
                try:
                    encoder.encodeLayer(
                        np.ascontiguousarray(ranks), 0, scan, 1, 0, skip, channels, module.HdspMode.AlwaysOff, [], 0, 0)
                    sizes.append(len(encoder.finish().tobytes()))
                except TypeError:
                    raise
    return min(sizes)


def rows(rounds):
    import gzip
    import lzma

    import numpy as np
    import zstandard

    try:
        import deepCABAC
    except ImportError:
        deepCABAC = None
    found = []
    for name, model in MODELS:
        layers, huffman, arithmetic = arrays(model)
        codes = b"".join((ranks % 256).astype(np.uint8).tobytes() for ranks, _ in layers)
        floats = b"".join(values.tobytes() for _, values in layers)
        peers = [
            ("Huffman", huffman),
            ("zstd -19 of the codes", len(zstandard.ZstdCompressor(level=19).compress(codes))),
            ("xz -9e of the codes", len(lzma.compress(codes, preset=9 | lzma.PRESET_EXTREME))),
            ("gzip -9 of fp32", len(gzip.compress(floats, 9))),
        ]
        if deepCABAC:
            peers.append(("DeepCABAC of nncodec", sum(deep_cabac(deepCABAC, ranks) for ranks, _ in layers)))
        found += [(f"{name}, bytes in arithmetic coding", arithmetic, size, peer, 1.0) for peer, size in peers]
    return found + speeds(rounds)


def speeds(rounds):
    """Decoding a layer of 4096 x 1024 drawn weights, both coders."""
    found = []
    for kept, pruning in (("100%", ""), ("9%", "|> prune(sparsity=91%)")):
        drawn = f"net([dense(1024, bias=false)], input=[4096]) {pruning} |> quantize(bits=5)"
        show = f"show(bench_codec(p, rounds={max(3, rounds)}))"
        mine = ours.table(f"seed 1; p = {drawn} |> arithmetic; {show}")
        theirs = ours.table(f"seed 1; p = {drawn} |> huffman; {show}")
        # Codes and gaps take turns: weights over the sum of their times.
        seconds = sum(float(row["symbols"]) / float(row["decode M/s"]) for row in theirs)
        huffman = float(mine[0]["symbols"]) / seconds
        found.append((
            f"arithmetic decoding, {kept} kept, M symbols/s", float(mine[0]["decode M/s"]), huffman, "Huffman", ">=20"))
    return found

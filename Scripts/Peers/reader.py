"""The Python package (Python/dcz) beside dcs itself: a file read into dense arrays, checksums and all.

Here the package is "ours" and dcs is the peer. dcs's time is that of a process that loads and unpacks, less that of one
that does nothing; the package's is that of `dcz.load` in a process that runs already. Inside of a file dcs's own decoder
is some twenty times quicker than NumPy (the last row of each file); reading, checking and placing take the rest of both."""
import os
import pathlib
import sys
import tempfile

import ours

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Python"))
MODELS = [
    ("37.7 M weights, 9% kept, 5 bits, Huffman",
     "net([dense(4096, bias=false)], input=[9216]) |> prune(sparsity=91%) |> quantize(bits=5) |> huffman"),
    ("8.4 M weights, 4 bits, Huffman",
     'net([dense(4096, bias=false)], input=[2048]) |> quantize(bits=4, init="density") |> huffman'),
    ("1.0 M weights, 20% kept, 5 bits, arithmetic",
     "net([dense(1000, bias=false)], input=[1024]) |> prune(sparsity=80%) |> quantize(bits=5) |> arithmetic"),
]
# As quick as a fifth of dcs.
TARGET = 0.2


def median(values):
    return sorted(values)[len(values) // 2]


def rows(rounds):
    import dcz
    from dcz import decisions

    name = "arithmetic coding compiled by Numba" if decisions.COMPILED else "NumPy alone"
    found = []
    for what, model in MODELS:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "net.dcz")
            codec = ours.table(f'seed 1; p = {model}; save(p, "{path}"); show(bench_codec(p, rounds={max(3, rounds)}))')
            dcz.load(path)  # whatever is compiled, is
            mine, theirs = [], []
            for _ in range(rounds):
                mine.append(ours.timed(lambda: dcz.load(path))[0])
                start = ours.processor_seconds("1")
                theirs.append(ours.processor_seconds(f'n = unpack(load("{path}"));') - start)
            symbols = sum(float(row["symbols"]) for row in codec)
            rate = symbols / sum(float(row["symbols"]) / float(row["decode M/s"]) for row in codec)
        found.append((f"dcz.load, {what} ({name}), s", median(mine), median(theirs), "dcs load and unpack", TARGET))
        found.append((f"dcz.load, {what} ({name}), M symbols/s", symbols / median(mine) / 1e6, rate,
                      "dcs, decoder alone", TARGET))
    return found

#!/usr/bin/env python3
"""Other people's ONNX files through dcs, as a table in Markdown: how small they become, and whether they come back right.

    DCS=.build/release/dcs PYTHON Scripts/Peers/models.py FOLDER_OR_FILE... > Documentation/models-table.md

PYTHON has NumPy and onnxruntime (Scripts/Peers/setup). A file NAME.npz beside NAME.onnx gives inputs in0, in1, ... and, if
it has them, outputs out0, out1, ...; without it inputs are random, open extents 1, and outputs ONNX Runtime's. Columns:

  8 bits          bytes of NAME.onnx by those of the .dcz: every matrix shared by 256 values, Huffman-coded
  50%, 5 bits     the same with half of the weights pruned and 32 values
  back            what the .dcz gives back as .onnx has the bytes of the unpacked net's .onnx, and ONNX Runtime runs it
  dcs             largest difference of dcs's own outputs from ONNX Runtime's, by the largest output; "-" names what it lacks
"""
import glob
import os
import subprocess
import sys
import tempfile

import numpy as np
import onnxruntime

DCS = os.environ.get("DCS", ".build/release/dcs")
TYPES = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(float16)": np.float16,
         "tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(uint8)": np.uint8, "tensor(bool)": np.bool_}


def dcs(script):
    done = subprocess.run([DCS, "-c", script], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(next((line for line in done.stderr.splitlines() if "error:" in line), done.stderr))
    return done.stdout.split()


def session(path):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def inputs(path, model):
    """Values for the model's inputs, in order."""
    try:
        arrays = np.load(path[: -len(".onnx")] + ".npz")
        return [arrays[f"in{number}"] for number in range(len(model.get_inputs()))]
    except OSError:
        random = np.random.default_rng(1)
        shapes = [[e if isinstance(e, int) and e > 0 else 1 for e in value.shape] for value in model.get_inputs()]
        return [random.random(shape).astype(TYPES[value.type]) for shape, value in zip(shapes, model.get_inputs())]


def run(model, values):
    return model.run(None, {value.name: array for value, array in zip(model.get_inputs(), values)})


def difference(ours, theirs):
    scale = max(float(np.abs(theirs).max()) if theirs.size else 0, 1e-6)
    return float(np.abs(ours.astype(np.float64) - theirs).max()) / scale if theirs.size else 0.0


def row(path, folder):
    model = session(path)
    values = inputs(path, model)
    expected = run(model, values)
    compressed = []
    for number, stages in enumerate(["quantize(bits=8)", "prune(sparsity=50%) |> quantize(bits=5)"]):
        dcz = f"{folder}/{number}.dcz"
        dcs(f'q = load("{path}") |> {stages}; save(q |> huffman, "{dcz}"); save(q, "{folder}/{number}.onnx"); '
            f'save(load("{dcz}"), "{folder}/{number}-back.onnx")')
        compressed.append(os.path.getsize(path) / os.path.getsize(dcz))
    same = all(open(f"{folder}/{n}.onnx", "rb").read() == open(f"{folder}/{n}-back.onnx", "rb").read() for n in (0, 1))
    run(session(f"{folder}/0-back.onnx"), values)
    np.savez(f"{folder}/in.npz", **{f"in{number}": value for number, value in enumerate(values)})
    names = ", ".join(f"r.in{number}" for number in range(len(values)))
    try:
        outputs = "".join(f'; save(o[{n}], "{folder}/out{n}.npy")' for n in range(len(expected)))
        wanted = "values(outputs(n, x))" if len(expected) > 1 else "[outputs(n, x)]"
        dcs(f'n = load("{path}"); r = load("{folder}/in.npz"); x = [{names}]; o = {wanted}{outputs}')
        worst = max(difference(np.load(f"{folder}/out{n}.npy"), value) for n, value in enumerate(expected))
        own = f"{worst:.0e}"
    except RuntimeError as error:
        own = "- " + str(error).split("error:")[-1].strip()
    return os.path.basename(path), os.path.getsize(path), *compressed, "yes" if same else "no", own


def main(paths):
    files = [f for path in paths for f in (sorted(glob.glob(path + "/*.onnx")) if os.path.isdir(path) else [path])]
    print("| file | bytes | 8 bits | 50%, 5 bits | back | dcs |\n|---|---|---|---|---|---|")
    ratios = []
    for path in files:
        with tempfile.TemporaryDirectory() as folder:
            name, size, eight, five, same, own = row(os.path.abspath(path), folder)
        ratios.append((eight, five, float(dcs(f'n = load("{os.path.abspath(path)}"); print(n.bytes / n.parameters)')[0])))
        print(f"| {name} | {size} | {eight:.2f}x | {five:.2f}x | {same} | {own} |", flush=True)
    floats = [ratio for ratio in ratios if ratio[2] > 2]  # not those whose weights are whole numbers of a byte
    if floats:
        eight, five, _ = (sum(column) / len(floats) for column in zip(*floats))
        print(f"| mean of {len(floats)} files of floats | | {eight:.2f}x | {five:.2f}x | | |")


if __name__ == "__main__":
    main(sys.argv[1:])

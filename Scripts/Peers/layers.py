#!/usr/bin/env python3
"""Times fully connected layers of a saved net in other libraries, on the weights that dcs runs.

    dcs -c 'save(net([dense(4096)], input=[9216]) |> stand_in(density=9%), "layer.npz")'
    Scripts/Peers/layers.py layer.npz --batch 1 64 > peers.csv

Columns are those of `bench`: layer, shape, kept, batch, caches, way, us, +-. One thread, processor time, medians of
interleaved rounds. Cold: 64 MB are written between two passes. Libraries that are not installed are left out, and named
on standard error: numpy is needed; onnxruntime (with onnx), torch and deepsparse are peers.
"""

import argparse
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np


def onnx_model(weights):
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    rows, columns = weights.shape
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])],
        "layer",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", columns])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", rows])],
        [numpy_helper.from_array(np.ascontiguousarray(weights.T), "w")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()


def onnxruntime_way(weights, x):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(onnx_model(weights), options, providers=["CPUExecutionProvider"])
    return lambda: session.run(None, {"x": x})[0]


def torch_way(weights, x):
    import torch

    torch.set_num_threads(1)
    w, inputs = torch.from_numpy(weights), torch.from_numpy(x)

    def run():
        with torch.inference_mode():
            return torch.nn.functional.linear(inputs, w).numpy()

    return run


def deepsparse_way(weights, x):
    import deepsparse
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".onnx", delete=False) as file:
        file.write(onnx_model(weights))
    engine = deepsparse.compile_model(file.name, batch_size=len(x), num_cores=1)
    os.unlink(file.name)
    return lambda: engine.run([x])[0]


WAYS = {"ONNX Runtime": onnxruntime_way, "PyTorch": torch_way, "DeepSparse": deepsparse_way}


def measure(runs, rounds, sweep):
    samples = {name: [] for name in runs}
    for run in runs.values():
        run()
    for _ in range(rounds):
        for name, run in runs.items():
            if sweep is not None:
                sweep += 1
            start = time.process_time_ns()
            run()
            samples[name].append((time.process_time_ns() - start) / 1e3)
    return samples


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("npz")
    parser.add_argument("--batch", type=int, nargs="+", default=[1, 64])
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--hot", action="store_true", help="leave the caches as they are")
    options = parser.parse_args()
    sweep = None if options.hot else np.zeros(8 << 20)
    print("layer,shape,kept,batch,caches,way,us,+-")
    arrays = np.load(options.npz)
    for key in arrays.files:
        weights = arrays[key]
        if weights.ndim != 2 or not key.endswith(".weight"):
            continue
        weights = np.ascontiguousarray(weights, dtype=np.float32)
        for batch in options.batch:
            x = np.random.default_rng(1).standard_normal((batch, weights.shape[1]), dtype=np.float32)
            expected, runs = x @ weights.T, {}
            for name, way in WAYS.items():
                try:
                    run = way(weights, x)
                except ImportError as error:
                    print(f"{name} is left out: {error}", file=sys.stderr)
                    continue
                if not np.allclose(run(), expected, atol=1e-3 * np.abs(expected).max()):
                    raise SystemExit(f"{name} computes something else")
                runs[name] = run
            for name, times in measure(runs, options.rounds, sweep).items():
                low, median, high = np.percentile(times, [25, 50, 75])
                kept = np.count_nonzero(weights) / weights.size
                shape = "x".join(map(str, weights.shape))
                caches = "hot" if options.hot else "cold"
                layer = key.removesuffix(".weight")
                print(f"{layer},{shape},{kept:.4f},{batch},{caches},{name},{median:.1f},{high - low:.1f}")


main()

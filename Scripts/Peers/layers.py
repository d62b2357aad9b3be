"""The six fully connected layers of Table 8 beside ONNX Runtime, PyTorch and DeepSparse, on the weights that dcs runs.

Weights come from memory: dcs lets copies take turns, here 64 MB are read between two passes. Peers that are not installed
are left out, and named on standard error.
"""
import os
import sys
import tempfile
import time

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

import ours

# Name, outputs, inputs, kept; the least ratio to a dense library at batch 1 and at batch 64 (DeepSparse: SPARSE).
LAYERS = [
    ("AlexNet fc6", 4096, 9216, 0.09, 16, 8),
    ("AlexNet fc7", 4096, 4096, 0.09, 16, 8),
    ("AlexNet fc8", 1000, 4096, 0.25, 7, 3.5),
    ("VGG-16 fc6", 4096, 25088, 0.04, 24, 12),
    ("VGG-16 fc7", 4096, 4096, 0.04, 24, 12),
    ("VGG-16 fc8", 1000, 4096, 0.23, 7, 3.5),
]
SPARSE = {1: 3, 64: 1.7}


def onnx_model(weights):
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    import numpy as np

    rows, columns = weights.shape
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])],
        "layer",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", columns])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", rows])],
        [numpy_helper.from_array(np.ascontiguousarray(weights.T), "w")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=7).SerializeToString()


def onnxruntime_way(weights, x):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(onnx_model(weights), options, providers=["CPUExecutionProvider"])
    return f"ONNX Runtime {onnxruntime.__version__}", lambda: session.run(None, {"x": x})[0]


def torch_way(weights, x):
    import torch

    torch.set_num_threads(1)
    w, inputs = torch.from_numpy(weights), torch.from_numpy(x)

    def run():
        with torch.inference_mode():
            return torch.nn.functional.linear(inputs, w).numpy()

    return f"PyTorch {torch.__version__}", run


def deepsparse_way(weights, x):
    import deepsparse

    with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
        file.write(onnx_model(weights))
        file.flush()
        engine = deepsparse.compile_model(file.name, batch_size=len(x), num_cores=1)
    return f"DeepSparse {deepsparse.__version__}", lambda: engine.run([x])[0]


WAYS = [onnxruntime_way, torch_way, deepsparse_way]


def peers(weights, x, only=None):
    """(name, whether it uses sparsity, run) of what is installed; all must compute the same."""
    import numpy as np

    expected, found = x @ weights.T, []
    for way in WAYS:
        if only and way.__name__ != f"{only}_way":
            continue
        try:
            name, run = way(weights, x)
        except ImportError as error:
            print(f"{way.__name__.removesuffix('_way')} is left out: {error}", file=sys.stderr)
            continue
        if not np.allclose(run(), expected, atol=1e-3 * np.abs(expected).max()):
            raise SystemExit(f"{name} computes something else")
        found.append((name, way is deepsparse_way, run))
    return found


def rows(rounds, only=None):
    """(what, ours, peer, peer's name, target): microseconds of a pass."""
    import numpy as np

    sweep = np.ones(16 << 20, dtype=np.float32)
    for name, outputs, inputs, kept, *least in LAYERS:
        with tempfile.TemporaryDirectory() as folder:
            net = f"seed 1; n = net([dense({outputs}, bias=false)], input=[{inputs}]) |> stand_in(density={kept}, bits=5); "
            ours.run(net + f'save(n, "{folder}/layer.dcz"); save(n, "{folder}/layer.npz")')
            weights = np.ascontiguousarray(np.load(f"{folder}/layer.npz")["fc1.weight"], dtype=np.float32)
            for batch, dense_target in zip((1, 64), least):
                x = np.random.default_rng(1).standard_normal((batch, inputs), dtype=np.float32)
                ways = peers(weights, x, only)
                times, mine = {way[0]: [] for way in ways}, []
                for _ in range(rounds):
                    code = f'show(bench(huffman(load("{folder}/layer.dcz")), batch=[{batch}], rounds=3))'
                    mine += [float(row["us"]) for row in ours.table(code) if row["way"] == "dcs"]
                    for peer, _, run in ways:
                        for _ in range(3):
                            sweep.sum()
                            start = time.process_time_ns()
                            run()
                            times[peer].append((time.process_time_ns() - start) / 1e3)
                for peer, is_sparse, _ in ways:
                    target = SPARSE[batch] if is_sparse else dense_target
                    yield f"{name}, batch {batch}, us", np.median(mine), np.median(times[peer]), peer, target

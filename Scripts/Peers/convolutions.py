"""AlexNet's sparse convolutions at batch 1 beside ONNX Runtime's and PyTorch's dense ones; caches hot, one thread."""
import os
import time

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import ours

# Name, input channels, extent, outputs, kernel, padding, groups, kept (the paper's Table 4).
LAYERS = [
    ("conv2", 96, 27, 256, 5, 2, 2, 0.38),
    ("conv3", 256, 13, 384, 3, 1, 1, 0.35),
    ("conv4", 384, 13, 384, 3, 1, 2, 0.37),
    ("conv5", 384, 13, 256, 3, 1, 2, 0.37),
]
TARGET = 1.3


def onnxruntime_way(weights, x, padding, groups):
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    graph = helper.make_graph(
        [helper.make_node("Conv", ["x", "w"], ["y"], pads=[padding] * 4, group=groups)],
        "layer",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, list(x.shape))],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(weights, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=7).SerializeToString()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return f"ONNX Runtime {onnxruntime.__version__}", lambda: session.run(None, {"x": x})[0]


def torch_way(weights, x, padding, groups):
    import torch

    torch.set_num_threads(1)
    w, inputs = torch.from_numpy(weights), torch.from_numpy(x)

    def run():
        with torch.inference_mode():
            return torch.nn.functional.conv2d(inputs, w, padding=padding, groups=groups)

    return f"PyTorch {torch.__version__}", run


def microseconds(run, passes=20):
    run()
    times = []
    for _ in range(passes):
        start = time.process_time_ns()
        run()
        times.append((time.process_time_ns() - start) / 1e3)
    return sorted(times)[passes // 2]


def rows(rounds):
    """(what, ours, peer, peer's name, target): each layer and all four, each beside the quicker of the two peers."""
    import numpy as np

    random, totals = np.random.default_rng(1), [0, 0]
    for name, channels, extent, outputs, kernel, padding, groups, kept in LAYERS:
        code = (f"seed 1; n = net([conv({outputs}, {kernel}, padding={padding}, groups={groups})], "
                f"input=[{channels}, {extent}, {extent}]) |> stand_in(density={kept}, bits=8) |> huffman; "
                "show(bench(n, batch=[1], cold=false, rounds=9))")
        weights = random.standard_normal((outputs, channels // groups, kernel, kernel), dtype=np.float32)
        x = random.standard_normal((1, channels, extent, extent), dtype=np.float32)
        ways = [way(weights, x, padding, groups) for way in (onnxruntime_way, torch_way)]
        mine, times = [], {way[0]: [] for way in ways}
        for _ in range(rounds):
            mine += [float(row["us"]) for row in ours.table(code) if row["way"] == "dcs"]
            for peer, run in ways:
                times[peer].append(microseconds(run))
        best = min(times, key=lambda peer: np.median(times[peer]))
        totals = [totals[0] + np.median(mine), totals[1] + np.median(times[best])]
        yield f"AlexNet {name}, batch 1, us", np.median(mine), np.median(times[best]), best, TARGET
    yield "AlexNet conv2-5, batch 1, us", totals[0], totals[1], "the quicker of both for each", TARGET

"""Whole networks beside ONNX Runtime's fp32: dcs runs each from its packed file, ONNX Runtime the same weights as floats;
one thread, caches hot, in turns. Weights of AlexNet and VGG-16 are drawn; SqueezeNet v1.1 is the published file if it is
there (DCS_SQUEEZENET), else drawn. Yahoo's open_nsfw (a thin ResNet-50) and PaddleOCR's classifier of text directions (a
small MobileNetV3) are timed where DCS_OPEN_NSFW and DCS_PPOCR_CLS, or a folder of DCS_DATA, have their .onnx files."""
import os
import tempfile
import time

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import ours

SQUEEZENET = os.environ.get("DCS_SQUEEZENET", "")
squeezenet = f'load("{SQUEEZENET}")' if SQUEEZENET else "squeezenet()"



def published(variable, name):
    """The path that a variable names, or that of `name` in a folder of DCS_DATA; "" when there is none."""
    folders = [folder for folder in os.environ.get("DCS_DATA", "").split(":") if folder]
    paths = [os.environ.get(variable, "")] + [os.path.join(folder, name) for folder in folders]
    return next((path for path in paths if path and os.path.exists(path)), "")


OPEN_NSFW = published("DCS_OPEN_NSFW", "open_nsfw.onnx")
PPOCR_CLS = published("DCS_PPOCR_CLS", "ppocr_cls.onnx")

# Name, the dense net, the stages that pack it, the shape of an input, batches, the goal at batch 1 and 16.
NETWORKS = [
    ("AlexNet, paper's densities", "alexnet()", "alexnet", [3, 227, 227], 2.0),
    ("VGG-16, paper's densities", "vgg16()", "vgg-16", [3, 224, 224], 1.9),
    ("SqueezeNet v1.1, LAMP 60%, 5 bits", squeezenet,
     'prune(net, sparsity=60%, method="lamp") |> quantize(bits=5)', [3, 227, 227], 1.0),
    ("SqueezeNet v1.1, unpruned, 6 bits", squeezenet, "quantize(net, bits=6)", [3, 227, 227], 0.8),
]
if OPEN_NSFW:
    NETWORKS += [
        ("open_nsfw, unpruned, 8 bits", f'load("{OPEN_NSFW}")', "quantize(net, bits=8)", [224, 224, 3], 0.75),
        ("open_nsfw, LAMP 60%, 5 bits", f'load("{OPEN_NSFW}")',
         'prune(net, sparsity=60%, method="lamp") |> quantize(bits=5)', [224, 224, 3], 1.0),
    ]
if PPOCR_CLS:
    NETWORKS += [
        ("ppocr_cls, unpruned, 8 bits", f'load("{PPOCR_CLS}", input=[3, 48, 192])', "quantize(net, bits=8)",
         [3, 48, 192], 0.6),
    ]


def packing(stages):
    """The code that packs `net`: given, or by the paper's own table of that network."""
    if "(" in stages:
        return f"packed = {stages} |> huffman; "
    table = {"alexnet": "table-4", "vgg-16": "table-5"}[stages]
    return ("kept = {}; bits = {}; "
            f'for row in rows(filter(paper("{table}"), fn(r) {{ r.layer != "total" }})) '
            "{ kept[row.layer] = 1 - row.kept; bits[row.layer] = row.bits }; "
            "packed = net |> prune(sparsity=kept) |> quantize(bits=bits) |> huffman; ")


def peer(path, batch, shape):
    import numpy as np
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    x = np.random.default_rng(1).standard_normal([batch] + shape, dtype=np.float32)
    name = session.get_inputs()[0].name
    return f"ONNX Runtime {onnxruntime.__version__}", lambda: session.run(None, {name: x})


def milliseconds(run, passes):
    run()
    times = []
    for _ in range(passes):
        start = time.process_time_ns()
        run()
        times.append((time.process_time_ns() - start) / 1e6)
    return sorted(times)[passes // 2]


def rows(rounds):
    """(what, ours in ms, peer's in ms, peer, goal)"""
    import numpy as np

    for name, dense, stages, shape, goal in NETWORKS:
        with tempfile.TemporaryDirectory() as folder:
            ours.run(f'seed 1; net = {dense}; save(net, "{folder}/dense.onnx"); '
                     + packing(stages) + f'save(packed, "{folder}/packed.dcz")')
            for batch in (1, 16):
                words, run = peer(f"{folder}/dense.onnx", batch, shape)
                code = (f'show(bench(load("{folder}/packed.dcz"), batch=[{batch}], cold=false, rounds=5, whole=true))')
                mine, theirs = [], []
                for _ in range(rounds):
                    mine += [float(row["us"]) / 1e3 for row in ours.table(code) if row["layer"] == "all"]
                    theirs.append(milliseconds(run, 5))
                yield f"{name}, batch {batch}, ms", np.median(mine), np.median(theirs), words, goal

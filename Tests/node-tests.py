#!/usr/bin/env python3
"""Writes ONNX's own tests of single operators (package onnx), and those of small models that PyTorch's exporter or ONNX's
authors made, where Tests/ModelExchangeTests/NodeTests.swift finds them.

    node-tests.py FOLDER

makes for each test FOLDER/NAME/model.onnx and FOLDER/NAME/K/{input,output}_I.pb, TensorProtos.
"""
import glob
import os
import shutil
import sys
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import onnx
from onnx import numpy_helper
from onnx.backend.test.case.node import collect_testcases


def tensor(value, name):
    """The bytes of a tensor; of anything else (sequences, options) none, which no reader takes."""
    if isinstance(value, onnx.TensorProto):
        return value.SerializeToString()
    if isinstance(value, (list, dict, onnx.SequenceProto, onnx.OptionalProto)) or value is None:
        return b""
    return numpy_helper.from_array(np.asarray(value), name).SerializeToString()


STORED = ["pytorch-converted", "pytorch-operator", "simple"]


def copy_stored(folder):
    """Tests that the package has as files: NAME/model.onnx and NAME/test_data_set_K/."""
    data = os.path.join(os.path.dirname(onnx.__file__), "backend", "test", "data")
    for model in sorted(glob.glob(os.path.join(data, "*", "*", "model.onnx"))):
        source = os.path.dirname(model)
        if os.path.basename(os.path.dirname(source)) not in STORED:
            continue
        target = os.path.join(folder, os.path.basename(source))
        for data_set in glob.glob(os.path.join(source, "test_data_set_*")):
            shutil.copytree(data_set, os.path.join(target, data_set.rsplit("_", 1)[1]))
        shutil.copy(model, target)


def main(folder):
    copy_stored(folder)
    for case in collect_testcases(None):
        graph = case.model.graph
        for number, (inputs, outputs) in enumerate(case.data_sets):
            path = os.path.join(folder, case.name, str(number))
            os.makedirs(path, exist_ok=True)
            for kind, values, described in ("input", inputs, graph.input), ("output", outputs, graph.output):
                for place, (value, info) in enumerate(zip(values, described)):
                    with open(os.path.join(path, f"{kind}_{place}.pb"), "wb") as file:
                        file.write(tensor(value, info.name))
        onnx.save(case.model, os.path.join(folder, case.name, "model.onnx"))


if __name__ == "__main__":
    main(sys.argv[1])

#!/usr/bin/env python3
"""Writes ONNX's own tests of single operators (package onnx) where Tests/ModelExchangeTests/NodeTests.swift finds them.

    node-tests.py FOLDER

makes for each test FOLDER/NAME/model.onnx and FOLDER/NAME/K/{input,output}_I.pb, TensorProtos.
"""
import os
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


def main(folder):
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

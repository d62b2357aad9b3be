"""Reads .dcz files, networks compressed by Deep Compression, into NumPy arrays.

    import dcz
    model = dcz.load("lenet.dcz")
    model["fc1.weight"]            # float32, decoded
    model.codes["fc1"]             # its code in model.codebooks["fc1"]; len(codebook) is a pruned weight
    model.layers["fc1"].index.gaps # as the file has them
    model.to_torch_state_dict()    # with PyTorch
    model.to_onnx()                # with the package onnx

Written from Documentation/FORMAT.md alone, as a reader that knows nothing of dcs's own code.
"""
from .errors import FormatError
from .layers import Index, Weights
from .model import MAX_WEIGHTS, Model, load
from .network import Node
from .origin import Origin

__all__ = ["load", "Model", "Weights", "Index", "Node", "Origin", "FormatError", "MAX_WEIGHTS"]
__version__ = "1.0.0"

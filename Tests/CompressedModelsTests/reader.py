#!/usr/bin/env python3
"""Writes what the Python package reads (Python/dcz, written from FORMAT.md alone) as raw arrays.

    reader.py FILE.dcz FOLDER

writes for each layer with weights FOLDER/<its number>.weights (f32), .mask (u8), and .bias (f32).
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Python"))
import dcz  # noqa: E402


def main(path, folder):
    model = dcz.load(path)
    for number, node in enumerate(model.nodes):
        layer = model.layers.get(node.name)
        if layer is None:
            continue
        layer.values.astype("<f4").tofile(f"{folder}/{number}.weights")
        layer.mask.astype("u1").tofile(f"{folder}/{number}.mask")
        if layer.bias is not None:
            layer.bias.astype("<f4").tofile(f"{folder}/{number}.bias")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

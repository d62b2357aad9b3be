"""python3 -m dcz FILE.dcz [--to FILE.npz | --to FILE.onnx]: tells what is in a file, or writes its arrays."""
import argparse
import sys

import numpy as np

from . import FormatError, __version__, load


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="dcz", description="Tells what is in a .dcz file, or writes its arrays.")
    parser.add_argument("file", help="a .dcz file")
    parser.add_argument("--to", metavar="FILE", help="writes all arrays to an .npz, or the network to an .onnx")
    parser.add_argument("--version", action="version", version=__version__)
    chosen = parser.parse_args(arguments)
    if chosen.to and not chosen.to.endswith((".npz", ".onnx")):
        parser.error("--to takes a name that ends in .npz or .onnx")
    try:
        model = load(chosen.file)
    except (OSError, FormatError) as error:
        print(f"dcz: {error}", file=sys.stderr)
        return 5
    if not chosen.to:
        print(model)
    elif chosen.to.endswith(".npz"):
        np.savez(chosen.to, **dict(model.arrays()))
    else:
        with open(chosen.to, "wb") as file:
            file.write(model.to_onnx().SerializeToString())
    return 0


if __name__ == "__main__":
    sys.exit(main())

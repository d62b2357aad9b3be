#!/usr/bin/env python3
"""Makes the PTX text of dcs's kernels from their CUDA C: what NVIDIA's driver takes, on machines without any toolkit.

    python3 -m venv /tmp/ptx && /tmp/ptx/bin/pip install nvidia-cuda-nvrtc-cu12 nvidia-cuda-nvcc-cu12
    /tmp/ptx/bin/python Scripts/Peers/ptx.py            writes Sources/CDeviceKernels/kernels.ptx from kernels.cu there
    /tmp/ptx/bin/python Scripts/Peers/ptx.py --check    compares, and lets ptxas assemble it for every kind of card

kernels.cu comes from Sources/Devices/Kernels: `dcs generate .` writes it. NVRTC compiles without a card.
"""
import argparse
import ctypes
import glob
import os
import subprocess
import sys
import sysconfig
import tempfile

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Sources/CDeviceKernels")
# Compute capability of the code, and the oldest PTX that has its instructions: older drivers take it.
CAPABILITY, VERSION = "50", "6.0"
OPTIONS = ["-default-device", "-fmad=false", "-std=c++17"]


def installed(pattern):
    for folder in {sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"], *sys.path}:
        found = glob.glob(os.path.join(folder, "nvidia", pattern))
        if found:
            return found[0]
    sys.exit(f"ptx.py: {pattern} is not there; first: pip install nvidia-cuda-nvrtc-cu12 nvidia-cuda-nvcc-cu12")


class Compiler:
    """NVRTC, by its C interface."""

    def __init__(self):
        self.library = ctypes.CDLL(installed("cuda_nvrtc/lib/libnvrtc.so.*"))

    def call(self, name, *arguments):
        code = getattr(self.library, name)(*arguments)
        if code and name != "nvrtcCompileProgram":
            sys.exit(f"ptx.py: {name} gave {code}")
        return code

    def text(self, program, what):
        size = ctypes.c_size_t()
        self.call(f"nvrtcGet{what}Size", program, ctypes.byref(size))
        buffer = ctypes.create_string_buffer(size.value)
        self.call(f"nvrtcGet{what}", program, buffer)
        return buffer.value.decode()

    def ptx(self, source):
        program = ctypes.c_void_p()
        self.call("nvrtcCreateProgram", ctypes.byref(program), source.encode(), b"kernels.cu", 0, None, None)
        options = [option.encode() for option in OPTIONS + [f"-arch=compute_{CAPABILITY}"]]
        failed = self.call("nvrtcCompileProgram", program, len(options), (ctypes.c_char_p * len(options))(*options))
        if failed:
            sys.exit("ptx.py: kernels.cu does not compile\n" + self.text(program, "ProgramLog"))
        return self.text(program, "PTX")


def fingerprint(source):
    """FNV-1a in 64 bits, as dcs has it (FileStore.swift)."""
    value = 0xCBF29CE484222325
    for byte in source.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"


def shortened(ptx, source):
    """Without comments, but for the word that waits for the kernel before; with the fingerprint of its source."""
    lines = [line.rstrip() for line in ptx.splitlines()]
    lines = [line for line in lines if line.strip() == "// await" or line and not line.lstrip().startswith("//")]
    lines = [f".version {VERSION}" if line.startswith(".version") else line for line in lines]
    return f"// kernels.cu {fingerprint(source)}: made by Scripts/Peers/ptx.py\n" + "\n".join(lines) + "\n"


def early(ptx):
    """For cards that launch a kernel while the one before ends, as dcs changes it (PTX.swift)."""
    ptx = ptx.replace(f".version {VERSION}\n.target sm_{CAPABILITY}", ".version 7.8\n.target sm_90")
    return ptx.replace("// await", "griddepcontrol.launch_dependents;\n\tgriddepcontrol.wait;")


def assemble(ptx, cards):
    for card in cards:
        with tempfile.NamedTemporaryFile("w", suffix=".ptx") as source, tempfile.NamedTemporaryFile() as output:
            source.write(ptx)
            source.flush()
            command = [installed("cuda_nvcc/bin/ptxas"), f"-arch=sm_{card}", source.name, "-o", output.name]
            subprocess.run(command, check=True)
    print(f"ptx.py: assembled for sm_{', sm_'.join(cards)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; compare and assemble")
    check = parser.parse_args().check
    with open(os.path.join(FOLDER, "kernels.cu"), encoding="utf-8") as file:
        source = file.read()
    path = os.path.join(FOLDER, "kernels.ptx")
    text = shortened(Compiler().ptx(source), source)
    if not check:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        print(f"ptx.py: {os.path.normpath(path)}, {len(text)} bytes")
        return
    with open(path, encoding="utf-8") as file:
        if file.read() != text:
            sys.exit("ptx.py: kernels.ptx is not what kernels.cu gives; run Scripts/Peers/ptx.py")
    print("ptx.py: kernels.ptx is what kernels.cu gives")
    assemble(text, ["50", "60", "70", "75", "80", "86", "89", "90", "100", "120"])
    assemble(early(text), ["90", "100", "120"])


if __name__ == "__main__":
    main()

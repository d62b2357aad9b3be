#!/usr/bin/env python3
"""dcs beside its peers on this machine, in turns, one thread, medians of processor time; writes one CSV table.

    Scripts/Peers/setup                               once: the environments with the peers
    DCS=.build/release/dcs PYTHON Scripts/Peers/bench.py [networks|layers|convolutions|training|clustering|coding|entropy|reader ...] [--rounds 5] [--out FILE]
"""
import argparse
import csv
import sys

import clustering
import coding
import convolutions
import entropy
import layers
import networks
import ours
import reader
import training

PARTS = {"networks": networks, "layers": layers, "convolutions": convolutions, "training": training, "clustering": clustering, "coding": coding,
         "entropy": entropy, "reader": reader}
# Times, sizes, errors and excesses are better when small.
LARGER_IS_BETTER = "symbols/s"


def finished(row):
    """A target is the least ratio, or, when it begins with a sign, what ours may be at most or at least."""
    what, mine, peer, name, target = row
    ratio = mine / peer if LARGER_IS_BETTER in what else peer / mine
    if isinstance(target, str):
        held = mine <= float(target[2:]) if target.startswith("<=") else mine >= float(target[2:])
    else:
        held = ratio >= target
    return [what, f"{mine:.4g}", f"{peer:.4g}", name, f"{ratio:.2f}", target, "yes" if held else "no"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all when none is named")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="of the layers' peers this one: onnxruntime, torch or deepsparse")
    parser.add_argument("--out", help="CSV file; standard output without it")
    arguments = parser.parse_args()
    for part in set(arguments.parts) - set(PARTS):
        parser.error(f"there is no part '{part}'")
    with open(arguments.out, "w", newline="") if arguments.out else sys.stdout as out:
        table = csv.writer(out)
        table.writerow(["what", "ours", "peer", "peer version", "ratio", "target", "held"])
        for part in arguments.parts or PARTS:
            chosen = {"only": arguments.only} if part == "layers" else {}
            try:
                for row in PARTS[part].rows(arguments.rounds, **chosen):
                    table.writerow(finished(row))
                    out.flush()
            except ours.Refused as refusal:
                print(f"{part}: the rest is left out, because dcs says:\n{refusal}", file=sys.stderr)


if __name__ == "__main__":
    main()

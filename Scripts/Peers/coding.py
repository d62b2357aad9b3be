"""Huffman decoding of 3.4 million weight codes (16 centroids) against zstd -1, which codes literals with huff0."""
import ours

MODEL = 'n = net([dense(1000, bias=false)], input=[3400]); h = n |> quantize(bits=4, init="density") |> huffman; '


def rows(rounds):
    """(what, ours, peer, peer's name, target): millions of symbols a second, and bits a symbol."""
    import numpy as np
    import zstandard

    mine = ours.table(f"seed 1; {MODEL}show(bench_codec(h, rounds={max(3, rounds)}))")[0]
    # The same distribution: normal weights, cut at the middles between the centroids that density gives.
    sample = np.sort(np.random.default_rng(1).normal(size=3_400_000))
    centroids = sample[[(2 * i + 1) * sample.size // 32 for i in range(16)]]
    codes = np.searchsorted((centroids[1:] + centroids[:-1]) / 2, np.random.default_rng(2).permutation(sample))
    packed = zstandard.ZstdCompressor(level=1).compress(codes.astype(np.uint8).tobytes())
    times = sorted(ours.timed(lambda: zstandard.ZstdDecompressor().decompress(packed))[0] for _ in range(rounds))
    name = f"zstd {'.'.join(map(str, zstandard.ZSTD_VERSION))} -1"
    return [
        ("Huffman decoding, M symbols/s", float(mine["decode M/s"]), codes.size / times[rounds // 2] / 1e6,
         name, ">=1200"),
        ("Huffman, bits over the entropy", float(mine["bits"]) / float(mine["entropy"]) - 1,
         8 * len(packed) / codes.size / float(mine["entropy"]) - 1, name, "<=0.015"),
    ]

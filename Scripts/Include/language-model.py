"""Draws a language model of 7.2 billion weights in bf16, four .safetensors files and their index.

    python3 Scripts/Include/language-model.py FOLDER [LAYERS]

The shapes are those of a decoder of 32 layers with width 4096, inner width 14336 and 8 key-value
heads of 32. Weights are normal numbers of deviation 0.02, cut to their upper 16 bits: sizes and
speed only. A pool of 2^24 numbers is drawn once; each array takes it from another place on.
"""
import json
import sys
from pathlib import Path

import numpy

WIDTH, INNER, HEADS, WORDS, SHARDS = 4096, 14336, 1024, 32000, 4


def shapes(layers):
    yield "model.embed_tokens.weight", (WORDS, WIDTH)
    for layer in range(layers):
        name = f"model.layers.{layer}."
        yield name + "input_layernorm.weight", (WIDTH,)
        for part, rows, columns in [
            ("self_attn.q_proj", WIDTH, WIDTH), ("self_attn.k_proj", HEADS, WIDTH),
            ("self_attn.v_proj", HEADS, WIDTH), ("self_attn.o_proj", WIDTH, WIDTH),
            ("mlp.gate_proj", INNER, WIDTH), ("mlp.up_proj", INNER, WIDTH),
            ("mlp.down_proj", WIDTH, INNER),
        ]:
            yield f"{name}{part}.weight", (rows, columns)
        yield name + "post_attention_layernorm.weight", (WIDTH,)
    yield "model.norm.weight", (WIDTH,)
    yield "lm_head.weight", (WORDS, WIDTH)


def main(folder, layers=32):
    folder.mkdir(parents=True, exist_ok=True)
    arrays = list(shapes(layers))
    total = sum(2 * int(numpy.prod(shape)) for _, shape in arrays)
    normal = numpy.random.default_rng(1).standard_normal(1 << 24, dtype=numpy.float32)
    pool = ((0.02 * normal).view(numpy.uint32) >> 16).astype("<u2")
    files, size = [[]], 0
    for name, shape in arrays:
        if size > total / SHARDS and len(files) < SHARDS:
            files, size = files + [[]], 0
        files[-1].append((name, shape))
        size += 2 * int(numpy.prod(shape))
    weight_map = {}
    for number, content in enumerate(files):
        file = f"model-{number + 1:05d}-of-{len(files):05d}.safetensors"
        header, end = {}, 0
        for name, shape in content:
            start, end = end, end + 2 * int(numpy.prod(shape))
            header[name] = {"dtype": "BF16", "shape": list(shape), "data_offsets": [start, end]}
            weight_map[name] = file
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        with open(folder / file, "wb") as out:
            out.write(len(text).to_bytes(8, "little") + text)
            for place, (_, shape) in enumerate(content):
                left, at = int(numpy.prod(shape)), 7919 * (place + 1) * (number + 1)
                while left > 0:
                    at %= pool.size
                    piece = pool[at:at + left]
                    out.write(piece.tobytes())
                    left, at = left - piece.size, at + piece.size
    index = {"metadata": {"total_size": total}, "weight_map": weight_map}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    print(f"{total} bytes of bf16 in {len(files)} files")


main(Path(sys.argv[1]), *map(int, sys.argv[2:3]))

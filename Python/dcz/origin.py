"""Section 5: where the file came from."""
from dataclasses import dataclass, field

from .errors import check


@dataclass
class Origin:
    tool: str = ""
    seed: "int | None" = None
    texts: dict = field(default_factory=dict)


def origin(fields):
    tool, mark = fields.text(), fields.u8()
    check(mark <= 1, f"the seed mark is {mark} (section 5)")
    seed = fields.unpack("Q") if mark else None
    count = fields.var()
    check(count <= fields.rest, "truncated: more texts are announced than bytes are left")
    texts = [(fields.text(), fields.text()) for _ in range(count)]
    names = [name for name, _ in texts]
    check(names == sorted(set(names)), "texts are not sorted, or one occurs twice (section 5)")
    fields.end("meta")
    texts = dict(texts)
    dense = texts.get("dense")
    check(dense is None or (dense.isascii() and dense.isdigit() and str(int(dense)) == dense and int(dense) > 0),
          f"the text 'dense' is no number of bytes: {dense!r} (section 5)")
    return Origin(tool, seed, texts)

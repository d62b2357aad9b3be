"""Section 6.2: shared values."""
import numpy as np

from .errors import check

SIGN = 2**31


def codebook(fields):
    width, precision, count = fields.u8(), fields.u8(), fields.var()
    check(1 <= width <= 8, f"a codebook for codes of {width} bits (section 6.2)")
    known = precision in (16, 32, 33, 34, 35) or 2 <= precision <= 8
    check(known, f"unknown precision {precision} of a codebook (section 6.2)")
    check(count <= 2**width, f"{count} centroids for codes of {width} bits (section 6.2)")
    if precision == 33:
        return stepped(fields, count)
    if precision == 34:
        return gridded(fields, count)
    if precision == 35:
        return multiplied(fields, count)
    if precision <= 8:
        return narrow(multiplied(fields, count), precision)
    return fields.array("<f2" if precision == 16 else "<f4", count).astype(np.float32)


def narrow(centroids, width):
    """Section 6.6: the largest magnitude is 2^(width - 1) - 1 steps of 16 significant bits."""
    if len(centroids) == 0:
        return centroids
    step = np.abs(centroids).max() / np.float32(2 ** (width - 1) - 1)
    pattern = int(step.view("<u4"))
    step = np.array((pattern + 255) // 256 * 256, "<u4").view("<f4")[()]
    whole = (0 < step) and (np.abs(centroids).max() <= 2.0**127) and (centroids == step * np.rint(centroids / step)).all() and (centroids != 0).all()
    check(whole, f"no multiples of {width} bits (section 6.6)")
    return centroids


def stepped(fields, count):
    """Section 6.4: each centroid as the number of floats between it and the one before."""
    bits, ordinal, patterns = fields.bits(), 0, []
    order = bits.number(5)
    check(2 <= order <= 31, f"steps of the order {order} (section 6.4)")
    for _ in range(count):
        step = (bits.gamma() - 1 << order) + bits.number(order)
        ordinal += step // 2 if step % 2 == 0 else -(step + 1) // 2
        check(-SIGN <= ordinal < SIGN, "a centroid beyond all floats (section 6.4)")
        patterns.append(ordinal if ordinal >= 0 else SIGN - ordinal - 1)
    fields.take(bits.end())
    return np.array(patterns, "<u4").view("<f4")


def gridded(fields, count):
    """Section 6.5: the multiples of a step from one to another, without zero."""
    step, first = fields.array("<f4", 1)[0], fields.svar()
    check(step > 0 and first != 0 and -256 <= first <= 256, f"a grid from {first} times {step} on (section 6.5)")
    multiples = np.arange(first, first + count)
    if first < 0:
        multiples[-first:] += 1
    with np.errstate(over="ignore"):
        centroids = step * multiples.astype(np.float32)
    check(np.isfinite(centroids).all(), "a grid beyond all floats (section 6.5)")
    return centroids


def multiplied(fields, count):
    """Section 6.6: ascending multiples of a step."""
    step = fields.array("<f4", 1)[0]
    check(0 < step < np.inf, f"multiples of {step} (section 6.6)")
    bits, multiples = fields.bits(), []
    order = bits.number(5)
    check(order <= 16, f"multiples of the order {order} (section 6.6)")
    for place in range(count):
        number = (bits.gamma() - 1 << order) + bits.number(order)
        if place:
            multiples.append(multiples[-1] + number + 1)
        else:
            multiples.append(number // 2 if number % 2 == 0 else -(number + 1) // 2)
        check(abs(multiples[-1]) <= 2**15, "a multiple beyond 2^15 (section 6.6)")
    fields.take(bits.end())
    with np.errstate(over="ignore"):
        centroids = step * np.array(multiples, np.float32)
    check(np.isfinite(centroids).all(), "multiples beyond all floats (section 6.6)")
    return centroids


def ordinals(centroids):
    """Section 6.4: whole numbers in the order of the floats."""
    patterns = centroids.astype("<f4").view("<i4").astype(np.int64)
    return np.where(patterns < 0, -(patterns + SIGN) - 1, patterns)

"""Sections 12.2 to 12.5, one weight after the other: plain loops over whole numbers.

Every weight depends on all before it, so there is nothing to vectorize. The same functions run as they are, over
lists, or compiled by Numba where it is installed (`pip install dcz[fast]`), over arrays.
"""
try:
    import numba
except ImportError:
    numba = None

PRESENCE, LEAN, SIZES = 0, 48, 59  # where the contexts of a kind begin
NODES = 256  # contexts of a sign that do not look around, then those that do: node, level, side
OF_A_SIGN = NODES + 16 * 16 * 3
CONTEXTS = SIZES + 2 * OF_A_SIGN
GAINS = [327680 // (5 * count + 8) for count in range(512)]  # section 12.3
RANGE, OFFSET, TAKEN = 0, 1, 2  # what the state of a decoder holds


def functions(compiled, unsigned):
    """The decoder of a stream. `unsigned` makes numbers of 64 bits that never become signed ones."""
    four, eight, sixteen, small = unsigned(4), unsigned(8), unsigned(16), unsigned(2**32)
    end_ones, zero = unsigned(65280), unsigned(0)

    @compiled
    def take(state, data, count):
        """The next bytes behind the offset; zeros beyond the end."""
        offset, place = state[OFFSET], state[TAKEN]
        for _ in range(count):
            offset = offset << eight
            if place < len(data):
                offset |= unsigned(data[int(place)])
            place += unsigned(1)
        state[OFFSET], state[TAKEN] = offset, place

    @compiled
    def narrow(state, data, ones):
        """Section 12.2: one decision with a known probability."""
        part = (state[RANGE] >> sixteen) * ones
        if state[OFFSET] < part:
            decision = 1
            state[RANGE] = part
        else:
            decision = 0
            state[RANGE] -= part
            state[OFFSET] -= part
        if state[RANGE] < small:
            state[RANGE] = state[RANGE] * small
            take(state, data, 4)
        return decision

    @compiled
    def decide(state, data, estimates, counts, gains, context):
        """Section 12.3: one decision of a context, which learns from it."""
        estimate, count = estimates[context], counts[context]
        decision = narrow(state, data, unsigned(estimate >> 6))
        target = 4194240 if decision else 64
        estimates[context] = estimate + ((target - estimate) * gains[count] >> 16)
        if count < 511:
            counts[context] = count + 1
        return decision

    @compiled
    def size(state, data, estimates, counts, gains, first, sizes, top, level, side):
        """Section 12.4: the tree over the sizes."""
        node, low, high, steps = 1, 1, sizes, sizes - 1
        while steps:
            steps >>= 1
            decision = 0
            middle = low + ((high - low) >> 1)
            if low < high:
                context = first + node
                if node < top:
                    context = first + NODES + (node * 16 + level) * 3 + side
                decision = decide(state, data, estimates, counts, gains, context)
            if decision:
                low = middle + 1
            else:
                high = middle
            node = 2 * node + decision
        return low

    @compiled
    def rank(state, data, estimates, counts, gains, layout, level, lean):
        """Section 12.4: a weight. A size that its sign does not have gives no rank: 1000."""
        mixed, negatives, positives, split, a, b, top = layout[0:7]
        distance = abs(lean)
        looks = 0
        if distance >= 11:
            looks = 5
        elif distance >= 6:
            looks = 4
        elif distance >= 3:
            looks = 3
        else:
            looks = distance
        if mixed:
            strength = looks - 3 if looks > 3 else 0
            if not decide(state, data, estimates, counts, gains, PRESENCE + (level >> a) * 3 + strength):
                return 0
        negative = 1 if negatives else 0
        if negatives and positives:
            negative = decide(state, data, estimates, counts, gains, LEAN + 5 + (-looks if lean < 0 else looks))
        side = 1
        if looks >= 3:
            side = 2 if (lean > 0) != (negative == 1) else 0
        own = negatives if negative else positives
        sizes = own if split else max(negatives, positives)
        first = SIZES + (OF_A_SIGN if split and negative else 0)
        found = size(state, data, estimates, counts, gains, first, sizes, top, level >> b, side)
        if found > own:
            return 1000
        return -found if negative else found

    @compiled
    def plain(state, data, estimates, counts, gains, layout, ranks):
        """A stream without a neighbourhood; false at a rank that there is not."""
        for place in range(len(ranks)):
            found = rank(state, data, estimates, counts, gains, layout, 0, 0)
            if found == 1000:
                return False
            ranks[place] = found
        return True

    @compiled
    def planes(state, data, estimates, counts, gains, layout, around, memory, ranks):
        """Section 12.5: a stream whose contexts look around."""
        height, width, places, fill, constant, base, shift = around[0:7]
        e0, e1, e2, e3, e4, e5, e6, e7, s0, s1, s2, s3, s4, s5, s6, s7 = around[7:23]
        energies, line_energies, means, lasting, last = memory
        area, mean, half = height * width, 256 * fill, 1 << (shift - 1)
        begin = 0
        while begin < len(ranks):
            x = y = 0
            for place in range(places):
                at = begin + place
                heat, pull = constant, s6 * last[place]
                if x >= 1:
                    heat += e0 * line_energies[place - 1]
                    pull += s0 * ranks[at - 1]
                else:
                    heat += e0 * fill
                if x >= 2:
                    heat += e1 * line_energies[place - 2]
                    pull += s1 * ranks[at - 2]
                else:
                    heat += e1 * fill
                if y >= 1:
                    heat += e2 * line_energies[place - width]
                    pull += s2 * ranks[at - width]
                else:
                    heat += e2 * fill
                if y >= 1 and x >= 1:
                    heat += e3 * line_energies[place - width - 1]
                    pull += s3 * ranks[at - width - 1]
                else:
                    heat += e3 * fill
                if y >= 1 and x + 1 < width:
                    heat += e4 * line_energies[place - width + 1]
                    pull += s4 * ranks[at - width + 1]
                else:
                    heat += e4 * fill
                if place >= area:
                    heat += e5 * line_energies[place - area]
                    pull += s5 * ranks[at - area]
                else:
                    heat += e5 * fill
                total = 256 * heat + e6 * means[place] + e7 * mean
                if total < 1:
                    total = 1
                octave, digits = 0, total
                while digits > 3:
                    digits >>= 1
                    octave += 1
                # digits is the leading one and the digit behind it, or 1 alone.
                level = (2 * octave + digits if digits > 1 else 0) - base
                level = min(max(level, 0), 15)
                lean = (256 * pull + s7 * lasting[place] + half) >> shift
                lean = min(max(lean, -15), 15)
                found = rank(state, data, estimates, counts, gains, layout, level, lean)
                if found == 1000:
                    return False
                ranks[at] = found
                energy = energies[abs(found)]
                line_energies[place] = energy
                mean += (256 * energy - mean) >> 4
                x += 1
                if x == width:
                    x = 0
                    y = y + 1 if y + 1 < height else 0
            for place in range(places):
                found = ranks[begin + place]
                means[place] += (256 * line_energies[place] - means[place]) >> 5
                lasting[place] += (256 * found - lasting[place]) >> 5
                last[place] = found
            begin += places
        return True

    @compiled
    def begin(state, data):
        state[TAKEN], state[OFFSET] = zero, zero
        take(state, data, 8)

    @compiled
    def ends(state, data):
        """The decision behind the last weight."""
        return narrow(state, data, end_ones)

    return begin, plain, planes, ends


COMPILED = numba is not None
if COMPILED:
    import numpy as np

    begin, plain, planes, ends = functions(numba.njit(cache=True), np.uint64)
else:
    begin, plain, planes, ends = functions(lambda function: function, int)

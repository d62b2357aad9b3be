"""k-means of 3.4 million weights: `quantize(init="optimal")` against scikit-learn, and its error against the optimum."""
import tempfile

import numpy as np

import ours

WEIGHTS = "n = net([dense(1000, bias=false)], input=[3400]); "
LIMITS = {4: 0.150, 5: 0.150, 8: 0.300}


def rows(rounds):
    """(what, ours, peer, peer's name, target): seconds, of which ours are the whole command, and errors."""
    import kmeans1d
    import sklearn
    from sklearn.cluster import KMeans

    with tempfile.TemporaryDirectory() as folder:
        for bits, limit in LIMITS.items():
            command = f'q = quantize(n, bits={bits}, init="optimal", centroid_bits=32)'
            ours.run(f'seed 1; {WEIGHTS}{command}; save(n, "{folder}/n.npz"); save(q, "{folder}/q.npz")')
            weights, shared = (np.load(f"{folder}/{name}.npz")["fc1.weight"].ravel() for name in "nq")
            seconds = sorted(
                ours.processor_seconds(WEIGHTS + command) - ours.processor_seconds(WEIGHTS) for _ in range(rounds))
            ours_now = seconds[rounds // 2]
            start = np.linspace(weights.min(), weights.max(), 2**bits)[:, None]
            peer, _ = ours.timed(lambda: KMeans(2**bits, init=start, n_init=1).fit(weights[:, None]))
            yield f"k-means, {2**bits} clusters, s", ours_now, peer, f"scikit-learn {sklearn.__version__}", f"<={limit}"
            if bits < 8:
                best = kmeans1d.cluster(weights.astype(float), 2**bits)
                centroids = np.asarray(best.centroids)[best.clusters]
                optimum = float(((weights - centroids) ** 2).sum())
                error = float(((weights.astype(float) - shared) ** 2).sum())
                yield f"k-means, {2**bits} clusters, error", error, optimum, "kmeans1d (exact)", 0.995

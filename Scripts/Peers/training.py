"""One training step (batch 64, one thread) of LeNet-5 in dcs and PyTorch, and of LeNet-300-100 in dcs and JAX."""
import os

import ours

BATCH, STEPS, WARM_UP = 64, 20, 5


def lenet5_torch(channels_last):
    """Caffe's LeNet-5, momentum 0.9; gives a function that takes one step."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    form = torch.channels_last if channels_last else torch.contiguous_format
    net = nn.Sequential(
        nn.Conv2d(1, 20, 5), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10)).to(memory_format=form)
    x = torch.rand(BATCH, 1, 28, 28).to(memory_format=form)
    y = torch.randint(0, 10, (BATCH,))
    loss, optimizer = nn.CrossEntropyLoss(), torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss(net(x), y).backward()
        optimizer.step()

    return step


def lenet300_jax():
    """784-300-100-10, momentum 0.9, one compiled function with its buffers given back."""
    import jax
    import jax.numpy as jnp
    from functools import partial

    keys = jax.random.split(jax.random.key(0), 5)
    sizes = [784, 300, 100, 10]
    weights = [jax.random.normal(k, (a, b)) * (2 / a) ** 0.5 for k, a, b in zip(keys, sizes, sizes[1:])]
    state = [(w, jnp.zeros(w.shape[1])) for w in weights]
    velocity = jax.tree.map(jnp.zeros_like, state)
    x = jax.random.uniform(keys[3], (BATCH, 784))
    y = jax.random.randint(keys[4], (BATCH,), 0, 10)

    def loss(state):
        h = x
        for w, b in state[:-1]:
            h = jax.nn.relu(h @ w + b)
        scores = jax.nn.log_softmax(h @ state[-1][0] + state[-1][1])
        return -jnp.take_along_axis(scores, y[:, None], 1).mean()

    @partial(jax.jit, donate_argnums=(0, 1))
    def update(state, velocity):
        gradient = jax.grad(loss)(state)
        velocity = jax.tree.map(lambda v, g: 0.9 * v - 0.01 * g, velocity, gradient)
        return jax.tree.map(jnp.add, state, velocity), velocity

    held = [state, velocity]

    def step():
        held[:] = update(*held)
        jax.block_until_ready(held)

    return step


def milliseconds(step):
    for _ in range(WARM_UP):
        step()
    times = sorted(ours.timed(step)[0] for _ in range(STEPS))
    return 1e3 * times[STEPS // 2]


def our_milliseconds(net, data):
    rows = ours.table(f'show(bench_training({net}, {data}, steps={STEPS}, batch={BATCH}))')
    return float(rows[0]["step ms"])


def rows(rounds):
    """(what, ours, peer, peer's name, target) in milliseconds; medians over rounds, in turns; the peer's best variant."""
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    os.environ.pop("OPENBLAS_CORETYPE", None)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    import jax
    import torch

    plain, last = lenet5_torch(False), lenet5_torch(True)
    small = lenet300_jax()
    samples = {name: [] for name in ("lenet5", "plain", "last", "lenet300", "jax")}
    for _ in range(rounds):
        samples["lenet5"].append(our_milliseconds("lenet5()", 'data("mnist", images=true, limit=1600)'))
        samples["plain"].append(milliseconds(plain))
        samples["last"].append(milliseconds(last))
        samples["lenet300"].append(our_milliseconds("lenet300()", 'data("mnist", limit=1600)'))
        samples["jax"].append(milliseconds(small))
    median = {name: sorted(values)[len(values) // 2] for name, values in samples.items()}
    best = "channels_last" if median["last"] < median["plain"] else "contiguous"
    return [
        ("LeNet-5, one step, ms", median["lenet5"], min(median["plain"], median["last"]),
         f"PyTorch {torch.__version__} {best}", 1.7),
        ("LeNet-300-100, one step, ms", median["lenet300"], median["jax"], f"JAX {jax.__version__}", 1.15),
    ]

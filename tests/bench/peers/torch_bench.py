"""Trains one workload with PyTorch and prints {"samplesPerSecond", "predictMs"} as a line of JSON.

python3 torch_bench.py ID BATCH THREADS SECONDS [NOISE LEVEL]

The networks are those of the presets. Images are made beforehand; so are noisy images unless NOISE ("gaussian" or
"salt-pepper") is to be drawn anew for every batch, as ours always is.
"""

import json
import sys
import time

import torch
from torch import nn


def dense(*widths):
    layers = []
    for i, (inputs, units) in enumerate(zip(widths, widths[1:])):
        layers += [nn.Linear(inputs, units)] + ([nn.ReLU()] if i < len(widths) - 2 else [])
    return nn.Sequential(*layers)


def conv(inputs, filters, padding=1):
    return [nn.Conv2d(inputs, filters, 3, padding=padding), nn.ReLU()]


def up(size):
    return nn.Upsample(size=size, mode="nearest")


def pool(ceil=False):
    return nn.MaxPool2d(2, ceil_mode=ceil)


NETWORKS = {
    "A4": lambda: dense(784, 32, 784),
    "A6": lambda: dense(784, 128, 96, 128, 784),
    "A2": lambda: dense(784, 512, 32, 512, 784),
    "B2": lambda: nn.Sequential(
        *conv(1, 32), pool(), *conv(32, 32), pool(), *conv(32, 16), pool(ceil=True),
        up(7), *conv(16, 16), up(14), *conv(16, 32), up(28), *conv(32, 32), nn.Conv2d(32, 1, 3, padding=1),
    ),
    "B3": lambda: nn.Sequential(
        *conv(3, 16), pool(), *conv(16, 8), pool(), *conv(8, 8), pool(),
        *conv(8, 8), up(8), *conv(8, 8), up(16), *conv(8, 16), up(32), nn.Conv2d(16, 3, 3, padding=1),
    ),
    "C3": lambda: nn.Sequential(
        *conv(1, 32, 0), pool(), *conv(32, 64, 0), pool(), *conv(64, 64, 0), nn.Dropout(0.5),
        nn.Flatten(), nn.Linear(576, 64), nn.ReLU(), nn.Linear(64, 10),
    ),
}  # fmt: skip
NOISES = {
    "none": lambda x, level: x,
    "gaussian": lambda x, level: x + level * torch.randn_like(x),
    "salt-pepper": lambda x, level: torch.where(torch.rand_like(x) < level, torch.rand_like(x).round(), x),
}
INPUTS = {"B2": (1, 28, 28), "B3": (3, 32, 32), "C3": (1, 28, 28)}


def digits(*shape):
    """Four pixels in five are black, as in the images that ours trains on and whose products it leaves out."""
    return torch.rand(shape) * (torch.rand(shape) < 0.2)


def main():
    name, batch, threads, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    noise, level = sys.argv[5:] or ("none", 0)
    torch.set_num_threads(threads)
    network = NETWORKS[name]()
    x = digits(batch, *INPUTS.get(name, (784,)))
    if name == "C3":
        y, loss_of = torch.randint(0, 10, (batch,)), nn.CrossEntropyLoss()
        optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
    else:
        y, loss_of = digits(*x.shape), nn.BCEWithLogitsLoss()
        optimizer = torch.optim.Adam(network.parameters())

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(network(NOISES[noise](x, float(level))), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    for _ in range(3):
        step()
    steps, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        loss = step()
        steps += 1
    rate = steps * batch / (time.perf_counter() - start)

    network.eval()
    image, calls = x[:1], 200
    with torch.no_grad():
        network(image)
        start = time.perf_counter()
        for _ in range(calls):
            network(image)
        predict_ms = 1e3 * (time.perf_counter() - start) / calls
    print(json.dumps({"samplesPerSecond": rate, "predictMs": predict_ms, "loss": loss}))


main()

"""Trains one workload with PyTorch and prints {"samplesPerSecond", "predictMs"} as a line of JSON.

python3 torch_bench.py ID BATCH THREADS SECONDS [NOISE LEVEL | tuned]

The networks are those of the presets. Images are made beforehand; so are noisy images unless NOISE ("gaussian" or
"salt-pepper") is to be drawn anew for every batch, as ours always is. `tuned` trains the same as a specialist would
have it (see tuned_step); what the environment adds to that, run.mjs says.
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


def plain_step(name, network, x, y, noise):
    classifies = name == "C3"
    loss_of = nn.CrossEntropyLoss() if classifies else nn.BCEWithLogitsLoss()
    parameters = network.parameters()
    optimizer = torch.optim.SGD(parameters, lr=0.1) if classifies else torch.optim.Adam(parameters)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(network(noise(x)), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


class CrossEntropyOfLogits(torch.autograd.Function):
    """What BCEWithLogitsLoss computes, in fewer passes over the batch."""

    @staticmethod
    def forward(context, logits, y):
        context.save_for_backward(logits, y)
        return nn.functional.softplus(logits).sub_(logits * y).mean()

    @staticmethod
    def backward(context, gradient):
        logits, y = context.saved_tensors
        return torch.sigmoid(logits).sub_(y).mul_(gradient / logits.numel()), None


def flatten(network):
    """Moves all parameters, and their gradients, into one tensor each, so that an optimizer runs once over all."""
    sizes = [parameter.numel() for parameter in network.parameters()]
    flat, gradients = torch.empty(sum(sizes)), torch.zeros(sum(sizes))
    for parameter, values, gradient in zip(network.parameters(), flat.split(sizes), gradients.split(sizes)):
        like = parameter.shape, parameter.stride()
        parameter.grad = gradient.as_strided(*like, gradient.storage_offset())
        parameter.data = values.as_strided(*like, values.storage_offset()).copy_(parameter.data)
    return flat, gradients


def tuned_step(name, network, x, y):
    """Measured on all six: kernels and images with channels last make convolutions faster by a third to two thirds, own
    loss and flat optimizer A6 and A4 by an eighth and a quarter. Optimizers' `foreach` brings nothing, and tracing
    (torch.jit) costs a few per cent."""
    torch.set_flush_denormal(True)
    if x.dim() == 4:
        network.to(memory_format=torch.channels_last)
        x, y = (t.contiguous(memory_format=torch.channels_last) if t.dim() == 4 else t for t in (x, y))
    loss_of = nn.CrossEntropyLoss() if name == "C3" else CrossEntropyOfLogits.apply
    flat, gradients = flatten(network)
    first, second, steps = torch.zeros_like(flat), torch.zeros_like(flat), 0

    def adam():
        nonlocal steps
        steps += 1
        correction = (1 - 0.999**steps) ** 0.5
        first.lerp_(gradients, 0.1)
        second.mul_(0.999).addcmul_(gradients, gradients, value=0.001)
        flat.addcdiv_(first, second.sqrt().add_(1e-8 * correction), value=-0.001 * correction / (1 - 0.9**steps))

    def step():
        gradients.zero_()
        loss = loss_of(network(x), y)
        loss.backward()
        with torch.no_grad():
            adam() if name != "C3" else flat.add_(gradients, alpha=-0.1)
        return loss.item()

    return step


def main():
    name, batch, threads, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    tuned = sys.argv[5:] == ["tuned"]
    kind, level = ("none", 0) if tuned else sys.argv[5:] or ("none", 0)
    torch.set_num_threads(threads)
    network = NETWORKS[name]()
    shape = INPUTS.get(name, (784,))
    x, y = digits(batch, *shape), digits(batch, *shape)
    if name == "C3":  # ten images, again and again: so the loss falls at once
        y = torch.randint(0, 10, (batch,))
        x = digits(10, *shape)[y]
    if tuned:
        step = tuned_step(name, network, x, y)
    else:
        step = plain_step(name, network, x, y, lambda x: NOISES[kind](x, float(level)))

    losses = [step() for _ in range(3)]
    steps, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        loss = step()
        steps += 1
    rate = steps * batch / (time.perf_counter() - start)

    if not loss < losses[0]:  # nor is NaN
        print(json.dumps({"error": f"the loss went from {losses[0]} to {loss}"}))
        return
    network.eval()
    image, calls = x[:1], 200
    with torch.no_grad():
        if tuned:
            network = torch.jit.freeze(torch.jit.trace(network, image))
        for _ in range(3):  # tracing's first calls optimize
            network(image)
        start = time.perf_counter()
        for _ in range(calls):
            network(image)
        predict_ms = 1e3 * (time.perf_counter() - start) / calls
    print(json.dumps({"samplesPerSecond": rate, "predictMs": predict_ms, "loss": loss}))


main()

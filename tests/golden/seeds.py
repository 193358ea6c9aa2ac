"""C1, C2, C3 and A4 in PyTorch with several seeds: how far one run of a recipe is from the next, for comparison.

python3 seeds.py FOLDER lab-dae 8 | mlp 16 | mlp-l2-sweep 4 | cnn 6

FOLDER holds MNIST's four files, gzip. Prints the validation figure (loss of lab-dae, accuracy of the others) of every epoch and
seed as one line of JSON. Glorot-uniform weights, zero biases, shuffled, batch 128; recipes as in the presets of the same name
(mlp-l2-sweep with its second factor, 2.5075e-4, the best one here). seeds.jsonl keeps the lines; no test reads them, RESULTS.md
quotes them.
"""

import gzip
import json
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

L2_FACTOR = 2.5075e-4


def load(folder, name):
    data = bytearray(gzip.decompress((Path(folder) / f"{name}.gz").read_bytes()))
    header = 4 + 4 * data[3]
    return torch.frombuffer(data, dtype=torch.uint8, offset=header)


def dense(*sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def cnn():
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(64, 64, 3), nn.ReLU(), nn.Dropout(0.5),
        nn.Flatten(), nn.Linear(576, 64), nn.ReLU(), nn.Linear(64, 10))  # fmt: skip


EXPERIMENTS = {  # network and epochs
    "lab-dae": (lambda: dense(784, 32, 784), 30),
    "mlp": (lambda: dense(784, 64, 64, 10), 10),
    "mlp-l2-sweep": (lambda: dense(784, 500, 300, 10), 40),
    "cnn": (cnn, 10),
}


def run(name, seed, data):
    torch.manual_seed(seed)
    make, epochs = EXPERIMENTS[name]
    model = make()
    for layer in model:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    x, y, x_test, y_test = data
    denoises = name == "lab-dae"
    shown, shown_test, loss = x, x_test, functional.cross_entropy
    if denoises:  # the noise is drawn once
        shown, shown_test = ((p + 0.5 * torch.randn_like(p)).clamp(0, 1) for p in (x, x_test))
        y, y_test, loss = x, x_test, functional.binary_cross_entropy_with_logits
        optimizer = torch.optim.Adam(model.parameters(), eps=1e-7)
    else:
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
    regularized = [model[0].weight, model[2].weight] if name == "mlp-l2-sweep" else []
    figures = []
    for _ in range(epochs):
        model.train()
        for batch in torch.randperm(len(x)).split(128):
            optimizer.zero_grad()
            total = loss(model(shown[batch]), y[batch])
            for kernel in regularized:
                total = total + L2_FACTOR * kernel.square().sum()
            total.backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            logits = torch.cat([model(part) for part in shown_test.split(1000)])
            value = loss(logits, y_test) if denoises else (logits.argmax(1) == y_test).float().mean()
        figures.append(round(value.item(), 5))
    return figures


def main():
    folder, name, seeds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    torch.set_num_threads(1)  # sums in one order
    images = [load(folder, f"{part}-images-idx3-ubyte").view(-1, 784).float() / 255 for part in ("train", "t10k")]
    labels = [load(folder, f"{part}-labels-idx1-ubyte").long() for part in ("train", "t10k")]
    data = (images[0], labels[0], images[1], labels[1])
    for seed in range(seeds):
        line = {"experiment": name, "seed": seed, "torch": torch.__version__, "figures": run(name, seed, data)}
        print(json.dumps(line), flush=True)


main()

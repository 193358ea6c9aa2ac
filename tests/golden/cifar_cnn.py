"""C4 in PyTorch: the same four networks, recipe and images as `lab train cifar-cnn-...`, for comparison.

python3 cifar_cnn.py FOLDER > cifar_cnn.json

FOLDER holds CIFAR-10's binary batches, plain or gzip. Glorot-uniform weights, zero biases, Adam (0.001, epsilon 1e-7), batch
128, 10 epochs, shuffled. Prints test accuracy and loss after each epoch. No test reads the figures; RESULTS.md quotes them.
"""

import gzip
import json
import sys
from pathlib import Path

import torch
from torch import nn


def load(folder, pattern):
    images, labels = [], []
    for path in sorted(Path(folder).glob(pattern)):
        data = path.read_bytes()
        records = torch.frombuffer(bytearray(gzip.decompress(data) if path.suffix == ".gz" else data), dtype=torch.uint8)
        records = records.view(-1, 3073)
        labels.append(records[:, 0].long())
        images.append(records[:, 1:].view(-1, 3, 32, 32).float() / 255)
    return torch.cat(images), torch.cat(labels)


def network(convolutions, pool):
    layers = [nn.Conv2d(3, 32, 3), nn.ReLU(), pool(2), nn.Conv2d(32, 64, 3), nn.ReLU(), pool(2)]
    pixels = 36
    if convolutions == 3:
        layers += [nn.Conv2d(64, 64, 3), nn.ReLU()]
        pixels = 16
    layers += [nn.Flatten(), nn.Linear(64 * pixels, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)]
    made = nn.Sequential(*layers)
    for layer in made:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return made


def main():
    torch.set_num_threads(1)  # sums in one order
    folder = sys.argv[1]
    x, y = load(folder, "data_batch_*.bin*")
    x_test, y_test = load(folder, "test_batch.bin*")
    runs = []
    for convolutions in (2, 3):
        for name, pool in (("max", nn.MaxPool2d), ("avg", nn.AvgPool2d)):
            torch.manual_seed(0)
            model = network(convolutions, pool)
            optimizer = torch.optim.Adam(model.parameters(), eps=1e-7)
            history = []
            for epoch in range(10):
                model.train()
                for batch in torch.randperm(len(x)).split(128):
                    optimizer.zero_grad()
                    nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
                    optimizer.step()
                model.eval()
                with torch.no_grad():
                    logits = torch.cat([model(part) for part in x_test.split(1000)])
                history.append({
                    "epoch": epoch + 1,
                    "val_loss": nn.functional.cross_entropy(logits, y_test).item(),
                    "val_accuracy": (logits.argmax(1) == y_test).float().mean().item(),
                })
            runs.append({"preset": f"cifar-cnn-{convolutions}-{name}", "train_images": len(x), "history": history})
            print(runs[-1]["preset"], history[-1], file=sys.stderr)
    print(json.dumps({"torch": torch.__version__, "runs": runs}, indent=1))


main()

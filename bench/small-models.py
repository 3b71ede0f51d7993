"""Forty epochs of training of the chapter's two models in PyTorch, timed on demand: for each line
on stdin, `784-1` or `784-30-1`, one line on stdout with the milliseconds. The loop is the
chapter's own: a DataLoader over pairs, mnist_loss, and an optimizer written by hand.
"""

import sys
import time

import torch
from torch import nn
from torch.utils.data import DataLoader

COUNT, BATCH, EPOCHS = 12_396, 256, 40


def mnist_loss(predictions, targets):
    p = predictions.sigmoid()
    return torch.where(targets == 1, 1 - p, p).mean()


def train_epoch(model, loader, lr):
    for xb, yb in loader:
        mnist_loss(model(xb), yb).backward()
        for p in model.parameters():
            p.data -= p.grad.data * lr
            p.grad = None


if __name__ == "__main__":
    torch.set_num_threads(2)
    inputs = torch.rand(COUNT, 784)
    targets = (torch.rand(COUNT, 1) < 0.5).long()
    loader = DataLoader(list(zip(inputs, targets)), batch_size=BATCH)
    net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))
    models = {"784-1": (nn.Linear(784, 1), 1.0), "784-30-1": (net, 0.1)}
    for line in sys.stdin:
        model, lr = models[line.strip()]
        start = time.perf_counter()
        for _ in range(EPOCHS):
            train_epoch(model, loader, lr)
        print(1000 * (time.perf_counter() - start), flush=True)

"""Topic 9 in PyTorch: the parts that the article shows, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx files
(gzipped or not): measure.py trains with these parts and prints the names and numbers of the
record as JSON. Where fastai is installed, `python pytorch.py --fastai FOLDER` runs chapter 2's
recipe on a folder of PNGs.
"""

import math
import random
import sys
from pathlib import Path

import torch
from torch import nn
from torch.optim import SGD
from torch.utils.data import DataLoader

lr = 1.0


def mnist_loss(predictions, targets):
    p = predictions.sigmoid()
    return torch.where(targets == 1, 1 - p, p).mean()


# region linear
class Linear:
    """nn.Linear: a function, and the parameters that it draws."""
    def __init__(self, n_in, n_out):
        edge = 1 / math.sqrt(n_in)  # 1/28 for 784 pixels
        w = torch.empty(n_out, n_in).uniform_(-edge, edge)  # [1, 784]
        b = torch.empty(n_out).uniform_(-edge, edge)  # [1]
        self.w, self.b = w.requires_grad_(), b.requires_grad_()

    def __call__(self, xb):
        return xb @ self.w.T + self.b  # [256, 784] → [256, 1]

    def parameters(self):
        return [self.w, self.b]
# endregion


# region batches
def batches(dset, size):
    """DataLoader(dset, batch_size=size), unshuffled."""
    for first in range(0, len(dset), size):
        last = min(first + size, len(dset))
        xs, ys = zip(*[dset[i] for i in range(first, last)])
        yield torch.stack(xs), torch.stack(ys)  # [256, 784], [256, 1]
# endregion


# region by-hand
def epoch_by_hand(dl, model, params, lr):
    for xb, yb in dl:
        mnist_loss(model(xb), yb).backward()
        for p in params:
            p.data -= p.grad * lr
            p.grad.zero_()
# endregion


# region optimizer
class BasicOptim:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr
    def step(self):
        for p in self.params:
            p.data -= p.grad.data * self.lr

    def zero_grad(self):
        for p in self.params:
            p.grad = None
# endregion


# region fastai-sgd
class Optimizer:
    """fastai's, in small: it owns parameters and calls steppers."""
    def __init__(self, params, steppers, **hypers):
        self.params, self.steppers = list(params), steppers
        self.hypers = hypers

    def step(self):
        for p in self.params:
            if p.grad is not None:
                for stepper in self.steppers:
                    stepper(p, **self.hypers)

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.zero_()
# endregion


# region steppers
def weight_decay(p, lr, wd):
    if wd != 0:
        p.data *= 1 - lr * wd


def sgd_step(p, lr, wd):
    p.data -= lr * p.grad


def FastaiSGD(params, lr, wd=0.0):
    return Optimizer(params, [weight_decay, sgd_step], lr=lr, wd=wd)
# endregion


# region train-epoch
def train_epoch(dl, model, opt):
    for xb, yb in dl:
        mnist_loss(model(xb), yb).backward()
        opt.step()
        opt.zero_grad()
# endregion


# region learner
class Learner:
    def __init__(self, dls, model, opt_func, loss_func, metrics):
        self.train, self.valid = dls
        self.model, self.opt_func = model, opt_func
        self.loss_func, self.metrics = loss_func, metrics

    def fit(self, epochs, lr):
        opt = self.opt_func(self.model.parameters(), lr=lr)
        for _ in range(epochs):
            for xb, yb in self.train:
                self.loss_func(self.model(xb), yb).backward()
                opt.step()
                opt.zero_grad()
            self.shown = self.metrics(self.model, self.valid)
# endregion


def stale_optimizer(dl):
    """Who notices that the model is a new one? The message of each that does."""
    said = {}
    for opt_func in (BasicOptim, SGD, FastaiSGD):
        # region stale
        linear_model = nn.Linear(28*28, 1)
        opt = opt_func(linear_model.parameters(), lr=lr)
        linear_model = nn.Linear(28*28, 1)  # this cell ran again
        try:
            train_epoch(dl, linear_model, opt)
        except AttributeError as error:
            said[opt_func] = str(error)
        # endregion
    return said


def production(path):
    from fastai.vision.all import (CategoryBlock, DataBlock, ImageBlock, RandomSplitter, Resize,
                                   cnn_learner, error_rate, get_image_files, parent_label,
                                   resnet18)
    # region production
    digits = DataBlock(
        blocks=(ImageBlock, CategoryBlock),
        get_items=get_image_files,
        splitter=RandomSplitter(valid_pct=0.2, seed=42),
        get_y=parent_label,
        item_tfms=Resize(128))
    dls = digits.dataloaders(path)
    learn = cnn_learner(dls, resnet18, metrics=error_rate)
    learn.fine_tune(4)
    # endregion


# region data-block
class DataBlock:
    def __init__(self, get_items, splitter, get_x, get_y, item_tfms):
        self.get_items, self.splitter = get_items, splitter
        self.get_x, self.get_y = get_x, get_y
        self.item_tfms = item_tfms

    def dataloaders(self, path, bs=64):
        train, valid = self.splitter(self.get_items(path))
        return [DataLoader([self.item(o) for o in part], bs, shuffle)
                for part, shuffle in ((train, True), (valid, False))]

    def item(self, o):  # of the same size each, or no batch is made
        return self.item_tfms(self.get_x(o)), self.get_y(o)
# endregion


# region answers
def get_image_files(path):
    return sorted(path.glob("**/*.png"))


def random_splitter(items, valid_pct=0.2, seed=42):
    items = random.Random(seed).sample(items, len(items))
    cut = int(valid_pct * len(items))
    return items[cut:], items[:cut]


def parent_label(o):
    return o.parent.name  # the folder: "3" or "7"
# endregion


# region fine-tune
def fine_tune(learn, body, epochs, base_lr=2e-3):
    body.requires_grad_(False)  # freeze: steps pass it by
    learn.fit(1, lr=base_lr)
    body.requires_grad_(True)  # unfreeze
    learn.fit(epochs, lr=base_lr / 2)
# endregion


if __name__ == "__main__":
    if "--fastai" in sys.argv:
        production(Path(sys.argv[sys.argv.index("--fastai") + 1]))
    else:
        import measure  # which trains with the parts above, and knows the tolerances

        measure.report()

"""What every topic's pytorch.py does alike: it reads MNIST, and prints its numbers as JSON.

Set LECTERN_DATA to a folder that holds MNIST's idx files, gzipped or not.
"""

import gzip
import json
import os
import sys
from pathlib import Path

# The 3s and 7s are files called 0.png, 1.png, …, and those of validation go on from here.
FIRST = {"train": 0, "t10k": 60000}


def read_idx(name, header):
    """The bytes behind the header of one idx file."""
    import numpy as np  # not above: a topic without pictures runs without NumPy

    folder = Path(os.environ["LECTERN_DATA"])
    packed = folder / f"{name}.gz"
    data = gzip.open(packed).read() if packed.exists() else (folder / name).read_bytes()
    return np.frombuffer(data, np.uint8, offset=header)


def load_bytes(kind, digit):
    """One digit of one set, bytes [count, 28, 28], in the order of the notebook's files."""
    images = read_idx(f"{kind}-images-idx3-ubyte", 16).reshape(-1, 28, 28)
    labels = read_idx(f"{kind}-labels-idx1-ubyte", 8)
    # The files are called 10.png, 10000.png, …: sorted as strings.
    order = sorted((labels == digit).nonzero()[0], key=lambda i: str(i + FIRST[kind]))
    return images[order]


def load(kind):
    """The 3s and the 7s of one set, each [count, 28, 28], 0…1."""
    from torch import tensor

    return tuple(tensor(load_bytes(kind, digit)).float() / 255 for digit in (3, 7))


def load_table(kind):
    """All 3s, then all 7s of one set: [count, 784], and targets 1 and 0, [count, 1]."""
    import torch

    threes, sevens = load(kind)
    targets = torch.tensor([1.0] * len(threes) + [0.0] * len(sevens)).unsqueeze(1)
    return torch.cat([threes, sevens]).flatten(1), targets


def report(measure, tolerances):
    """Prints what `measure` returns, numbers by the record's names, as JSON.

    With `--tolerances` it measures nothing, and prints how far each may be from the record,
    relative, where it is not 1e-6.
    """
    numbers = tolerances if "--tolerances" in sys.argv else measure()
    print(json.dumps({name: float(value) for name, value in numbers.items()}, indent=2))

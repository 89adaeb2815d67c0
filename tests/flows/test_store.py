"""The content-addressed store."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.store import Store, key_of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_what_was_put_is_got(store: Store) -> None:
    assert store.get(key_of("a")) is None
    store.put(key_of("a"), b"text")
    assert store.get(key_of("a")) == b"text"
    assert store.size() == (1, 4)


def test_fresh_reads_nothing_but_writes(store: Store) -> None:
    store.put(key_of("a"), b"old")
    fresh = Store(store.folder, fresh=True)
    assert fresh.get(key_of("a")) is None
    fresh.put(key_of("a"), b"new")
    assert store.get(key_of("a")) == b"new"


def test_a_failed_write_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="space"):
        store.put(key_of("a"), b"text")
    assert list(store.folder.rglob("*.json")) == []
    assert store.size() == (0, 0)


def test_pruning_drops_what_was_longest_unused(store: Store) -> None:
    for age, name in enumerate(("new", "middle", "old")):
        store.put(key_of(name), b"1234567890")
        path = next(store.folder.rglob(f"{key_of(name)}.json"))
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    store.get(key_of("old"))  # used now
    assert store.prune(20) == 1
    assert store.get(key_of("middle")) is None
    assert store.get(key_of("old")) is not None


def test_clearing_empties(store: Store) -> None:
    store.put(key_of("a"), b"text")
    assert store.clear() == 1
    assert store.size() == (0, 0)


PARTS = st.lists(st.text(alphabet="ab", max_size=3), min_size=1, max_size=4)


@given(PARTS, PARTS)
def test_keys_differ_when_the_parts_do(first: list[str], second: list[str]) -> None:
    assert (key_of(*first) == key_of(*second)) == (first == second)

"""Builds that are killed with SIGKILL: killed_builds.py (steps | times) FOLDER. It forks, so it is a program apart.

Each line of its output is what an observer finds after one kill: "old" or "new" for a whole index, else what is wrong.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from index.builder import build
from index.manifest import IndexUnusable
from index.opening import open_index
from tests.fakes.stock import FakeEncoder, stock

OLD = stock()
NEW = stock(gifts="Officers may accept a cup of tea.", ward="Ward members are told.")
# What a build does to files raises these audit events (fsync raises none, and changes nothing that can be read).
STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.listdir", "os.scandir", "fcntl.flock"}
KILLS_BY_TIME = 40


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def die_at(step: int) -> None:
    """Kill this process at the start of its step-th operation on files."""
    taken = 0

    def count(event: str, _: object) -> None:
        nonlocal taken
        if event in STEPS:
            taken += 1
            if taken == step:
                die()

    sys.addaudithook(count)


def state(folder: Path) -> str:
    """Whose index an observer finds."""
    for name, of in (("old", OLD), ("new", NEW)):
        try:
            result = open_index(of, FakeEncoder(), folder).find("is bcc allowed", "moor", None)
        except IndexUnusable as unusable:
            wrong = unusable
        else:
            return name if result.accepted[0].clause == "moor/copying" else "wrong"
    return str(wrong)


def forked(work: object, *arguments: object) -> int:
    """The process that does the work and ends."""
    assert callable(work)
    child = os.fork()
    if child == 0:
        work(*arguments)
        os._exit(0)
    return child


def build_until(step: int, folder: Path) -> None:
    die_at(step)
    build(NEW, FakeEncoder(), folder)


def build_for_ever(folder: Path) -> None:
    while True:
        build(NEW, FakeEncoder(), folder)
        build(OLD, FakeEncoder(), folder)


def by_steps(folder: Path) -> None:
    """Kill at the first step, the second and so on, until a build comes through."""
    step, killed = 0, True
    while killed:
        step += 1
        shutil.rmtree(folder, ignore_errors=True)
        build(OLD, FakeEncoder(), folder)
        _, status = os.waitpid(forked(build_until, step, folder), 0)
        killed = os.WIFSIGNALED(status)
        sys.stdout.write(state(folder) + "\n")
        sys.stdout.flush()
        build(NEW, FakeEncoder(), folder)
        assert state(folder) == "new"


def by_times(folder: Path) -> None:
    """Kill at random moments a process that builds all the time."""
    build(OLD, FakeEncoder(), folder)
    moments = random.Random(2)
    for _ in range(KILLS_BY_TIME):
        child = forked(build_for_ever, folder)
        time.sleep(moments.uniform(0.005, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        sys.stdout.write(state(folder) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    {"steps": by_steps, "times": by_times}[sys.argv[1]](Path(sys.argv[2]))

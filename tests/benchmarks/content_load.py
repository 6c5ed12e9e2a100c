"""Loads and checks 1,000 cases, and prints how long that takes compared with only parsing the YAML with the C loader.

python tests/benchmarks/content_load.py [ROUNDS]
"""

import gc
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from roleplay.content.loading import ContentStore, load_library  # noqa: E402

CASES = 1000


def copies_of_the_cases(folder: Path) -> list[Path]:
    """1,000 files with their own ids, made from the real cases in turn."""
    shutil.copytree(ROOT / "rubrics", folder / "rubrics")
    shutil.copytree(ROOT / "cases", folder / "cases", ignore=shutil.ignore_patterns("*.yaml"))
    originals = sorted((ROOT / "cases").glob("*.yaml"))
    for number in range(CASES):
        original = originals[number % len(originals)]
        text = original.read_text(encoding="utf-8").replace(f"id: {original.stem}", f"id: copy-{number}", 1)
        (folder / "cases" / f"copy-{number}.yaml").write_text(text, encoding="utf-8")
    return sorted((folder / "cases").glob("*.yaml"))


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    result = work()
    taken = perf_counter() - start
    del result
    return taken


def parse(paths: list[Path]) -> list[object]:
    return [yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in paths]


def load_times(folder: Path, rounds: int) -> tuple[float, float, float]:
    """Median seconds for parsing alone, for loading and checking, and for loading again with nothing changed."""
    folder.mkdir(exist_ok=True)
    paths = copies_of_the_cases(folder)
    store = ContentStore()
    assert len(load_library(folder, store).cases) == CASES
    parsing, loading, again = [], [], []
    for _ in range(rounds):
        parsing.append(seconds(lambda: parse(paths)))
        loading.append(seconds(lambda: load_library(folder)))
        again.append(seconds(lambda: load_library(folder, store)))
    return median(parsing), median(loading), median(again)


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        parsing, loading, again = load_times(Path(name), rounds)
    print(f"parse with the C loader   {parsing:6.2f} s")
    print(f"load and check            {loading:6.2f} s")
    print(f"load again, unchanged     {again:6.3f} s")
    print(f"ratio                     {loading / parsing:6.2f}   (budget 2)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)

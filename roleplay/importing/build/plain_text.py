"""Makes what people wrote fit for a content file: tidy spaces, nothing that can't be shown, short ids."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable

from roleplay.content.syntax import UNPRINTABLE

LONGEST_ID = 48
LONGEST_PART_ID = 30
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile("[\x1c-\x1f\ufeff\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """The same words; runs of spaces become one, and a character that can't be shown becomes �."""
    text = LINE_ENDS.sub("\n", text).replace("\t", " ").replace("\ufeff", "")
    text = UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """The same, on a single line."""
    return " ".join(clean(text).split())


def cut(text: str, longest: int) -> str:
    """One line, cut between two words if it is longer."""
    line = one_line(text)
    if len(line) <= longest:
        return line
    head = line[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"


def humanised(key: str) -> str:
    """``Past_Medical_History`` as one would read it aloud."""
    return one_line(key.replace("_", " "))


def plain(text: str) -> str:
    """Lower case and single spaces only, for comparing labels."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def slug(text: str, otherwise: str, longest: int = LONGEST_ID) -> str:
    """An id made of the first words; `otherwise` for a text without a Latin letter or digit."""
    latin = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", latin)
    made = ""
    for word in words:
        if made and len(made) + 1 + len(word) > longest:
            break
        made = f"{made}-{word}" if made else word[:longest]
    return made or otherwise


def free(wanted: str, taken: Collection[str]) -> str:
    """The wanted id, or the same with the first free number from 2; `ankle-2` counts on from `ankle`."""
    number, name = 2, wanted
    base = re.sub(r"-\d+$", "", wanted)
    wanted = base if base in taken else wanted
    while name in taken:
        name = f"{wanted}-{number}"
        number += 1
    return name


def free_ids(texts: Iterable[str], otherwise: str, taken: Collection[str] = ()) -> list[str]:
    """A short, unique id for each text."""
    used = set(taken)
    uses: Counter[str] = Counter()
    ids = []
    for text in texts:
        wanted = slug(text, otherwise, LONGEST_PART_ID)
        name = wanted
        while name in used:
            uses[wanted] += 1
            name = f"{wanted}-{uses[wanted] + 1}"
        used.add(name)
        ids.append(name)
    return ids

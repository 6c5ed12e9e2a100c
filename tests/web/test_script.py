"""The JavaScript: modules that a person can read, one file that a browser fetches."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from asgi_phones import Phone
from playwright._impl._driver import compute_driver_executable
from starlette.applications import Starlette

from roleplay.sheets.style import PAPER
from roleplay.web import editor, live, wellbeing
from roleplay.web.server.root import ROOT
from roleplay.web.server.routes import routes
from roleplay.web.server.script import Script, joined

COMPONENTS = {"live": live.SCRIPT, "editor": editor.SCRIPT, "wellbeing": wellbeing.SCRIPT}
MODULES = sorted((ROOT / "roleplay").rglob("*.js"))
OURS = [*MODULES, *sorted((ROOT / "tests").rglob("*.js"))]
TEXTS = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
COMMENT = re.compile(r"^ *//.*$", re.MULTILINE)
TWO_STATEMENTS = re.compile(r"[\w)\]}\"'`]; +(?!//)(?![^\"'`]*[\"'`])\S")


def node(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [compute_driver_executable()[0], *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)


def script(folder: Path, **modules: str) -> Path:
    """Modules of these names and texts; the first is the one to begin with."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(modules))}.js"


def value_of(entry: Path) -> object:
    """What the joined module exports by default."""
    code = joined(entry).replace("export default", "const result =") + "console.log(JSON.stringify(result));"
    ran = node("--input-type=module", "-", text=code)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_is_one_module_that_a_browser_can_read(component: str, tmp_path: Path) -> None:
    (tmp_path / "all.mjs").write_text(COMPONENTS[component].code, encoding="utf-8")

    checked = node("--check", str(tmp_path / "all.mjs"))

    assert checked.returncode == 0, checked.stderr
    assert re.findall(r"^(?:import|export) \w+ \w+", COMPONENTS[component].code, re.MULTILINE) == [
        "export default function",
        "export const style",
    ]


@pytest.mark.anyio
@pytest.mark.parametrize("component", COMPONENTS)
async def test_a_components_code_is_kept_for_ever_under_the_name_of_its_content(component: str) -> None:
    ours = COMPONENTS[component]

    phone = Phone(Starlette(routes=routes()), None)

    reply, old = await phone.get(ours.address), await phone.get(f"/{component}/0123456789abcdef.js")

    assert (reply.status, reply.text) == (200, ours.code)
    assert "immutable" in reply.headers["cache-control"]
    assert (old.status, old.text) == (404, "Reload the page: the kit has been updated.")


def test_a_components_style_arrives_as_it_was_written() -> None:
    style = json.loads(live.SCRIPT.code.rpartition("export const style = ")[2].strip().rstrip(";"))

    assert style == "".join((PAPER, (ROOT / "roleplay/web/live/live.css").read_text(encoding="utf-8")))
    assert '"Material Symbols Rounded"' in style


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_makes_no_markup_of_text(component: str) -> None:
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write")

    assert [word for word in forbidden if word in COMPONENTS[component].code] == []


def test_a_module_builds_on_others_and_keeps_its_own_names_to_itself(tmp_path: Path) -> None:
    entry = script(
        tmp_path,
        first='import { twice } from "./second.js";\nconst own = 4;\nexport default twice(own);\n',
        second="const own = 2;\nexport function twice(number) {\n  return own * number;\n}\n",
    )

    assert value_of(entry) == 8


def test_a_module_that_two_others_need_is_there_once(tmp_path: Path) -> None:
    entry = script(
        tmp_path,
        first='import { b } from "./b.js";\nimport { c as d } from "./c.js";\nexport default b + d;\n',
        b='import { c } from "./c.js";\nexport const b = c + 1;\n',
        c="export const c = 1;\n",
    )

    assert value_of(entry) == 3
    assert joined(entry).count("const c = 1;") == 1


def test_sentences_that_python_has_come_from_python() -> None:
    assert '"done": "Done"' in live.SCRIPT.code
    assert "Reload the page" not in live.SCRIPT.code, "Only what is asked for."


def test_what_only_readers_need_is_not_sent(tmp_path: Path) -> None:
    entry = script(tmp_path, first='// Why.\nconst at = 5; // milliseconds\n\nexport default "a // b";\n')

    assert joined(entry) == 'const at = 5;\nexport default "a // b";\n'


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ('import { b } from "./b.js";\n', 'import { a } from "./first.js";\n', "circle"),
        ('import { b } from "./b.js";\n', "export const c = 1;\n", "exports no b"),
        ('import * as b from "./b.js";\n', "export const b = 1;\n", "not known"),
        ('import { b } from "./b.js";\n', "const b = 1;\nexport { b };\n", "exports no b"),
    ],
)
def test_what_cannot_be_joined_is_refused_by_name(first: str, second: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=said):
        joined(script(tmp_path, first=first, b=second))


def test_another_content_is_another_address(tmp_path: Path) -> None:
    style = tmp_path / "live.css"
    style.write_text("p { margin: 0; }", encoding="utf-8")
    one = Script("live", script(tmp_path, first="export default 1;\n"), style).address
    other = Script("live", script(tmp_path, first="export default 2;\n"), style).address
    style.write_text("p { margin: 1px; }", encoding="utf-8")
    third = Script("live", script(tmp_path, first="export default 2;\n"), style).address

    assert len({one, other, third}) == 3


@pytest.mark.parametrize("module", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_reads_on_any_screen(module: Path) -> None:
    lines = module.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 250
    assert [line for line in lines if len(line) > 120 or line != line.rstrip() or "\t" in line] == []
    assert [
        line for line in lines if TWO_STATEMENTS.search(line) and not line.lstrip().startswith(("//", "for "))
    ] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_text_ends_on_its_line(module: Path) -> None:
    """Indentation is left out where modules are joined; no text must hold any."""
    text = module.read_text(encoding="utf-8")

    assert "/*" not in text
    assert [line for line in text.splitlines() if line.count("`") % 2] == []


def test_no_sentence_stands_in_javascript_and_in_python() -> None:
    python = {
        text for folder in ("roleplay", "pages") for path in (ROOT / folder).rglob("*.py") for text in said_in(path)
    }
    code = [COMMENT.sub("", path.read_text(encoding="utf-8")) for path in MODULES]
    javascript = {(plain or template).strip() for text in code for plain, template in TEXTS.findall(text)}

    assert sorted(text for text in javascript & python if len(text.split()) > 2) == []


def said_in(module: Path) -> Iterator[str]:
    """Whole texts; a part of one is no sentence."""
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    parts = {id(part) for one in nodes if isinstance(one, ast.JoinedStr) for part in one.values}
    for one in nodes:
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in parts:
            yield one.value.strip()

"""A component's JavaScript and style: modules where they are written, one file where they are fetched.

Streamlit sends a component's inline code again with every rerun, so what is inline only fetches the rest: one request
to a route of ours, compressed, and kept by the browser for ever under a name that changes with the content.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from os.path import normpath
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from roleplay.shared_words import RENEWED
from roleplay.web.server.root import ROOT

IMPORT = re.compile(r'^import \{(?P<names>[\w\s,]*)\} from "(?P<path>[^"]*)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (?P<name>\w+))", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export (?!default )).*", re.MULTILINE)
REMARK = re.compile(r"(?<=[;,]) // [^\"'`]*$")
"""Behind a statement; a text that holds two slashes would end in one of its quotes."""
LOADER = """
const loading = import(new URL("%s", location.origin).href);
export default function (component) {
  let gone = false, cleanup = null;
  const holder = component.parentElement.querySelector("#%s");
  const begin = (module) => {
    if (gone) return;
    const style = Object.assign(document.createElement("style"), { textContent: module.style });
    if (!holder.previousSibling) holder.before(style);
    cleanup = module.default(component);
  };
  loading.then(begin, () => {
    // Said here, as the code that could say it better is what did not come.
    if (!gone && !holder.firstChild) holder.textContent = "%s";
  });
  return () => { gone = true; if (cleanup) cleanup(); };
}
"""


class Script:
    """What is fetched of one component, from its first module on, and how it looks; ``more_style`` is what it shares
    with the pages."""

    def __init__(self, folder: str, entry: Path, *styles: Path, more_style: str = "") -> None:
        self._folder, self._entry, self._styles, self._more_style = folder, entry, styles, more_style

    @cached_property
    def code(self) -> str:
        """All modules in one, each after those that it builds on, and the style sheet as a text."""
        # Joined, as a sum with Markup would escape what is ours.
        styles = (style.read_text(encoding="utf-8") for style in self._styles)
        style = json.dumps("".join((self._more_style, *styles)), ensure_ascii=False)
        return f"{joined(self._entry)}export const style = {style};\n"

    @cached_property
    def address(self) -> str:
        """Named by its content, so that it may be kept for ever."""
        return f"/{self._folder}/{hashlib.sha256(self.code.encode()).hexdigest()[:16]}.js"

    def loader(self, holder: str, not_loaded: str) -> str:
        """What is inline; ``not_loaded`` is said in the element ``holder`` where the rest does not come."""
        return LOADER % (self.address, holder, not_loaded)

    async def answer(self, request: Request) -> Response:
        """The code under its present name, and nothing under an old one."""
        if request.url.path != self.address:
            return PlainTextResponse(RENEWED, 404)
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(self.code, media_type="text/javascript", headers=headers)


def joined(entry: Path) -> str:
    """The modules from ``entry`` on as one, without what only their readers need: comments and indentation.

    Each keeps a scope of its own. ``entry`` stands last and is the one that exports, by default. A `.js` beside which a
    `.py` of that name stands is made from its constants, of those that are asked for.
    """
    modules = modules_of(entry)
    scopes = {path: f"m{number}" for number, path in enumerate(modules)}
    parts = list(modules.values())
    parts[:-1] = map(_scoped, scopes.values(), parts[:-1])
    return "\n".join(_bare(_linked(path, part, scopes)) for path, part in zip(modules, parts, strict=True)) + "\n"


def modules_of(entry: Path) -> dict[Path, str]:
    """The text of each module that ``entry`` builds on, then its own; those that are made from Python's as well."""
    modules: dict[Path, str] = {}
    _collect(entry.resolve(), (), modules)
    wanted: dict[Path, set[str]] = {path: set() for path in modules}
    for path, text in modules.items():
        for found in IMPORT.finditer(text):
            wanted[_source(path, found)] |= set(re.findall(r"(\w+)(?: as \w+)?", found["names"]))
    modules = {path: text or _constants(path, wanted[path]) for path, text in modules.items()}
    for path, text in modules.items():
        if missing := wanted[path] - {found["name"] for found in EXPORT.finditer(text)}:
            raise ValueError(f"{path.name} exports no {', '.join(sorted(missing))}")
    return modules


def _collect(path: Path, via: tuple[Path, ...], modules: dict[Path, str]) -> None:
    """Add a module after all that it imports; with no text where it is made from one of Python."""
    if path in via:
        raise ValueError(f"{path.name} is imported in a circle, by way of {via[-1].name}")
    if path not in modules:
        text = "" if path.with_suffix(".py").exists() else path.read_text(encoding="utf-8")
        for found in IMPORT.finditer(text):
            _collect(_source(path, found), (*via, path), modules)
        modules[path] = text


def _source(path: Path, found: re.Match[str]) -> Path:
    return Path(normpath(path.parent / found["path"]))


def _constants(path: Path, names: set[str]) -> str:
    """Constants of a Python module as those of a JavaScript one."""
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    values = {name: json.dumps(getattr(module, name), ensure_ascii=False, default=_plain) for name in sorted(names)}
    return "".join(f"export const {name} = {value};\n" for name, value in values.items())


def _plain(value: object) -> dict[str, object]:
    """A table, or a row of one."""
    return dict(value) if isinstance(value, Mapping) else vars(value)


def _scoped(name: str, text: str) -> str:
    exported = ", ".join(found["name"] for found in EXPORT.finditer(text))
    return f"const {name} = (() => {{\n{EXPORT.sub('', text)}return {{ {exported} }};\n}})();\n"


def _linked(path: Path, text: str, scopes: dict[Path, str]) -> str:
    """With the modules imported that stand above it in the same file."""
    linked = IMPORT.sub(lambda found: _link(found, scopes[_source(path, found)]), text)
    if left := OTHER.search(linked):
        raise ValueError(f"{path.name}: this way to import or export is not known here: {left[0]}")
    return linked


def _link(found: re.Match[str], module: str) -> str:
    names = " ".join(found["names"].replace(" as ", ": ").split())
    return f"const {{ {names} }} = {module};\n"


def _bare(text: str) -> str:
    lines = (REMARK.sub("", line).strip() if "//" in line else line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))

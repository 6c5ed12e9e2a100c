"""The editor for a case: a component of ours whose code comes from a route of ours, like the live room's."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def code() -> str:
    """The component's JavaScript."""
    return (_HERE / "editor.js").read_text(encoding="utf-8")


def code_name() -> str:
    """Where the code is served: named by its content, so that browsers may keep it for ever."""
    return f"/editor/{hashlib.sha256(code().encode()).hexdigest()[:16]}.js"


async def code_route(request: Request) -> Response:
    """Serve the code under its present name, and nothing under an old one."""
    if request.url.path != code_name():
        return PlainTextResponse("Reload the page: the kit has been updated.", 404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(code(), media_type="text/javascript", headers=headers)


NOT_LOADED = "The editor did not load. Check the connection and reload the page; your draft is kept on this device."
_LOADER = """
const loading = import(new URL("%s", location.origin).href);
export default function (component) {
  let gone = false, cleanup = null;
  loading.then((module) => { if (!gone) cleanup = module.default(component); }, () => {
    if (!gone) component.parentElement.querySelector("#kit-editor").textContent = "%s";
  });
  return () => { gone = true; if (cleanup) cleanup(); };
}
"""

# Registered at import, as Streamlit asks; mounted by `editor` below.
_component = st.components.v2.component(
    "kit.editor",
    html="<div id='kit-editor'></div>\n",
    css=(_HERE / "editor.css").read_text(encoding="utf-8"),
    js=_LOADER % (code_name(), NOT_LOADED),
)


def editor(number: int, place: str, doc: str, text: str, base: str, fresh: bool) -> dict[str, Any] | None:
    """Mount it. Returns what was written since, with the base it began from; None until there is something.

    ``number`` differs for every text that is opened. ``place`` and ``doc`` name the draft on the device, ``text`` and
    ``base`` are what is saved, and ``fresh`` ignores an old draft.
    """
    result = _component(
        key=f"editor-{number}",
        data={"place": place, "doc": doc, "text": text, "base": base, "fresh": fresh},
        on_written_change=lambda: None,
    )
    written = result.written
    return written if isinstance(written, dict) else None

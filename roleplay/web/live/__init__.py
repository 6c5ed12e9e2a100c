"""The live component: one for everything that ticks, rings, is tapped or typed during a round.

Its code is a file of our own route, so that a browser fetches it once, compressed: Streamlit sends a component's inline
code again with every rerun. What is inline only fetches it.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_HERE = Path(__file__).parent
_PARTS = ("words.js", "clock.js", "kept.js", "queue.js", "screens.js", "live.js")


@lru_cache(maxsize=1)
def code() -> str:
    """The component's JavaScript, in the order in which its parts build on each other."""
    return "\n".join((_HERE / part).read_text(encoding="utf-8") for part in _PARTS)


def code_name() -> str:
    """Where the code is served: named by its content, so that it may be kept for ever."""
    return f"/live/{hashlib.sha256(code().encode()).hexdigest()[:16]}.js"


async def code_route(request: Request) -> Response:
    """The code under its present name, and nothing under an old one."""
    if request.url.path != code_name():
        return PlainTextResponse("Reload the page: the kit has been renewed.", 404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(code(), media_type="text/javascript", headers=headers)


NOT_LOADED = "The live part did not load. Check the connection and reload the page; nothing is lost."
_LOADER = """
const loading = import(new URL("%s", location.origin).href);
export default function (component) {
  let gone = false, cleanup = null;
  const holder = component.parentElement.querySelector("#kit");
  loading.then((module) => { if (!gone) cleanup = module.default(component); }, () => {
    // Said here, as the code that could say it better is what did not come.
    if (!gone && !holder.firstChild) holder.textContent = "%s";
  });
  return () => { gone = true; if (cleanup) cleanup(); };
}
"""

# Registered at import, as Streamlit asks; mounted by `live` below.
_component = st.components.v2.component(
    "kit.live",
    html="<div id='kit'></div>\n",
    css=(_HERE / "live.css").read_text(encoding="utf-8"),
    js=_LOADER % (code_name(), NOT_LOADED),
)


def live(
    code: str, seat: str, number: int, screen: str, others: Sequence[tuple[str, str]] = (), table: bool = False
) -> None:
    """Mount it for a seat, or (``table``) as the table's clock, where ``seat`` is empty.

    ``number`` and ``screen`` say what this run has drawn, so that it asks for a rerun only for another. ``others`` are
    the (seat, name) of further people who share this device.
    """
    beside = [{"seat": other, "name": name} for other, name in others]
    _component(
        key=f"live-{seat or 'table'}",
        data={"code": code, "seat": seat, "number": number, "screen": screen, "others": beside, "table": table},
        on_stage_change=lambda: None,
    )

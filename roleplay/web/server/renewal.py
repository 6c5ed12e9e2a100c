"""A new cookie for this browser after a key was used here or somebody signed out: a script can't set one, so our
component asks our route for it and reloads the page."""

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from roleplay.errors import Fault
from roleplay.web.server.device import visitor
from roleplay.web.server.device_cookie import set_cookie
from roleplay.web.server.kit import kit
from roleplay.web.server.origin import secure
from roleplay.web.server.posted import Wrong, as_answer, posted, sender_of

LARGEST = 1024
SO = "this browser keeps the cookie it has"
TOO_LARGE = f"That message is larger than a ticket, so {SO}."
DUE = "renewal"
"""In the session state: the ticket, until the page is reloaded and the session state is gone."""

_component = st.components.v2.component(
    "kit.renewal",
    html="<div id='kit-renewal'></div>\n",
    js="""
const asked = new Set();
const again = 3000;
async function ask(ticket) {
  let status = 0;
  try {
    const answer = await fetch("/device/renew", {
      method: "POST", credentials: "same-origin",
      headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ticket }),
    });
    status = answer.status;
  } catch { /* no network: ask again */ }
  if (status === 204) location.reload();
  else if (!status || status >= 500) setTimeout(() => ask(ticket), again);
}
export default function ({ data }) {
  if (asked.has(data.ticket)) return;
  asked.add(data.ticket);
  ask(data.ticket);
}
""",
)


def due(person: str) -> None:
    """From the next run on, this browser asks for a new cookie, because of this person."""
    st.session_state[DUE] = kit().devices.ticket(visitor(person))


def renew_if_due() -> None:
    """On every page, before it is drawn."""
    if ticket := st.session_state.get(DUE):
        _component(key="renewal", data={"ticket": ticket})


async def renew(request: Request) -> Response:
    """The route that gives the new cookie."""
    try:
        body = await posted(request, LARGEST, TOO_LARGE, SO)
        ticket = body.get("ticket") if isinstance(body, dict) else None
        asking = await sender_of(request, SO)
        cookie = await run_in_threadpool(kit().devices.renew, ticket if isinstance(ticket, str) else "", asking)
    except Wrong as wrong:
        return as_answer({"say": str(wrong)}, wrong.status)
    except Fault as fault:
        return as_answer({"say": str(fault)}, 403)
    headers = {"Set-Cookie": set_cookie(cookie, secure(request.scope)), "Cache-Control": "no-store"}
    return Response(status_code=204, headers=headers)

"""The pages on which people join a session or a group, as HTML that needs no script: on a slow network they are there
long before Streamlit is."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from roleplay.shared_words import A_STATION, UNWELL
from roleplay.usecases.groups.membership import GroupEntrance
from roleplay.usecases.practice.joining import Entrance
from roleplay.web.live import SCRIPT
from roleplay.web.server.first_paint import frontend_files, preloads
from roleplay.web.server.pages import INVITATION, JOIN, SIGNPOSTS

PAGE = Markup("""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/favicon.png">
{head}<style>{style}</style></head>
<body><main><h1>{heading}</h1>
{body}</main></body></html>
""")
STYLE = Markup("""
:root{color-scheme:light dark;--bg:#FBFAF7;--field:#FFFFFF;--text:#1F2A37;--soft:#5B6472;--line:#8A929C;
--main:#0F5E66;--on:#FFFFFF;--stop:#B3261E}
@media (prefers-color-scheme:dark){:root{--bg:#14191F;--field:#1E252D;--text:#E8E6E1;--soft:#A3ABB5;--line:#7A848F;
--main:#6CC3CB;--on:#14191F;--stop:#FF8A80}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;font:1.0625rem/1.5 "Source Sans 3","Source Sans",system-ui,"Segoe UI",Roboto,sans-serif;color:var(--text);
background:var(--bg);overflow-wrap:anywhere}
main{max-width:46rem;margin:0 auto;padding:2.5rem 1rem 3rem}
h1{font-size:min(1.75rem,11vw);line-height:1.2;margin:0 0 .75rem}
p{margin:.6rem 0}
form{margin:1rem 0}
label{display:block;margin:.75rem 0 .25rem}
input,button,.button{font:inherit;width:100%;min-height:48px;border-radius:10px;padding:.5rem .75rem;
border:1px solid var(--line);background:var(--field);color:inherit}
button,.button{display:block;margin:.75rem 0 0;text-align:center;text-decoration:none;cursor:pointer}
.primary{background:var(--main);color:var(--on);border-color:var(--main);font-weight:600}
summary{min-height:48px;padding:.7rem 0;cursor:pointer}
a{color:var(--main)}
.way{display:inline-block;min-height:44px;padding:.6rem 0}
.soft{color:var(--soft)}
.wrong{border-inline-start:4px solid var(--stop);padding:.2rem .75rem}
input[aria-invalid]{border:2px solid var(--stop)}
::placeholder{color:var(--soft);opacity:1}
:focus-visible{outline:3px solid var(--main);outline-offset:2px}
""")
"""Contains nothing that anybody wrote."""
WHO_DECIDES = (
    "We’ve asked. Somebody in the room has to confirm that it’s you; during a round, that’s the patient or an "
    "observer. They can see the question on their screens. This page looks again by itself."
)
NOT_YOU = "The others said it isn’t you. Join with another name."
FULL = "This session is full. Start a second one and split into two groups."


def join_address(code: str) -> str:
    """Where one joins the session with this code."""
    return f"/{JOIN}?{urlencode({'code': code})}"


def invitation_address(secret: str) -> str:
    """Where one comes into a group with this invitation."""
    return f"/{INVITATION}?{urlencode({'secret': secret})}"


def entrance_page(
    entrance: Entrance,
    *,
    name: str = "",
    wrong: str = "",
    wrong_key: str = "",
    taken: str = "",
    not_you: bool = False,
) -> Markup:
    """Whose session it is, what is going on, and a form to join. What is ``wrong`` is said beside its field; ``taken``
    above the form, where that name may be theirs to take back."""
    parts = [_going_on(entrance)]
    parts += [_carry_on(seat.id, seat.name) for seat in entrance.mine]
    if not_you:
        parts.append(_alert(NOT_YOU))
    if taken:
        parts += [_alert(taken), _ask_the_others(entrance.code, name)]
    if entrance.full:
        parts.append(_said(FULL))
    else:
        first = not entrance.mine and not taken
        to = join_address(entrance.code)
        parts += [_as_known(to, known, first and not at) for at, known in enumerate(entrance.known)]
        form = _name_form(to, name, wrong, wrong_key, primary=first and not entrance.known)
        folded = bool(entrance.mine or entrance.known)
        parts.append(
            _folded("Join as somebody else", form, is_open=bool(wrong or wrong_key or taken or not_you))
            if folded
            else form
        )
    return _page(_title(entrance), Markup("\n").join(parts), _coming())


AS_A_GUEST = (
    "You’ll find it on Home, and it’s gone from there afterwards. You see nothing else of the group, and aren’t in it. "
    "While a guest is there, only hands, arms and head are examined."
)


def invited_page(
    entrance: GroupEntrance, secret: str, *, name: str = "", wrong: str = "", wrong_key: str = ""
) -> Markup:
    """To whose group somebody is invited, and a form to come in."""
    title = Markup("Join <bdi>{}</bdi>").format(entrance.name)
    if entrance.already:
        way = Markup('<a class="button primary" href="/group?{}">Open the group</a>')
        return _page(title, _said("You’re in this group already.") + way.format(urlencode({"group": entrance.already})))
    if entrance.session:
        return _guest_page(entrance, secret, name=name, wrong=wrong, wrong_key=wrong_key)
    people = "1 person is" if entrance.people == 1 else f"{entrance.people} people are"
    parts = [_said(Markup("<bdi>{}</bdi> invites you. {} in this group.").format(entrance.by, people))]
    if entrance.not_apart:
        parts.append(_alert(entrance.not_apart))
    parts.append(_said("The others read that you’ve joined. You can leave in one tap."))
    parts += _who_comes(entrance, secret, name, wrong, wrong_key)
    return _page(title, Markup("\n").join(parts))


def _guest_page(entrance: GroupEntrance, secret: str, *, name: str, wrong: str, wrong_key: str) -> Markup:
    """The same for one session."""
    asked = Markup("<bdi>{}</bdi> asks you to come to one session: <strong><bdi>{}</bdi></strong>.")
    parts = [_said(asked.format(entrance.by, entrance.session))]
    if entrance.not_apart:
        parts.append(_alert(entrance.not_apart))
    parts.append(_said(AS_A_GUEST))
    parts += _who_comes(entrance, secret, name, wrong, wrong_key)
    return _page(Markup("A guest of <bdi>{}</bdi>").format(entrance.name), Markup("\n").join(parts))


def _who_comes(entrance: GroupEntrance, secret: str, name: str, wrong: str, wrong_key: str) -> list[Markup]:
    to = invitation_address(secret)
    known = [_as_known(to, known, primary=not at) for at, known in enumerate(entrance.known)]
    form = _name_form(to, name, wrong, wrong_key, primary=not entrance.known)
    is_open = bool(wrong or wrong_key)
    return [*known, _folded("Join as somebody else", form, is_open=is_open) if known else form]


def uninvited_page(sentence: str) -> Markup:
    """An invitation that lets nobody in, for whatever reason."""
    return _page("Invitation", _alert(sentence))


def asked_page(entrance: Entrance) -> Markup:
    """Until somebody in the room has answered: the browser asks again, without a script."""
    body = _said(WHO_DECIDES, role="status") + _way(join_address(entrance.code), "Join with another name instead")
    return _page(_title(entrance), body, '<meta http-equiv="refresh" content="3">\n')


def code_page(wrong: str = "") -> Markup:
    """Where there is no session: what is wrong with the code, and another try."""
    body = (_alert(wrong) if wrong else Markup("")) + code_form_html()
    return _page("Join a session", body)


def refusal_page(sentence: str, code: str) -> Markup:
    """A form that was refused as a whole, and the way back to it."""
    return _page("Join a session", _alert(sentence) + _way(join_address(code), "Back to the session"))


def code_form_html() -> Markup:
    """Only the code; the page that it leads to asks for the name. Streamlit's pages draw it too."""
    return Markup(
        '<form action="/join" method="get" class="kit-code"><label for="kit-code">Code</label>'
        '<input id="kit-code" name="code" placeholder="six characters" autocomplete="off" autocapitalize="characters" '
        'spellcheck="false"><button type="submit">Join a session</button></form>'
    )


def _page(heading: str | Markup, body: Markup, head: str = "") -> Markup:
    title = Markup(heading).striptags()
    ways = Markup("<nav>{}<br>{}</nav>").format(_way("/", "Home"), _way(f"/{SIGNPOSTS.stem}", UNWELL))
    return PAGE.format(title=title, head=Markup(head), style=STYLE, heading=heading, body=body + ways)


def _title(entrance: Entrance) -> Markup:
    if not entrance.host:
        return Markup("Join this session")
    return Markup("Join <bdi>{}</bdi>’s session").format(entrance.host)


def _going_on(entrance: Entrance) -> Markup:
    people = "1 person is" if entrance.people == 1 else f"{entrance.people} people are"
    here = f"{people} in the room." if entrance.people else "Nobody is in the room yet."
    if not entrance.round:
        return _said(here)
    kind = A_STATION[entrance.kind]
    return _said(f"Round {entrance.round} is running: {kind}. {here} You can join now, and play from the next round.")


def _carry_on(seat: str, name: str) -> Markup:
    return Markup('<a class="button primary" href="/practice?{}">Carry on as <bdi>{}</bdi></a>').format(
        urlencode({"seat": seat}), name
    )


def _as_known(to: str, name: str, primary: bool) -> Markup:
    return Markup(
        '<form action="{}" method="post"><input type="hidden" name="name" value="{}">'
        '<button type="submit"{}>Join as <bdi>{}</bdi></button></form>'
    ).format(to, name, _primary(primary), name)


def _ask_the_others(code: str, name: str) -> Markup:
    return Markup(
        '<form action="/join/claim?{}" method="post"><input type="hidden" name="name" value="{}">'
        '<button type="submit" class="primary">I’m <bdi>{}</bdi>: ask the others to let me back in</button></form>'
    ).format(urlencode({"code": code}), name, name)


def _name_form(to: str, name: str, wrong: str, wrong_key: str, primary: bool) -> Markup:
    key = _field("key", "Personal key", "", wrong_key, Markup(_KEY))
    return Markup('<form action="{}" method="post">{}{}<button type="submit"{}>Join</button></form>').format(
        to,
        _field("name", "Your name", name, wrong, Markup(_NAME)),
        _folded("I have a personal key", key, is_open=bool(wrong_key)),
        _primary(primary),
    )


_NAME = 'placeholder="The name the others know you by" autocomplete="nickname" dir="auto" required'
_KEY = 'placeholder="five words, or four" autocomplete="off" autocapitalize="none" spellcheck="false"'


def _field(id_: str, label: str, value: str, wrong: str, more: Markup) -> Markup:
    """What is wrong stands beside the field, and a screen reader reads it with the field."""
    said = Markup('<p class="wrong" id="wrong-{}" role="alert" dir="auto">{}</p>').format(id_, wrong)
    marked = Markup(' aria-invalid="true" aria-describedby="wrong-{}"').format(id_)
    return Markup('<label for="{0}">{1}</label><input id="{0}" name="{0}" value="{2}" {3}{4}>{5}').format(
        id_, label, value, more, marked if wrong else Markup(""), said if wrong else Markup("")
    )


def _primary(primary: bool) -> Markup:
    return Markup(' class="primary"') if primary else Markup("")


def _folded(summary: str, inside: Markup, is_open: bool) -> Markup:
    return Markup("<details{}><summary>{}</summary>{}</details>").format(
        Markup(" open") if is_open else Markup(""), summary, inside
    )


def _said(sentence: str | Markup, role: str = "") -> Markup:
    return Markup("<p{}>{}</p>").format(Markup(f' role="{role}"') if role else Markup(""), sentence)


def _alert(sentence: str) -> Markup:
    return Markup('<p class="wrong" role="alert" dir="auto">{}</p>').format(sentence)


def _way(address: str, label: str) -> Markup:
    return Markup('<a class="way" href="{}">{}</a>').format(address, label)


def _coming() -> str:
    """What the live screen needs: the phone fetches it while somebody types a name."""
    return preloads((*frontend_files(), SCRIPT.address))

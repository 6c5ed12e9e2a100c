"""How the page that somebody takes home looks: on a phone, on a desktop, light, dark, and on paper."""

from __future__ import annotations

from markupsafe import Markup

from roleplay.review.paint import DARK, LIGHT, Paint


def _colours(paint: Paint, background: str, ink: str, primary: str) -> str:
    """``ink`` is for numbers on a dot."""
    roles = ";".join(f"--{role}:{colour}" for role, colour in paint.roles.items())
    return (
        f"--bg:{background};--text:{paint.text};--soft:{paint.quiet};--grid:{paint.grid};--data:{paint.data};"
        f"--other:{paint.other};--band:{paint.band};--on:{ink};--main:{primary};{roles}"
    )


_LIGHT = _colours(LIGHT, "#FBFAF7", "#FFFFFF", "#0F5E66")
_DARK = _colours(DARK, "#14191F", "#14191F", "#6CC3CB")

_RULES = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{font:17px/1.5 "Source Sans 3","Source Sans Pro","Source Sans",system-ui,"Segoe UI",Roboto,sans-serif;
max-width:44rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;color:var(--text);background:var(--bg);
overflow-wrap:anywhere}
h1{font-size:2rem;line-height:1.2;margin:0}
h2{font-size:1.4rem;line-height:1.25;margin:0 0 .6rem}
h3{font-size:1.1rem;line-height:1.35;margin:1.4rem 0 .3rem}
h4{font-size:1.05rem;margin:1.5rem 0 .3rem}
h5{font-size:1rem;margin:.9rem 0 .1rem}
p{margin:.4rem 0}
section{margin-top:2.8rem}
.soft,.who{color:var(--soft)}
.title,.ask{font-weight:600}
.ask{font-size:1.1rem}
blockquote{margin:.5rem 0 .2rem;padding:.1rem 0;padding-inline-start:1rem;border-inline-start:4px solid var(--main);
font-size:1.15rem;white-space:pre-line}
.step blockquote{font-size:1.4rem;line-height:1.35}
.who{margin:0 0 .9rem;padding-inline-start:calc(1rem + 4px)}
ul{margin:.3rem 0 .8rem;padding-left:1.2rem}
li{margin:.35rem 0}
li:dir(rtl){margin-left:-1.2rem;margin-right:1.2rem}
table{border-collapse:collapse;width:100%;margin:.4rem 0}
th,td{text-align:start;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid var(--grid)}
th[scope=row]{font-weight:400}
th[scope=row]+td{min-width:7.5rem;width:30%;padding-right:0}
.mark{white-space:nowrap}
.many .mark{font-weight:600}
.by{display:block}
.plain{font-size:.9rem}
.plain th,.plain td{overflow-wrap:normal;padding-right:.5rem}
.plain td:nth-child(2){min-width:6rem;overflow-wrap:anywhere}
.views{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:.4rem 1.6rem}
summary{display:flex;align-items:center;min-height:44px;padding:.3rem 0;gap:.7rem;cursor:pointer;color:var(--main)}
summary::-webkit-details-marker{display:none}
summary::before{content:"";flex:none;width:.5rem;height:.5rem;margin:0 .2rem;border:solid currentColor;
border-width:0 2px 2px 0;transform:rotate(-45deg)}
[open]>summary::before{transform:rotate(45deg)}
summary:focus-visible{outline:3px solid var(--main);outline-offset:2px;border-radius:4px}
.station{border-top:1px solid var(--grid)}
.station>summary{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .7rem;padding:.7rem 0;color:inherit}
.station>summary::before{color:var(--main)}
.station h3{margin:0}
.station>summary>span{grid-column:2}
div.station{padding:.7rem 0 .7rem 1.6rem}
div.station>span{display:block}
details.station[open]{padding-bottom:1.5rem}
svg{display:block;overflow:visible}
svg text{font-size:13px;fill:var(--text)}
svg .soft{fill:var(--soft)}
.mid{text-anchor:middle}
.end{text-anchor:end}
.out{overflow:visible}
.d{fill:var(--data)}
.v{fill:var(--other)}
.s{fill:var(--soft)}
.b{fill:var(--band)}
.student{fill:var(--student)}
.patient{fill:var(--patient)}
.observer{fill:var(--observer)}
.g{stroke:var(--grid);stroke-width:2}
.a{stroke:var(--soft);stroke-width:2}
.m{stroke:var(--text);stroke-width:3}
.l{stroke:var(--data);stroke-width:2}
svg .o{fill:var(--bg);stroke:var(--data);stroke-width:2.5}
svg .v.o{stroke:var(--other)}
svg .q{fill:none;stroke:var(--soft);stroke-width:1.5}
svg .n{font-size:13px;font-weight:700}
svg .on{fill:var(--on)}
.bars{list-style:none;padding:0}
.bars li{margin:.5rem 0}
.bars .bar{margin-top:.2rem}
.track{padding:0 10px;margin-bottom:.9rem}
.of{margin-bottom:.2rem}
.level div{padding:28px 6px 34px 46px}
.key span{margin-right:1rem}
.key svg{display:inline-block;vertical-align:-2px}
.map{padding:8px 20px 4px;margin:.4rem 0}
.story{list-style:none;padding:0}
.story li{display:grid;grid-template-columns:24px minmax(0,1fr);gap:.6rem;align-items:start}
i.n{display:grid;place-items:center;width:24px;height:24px;border-radius:50%;font:700 13px/1 system-ui,sans-serif;
background:var(--data);color:var(--on)}
i.o,i.q{background:none;color:var(--text);border:2.5px solid var(--data)}
i.q{border:1.5px solid var(--soft);border-radius:4px}
i.k{width:11px;height:11px;margin:7px 6px;transform:rotate(45deg);border:2.5px solid var(--other)}
i.k.v{background:var(--other)}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--grid);color:var(--soft)}
@media (max-width:22rem){.plain th,.plain td{min-width:0!important;overflow-wrap:anywhere}
.plain{font-size:.8rem}}
@media (max-width:40rem){.many th,.many td{display:block}.many .by{display:inline-block;margin-right:1rem}
.many th{border:0;padding-bottom:0}.many th[scope=row]+td{width:auto;padding-top:.1rem}}
@media (min-width:48rem){body{padding-top:3rem}
.station>:not(summary,h3,span){margin-left:1.6rem}.station>table{width:calc(100% - 1.6rem)}
.bars li{display:grid;grid-template-columns:20rem minmax(0,1fr);gap:1rem;align-items:center}.bars .bar{margin:0}}
@media print{:root{color-scheme:light;LIGHT}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:11pt;max-width:none;padding:0;background:none}
h2,h3,h4,h5,.title,.of{break-after:avoid}
blockquote,li,tr,svg,.views,summary{break-inside:avoid}
details:not([open]):not(.station){display:none}}
"""

STYLE = Markup(
    ":root{color-scheme:light dark;"
    + _LIGHT
    + "}\n@media (prefers-color-scheme:dark){:root{"
    + _DARK
    + "}}"
    + _RULES.replace("LIGHT", _LIGHT)
)
"""Holds nothing that anybody wrote."""

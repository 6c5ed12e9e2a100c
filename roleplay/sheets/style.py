"""How sheets look: in the app, and in the downloaded record on a phone, on a desktop, light, dark, and in print."""

from __future__ import annotations

from markupsafe import Markup

from roleplay.sheets.charts.palette import DARK, LIGHT, Paint

PAPER = Markup("""
.paper{line-height:1.5;overflow-wrap:break-word}
.paper h2{font-size:1.25rem;margin:1.4rem 0 .4rem;padding:0}
.paper h3{font-size:1.02rem;margin:1rem 0 .2rem;padding:0}
.paper p{margin:.35rem 0}
.paper ul{margin:.2rem 0 .6rem;padding-left:1.2rem}
.paper li{margin:.2rem 0}
.paper li:dir(rtl){margin-left:-1.2rem;margin-right:1.2rem}
.paper dl{display:grid;grid-template-columns:auto 1fr;gap:.15rem .9rem;margin:.4rem 0}
.paper dt{opacity:.78}
.paper dd{margin:0}
.paper .soft{opacity:.78}
.paper .soft .soft{opacity:1}
.paper blockquote{margin:.4rem 0;padding:.2rem .9rem;border-inline-start:4px solid currentColor;font-size:1.15rem}
.paper .notes{white-space:pre-line}
.paper img{max-width:100%;height:auto;background:#FFFFFF;border-radius:8px}
.paper .ask{font-size:1.2rem;font-weight:600}
.paper .views{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:.4rem 1.6rem}
.paper table,table.plain{border-collapse:collapse;width:100%}
.paper td,.paper th,.plain td,.plain th{text-align:start;padding:.35rem .5rem .35rem 0;vertical-align:top;
border-bottom:1px solid color-mix(in srgb,currentColor 22%,transparent)}
.paper th[scope=row]{font-weight:400}
.plain td,.plain th{overflow-wrap:anywhere}
.plain a{display:inline-block;min-height:44px;min-width:44px;color:inherit;text-decoration:underline}
.paper .mark{white-space:nowrap}
.paper .many .mark{font-weight:600}
.paper .by{display:block}
.paper .posts{list-style:none;padding:0}
.paper .posts li{margin:.3rem 0 .7rem}
.paper .posts strong,.paper .posts .soft{display:block}
.paper .reach{display:inline-flex;align-items:center;min-height:44px;margin-inline-end:.8rem;font-weight:650;
color:inherit;text-decoration:underline;overflow-wrap:anywhere}
/* Several observers' marks for each line: on a phone below it, where there is room. */
@media (max-width:40rem){.paper .many th,.paper .many td{display:block}
.paper .many th{border:0;padding-bottom:0}.paper .many td{padding-top:.1rem}
.paper .by{display:inline-block;margin-right:1rem}}
""")
"""For everything that looks like a sheet of paper, and for a chart's table. Contains nothing that anybody wrote."""


def _colours(paint: Paint, background: str, primary: str) -> str:
    roles = ";".join(f"--{role}:{colour}" for role, colour in paint.roles.items())
    return (
        f"--bg:{background};--text:{paint.text};--soft:{paint.quiet};--grid:{paint.grid};--data:{paint.data};"
        f"--other:{paint.other};--band:{paint.band};--main:{primary};{roles}"
    )


_LIGHT = _colours(LIGHT, "#FBFAF7", "#0F5E66")
_DARK = _colours(DARK, "#14191F", "#6CC3CB")

_RULES = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{font:17px/1.5 "Source Sans 3","Source Sans Pro","Source Sans",system-ui,"Segoe UI",Roboto,sans-serif;
max-width:44rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;color:var(--text);background:var(--bg);
overflow-wrap:anywhere}
h1{font-size:2rem;line-height:1.2;margin:0}
.paper h2{font-size:1.4rem;line-height:1.25;margin:0 0 .6rem}
.paper h3{font-size:1.1rem;line-height:1.35;margin:1.4rem 0 .3rem}
h4{font-size:1.05rem;margin:1.5rem 0 .3rem}
h5{font-size:1rem;margin:.9rem 0 .1rem}
p,.paper p{margin:.4rem 0}
section{margin-top:2.8rem}
.soft,.paper .soft{color:var(--soft);opacity:1}
.title{font-weight:600}
.paper blockquote{margin:.5rem 0 .2rem;padding:.1rem 0;padding-inline-start:1rem;border-color:var(--main);
white-space:pre-line}
.paper .step blockquote{font-size:1.4rem;line-height:1.35}
.paper .who{margin-top:0;margin-bottom:.9rem;padding-inline-start:calc(1rem + 4px)}
.paper ul{margin:.3rem 0 .8rem}
.paper li{margin:.35rem 0}
table{margin:.4rem 0}
.paper th,.paper td{padding:.4rem .8rem .4rem 0;border-color:var(--grid)}
th[scope=row]+td{min-width:7.5rem;width:30%}
.plain{font-size:.9rem}
.paper .plain th,.paper .plain td{overflow-wrap:normal;padding-right:.5rem}
.paper .plain td:nth-child(2){min-width:6rem;overflow-wrap:anywhere}
summary{display:flex;align-items:center;min-height:44px;padding:.3rem 0;gap:.7rem;cursor:pointer;color:var(--main)}
summary::-webkit-details-marker{display:none}
summary::before{content:"";flex:none;width:.5rem;height:.5rem;margin:0 .2rem;border:solid currentColor;
border-width:0 2px 2px 0;transform:rotate(-45deg)}
[open]>summary::before{transform:rotate(45deg)}
summary:focus-visible{outline:3px solid var(--main);outline-offset:2px;border-radius:4px}
.station{border-top:1px solid var(--grid)}
.station>summary{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .7rem;padding:.7rem 0;color:inherit}
.station>summary::before{color:var(--main)}
.paper .station h3{margin:0}
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
.m{stroke:var(--text);stroke-width:3}
.l{stroke:var(--data);stroke-width:2}
svg .o{fill:var(--bg);stroke:var(--data);stroke-width:2.5}
svg .v.o{stroke:var(--other)}
.paper .bars{list-style:none;padding:0}
.paper .bars li{margin:.5rem 0}
.bars .bar{margin-top:.2rem}
.paper .grid{font-size:.85rem}
.paper .grid td,.paper .grid th{border:0;padding:.15rem .3rem .15rem 0;vertical-align:middle;font-weight:400}
.paper .grid td{min-width:0;width:auto}
.grid span{display:block;min-height:1.7em;padding:.1em .3em;text-align:center;border:1px solid transparent;
white-space:nowrap}
.grid .full{background:var(--band)}
.grid .free{border:1px dotted var(--soft)}
.track{padding:0 10px;margin-bottom:.9rem}
.scale{margin-top:-.7rem}
.paper .of{margin-bottom:.2rem}
.plane{padding:28px 6px 50px 46px}
.key span{margin-right:1rem}
.key svg{display:inline-block;vertical-align:-2px}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--grid);color:var(--soft)}
@media (max-width:22rem){.paper .plain th,.paper .plain td{min-width:0!important;overflow-wrap:anywhere}
.plain{font-size:.8rem}}
@media (max-width:40rem){.paper .many th,.paper .many td{padding-right:0}.paper .many td{width:auto;padding-top:.1rem}
.paper .many th{padding-bottom:0}}
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

RECORD = (
    Markup(":root{color-scheme:light dark;" + _LIGHT + "}\n@media (prefers-color-scheme:dark){:root{" + _DARK + "}}")
    + PAPER
    + Markup(_RULES.replace("LIGHT", _LIGHT))
)
"""For the downloaded record. Contains nothing that anybody wrote."""

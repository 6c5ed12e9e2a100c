// Another go: where it starts and what to try in it; afterwards, whether it happened.

import { STAGES } from "../../../room/stages.js";
import { DID_IT_HAPPEN, IT_HAPPENED } from "../../../shared_words.js";
import { button, h, isolated, paragraph } from "../dom.js";
import { fromWords, hears, stageWords } from "../words.js";

const SAY_IT = "The observer says aloud what to try.";
const WHAT_WAS_SAID = "What you said there was to try.";
const ONLY_IF = "Only if all of you want to. Anyone may stop, no reason needed.";
const ASK_AGAIN = "Before you examine, ask aloud again.";
const NEVER_SCORED = "It’s practice: it counts in no score.";

export function drawGo({ opened, go, top }) {
  const [role] = top.roles;
  const row = STAGES.again;
  return [
    h("h2", { class: "turn" }, `${stageWords("again")}, ${fromWords(opened.go.second)}`),
    drawTries(opened.to_try, SAY_IT),
    paragraph("note", (hears(top, role) && row.listener) || row[role]),
    role === "student" && top.kind === "examination" ? paragraph("quiet", ASK_AGAIN) : null,
    go.heavy ? paragraph("quiet", ONLY_IF) : null,
  ];
}

// What an observer is asked, and what everybody reads once somebody has answered.
export function drawHappened({ opened, go }, room) {
  if (!opened.go) return null;
  const said = opened.go.seen.map(({ name, value }) => `${isolated(name)}: ${value}`);
  const words = `${stageWords("again")}, ${fromWords(opened.go.second)}`;
  if (!go.asks) return said.length ? paragraph("note", `${words}. ${said.join(". ")}.`) : null;
  const buttons = Object.entries(IT_HAPPENED).map(([happened, label]) =>
    button(`happened-${happened}`, label, () => room.tap({ kind: "rated_try", happened }), {
      "aria-pressed": String(go.happened === happened),
    }),
  );
  return [
    h("h2", { class: "turn", id: "happened" }, DID_IT_HAPPEN),
    drawTries(opened.to_try, WHAT_WAS_SAID),
    h("div", { class: "choices", role: "group", "aria-labelledby": "happened" }, buttons),
    paragraph("quiet", NEVER_SCORED),
  ];
}

// What there is to try, or how to know it where nobody wrote it down.
function drawTries(tries, unwritten) {
  if (!tries.length) return paragraph("say", unwritten);
  return tries.map(({ name, value }) => paragraph("say", `“${isolated(value)}”`, tries.length > 1 ? `, ${name}` : ""));
}

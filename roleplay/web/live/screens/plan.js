// Who does what tonight.

import { CHANGE_PLAN, PLAN_BY_HAND } from "../../../shared_words.js";
import { button, fold, h, isolated, paragraph } from "../dom.js";
import { doesWords } from "../words.js";

export function drawPlan(plan, room = null) {
  if (!plan) return null;
  const rows = plan.rows.map((row) =>
    h("li", {}, h("strong", {}, row.title), row.minutes ? ` (${row.minutes} min)` : null, h("div", {}, planLine(row))),
  );
  return [
    rows.length ? h("h2", {}, plan.played ? "Still to come" : "Tonight") : null,
    h("ol", { class: "plan", start: plan.played + 1 }, rows),
    plan.without.length && room ? drawWithout(plan.without, room) : null,
    drawReasons(plan),
    plan.reason ? paragraph("notice", plan.reason) : null,
  ];
}

// The page around us draws the fields, for whoever asks for them.
export function drawChange({ plan, top }, room) {
  if (room.data.planning || top.people.length < 2) return null;
  const words = plan.rows.length ? CHANGE_PLAN : PLAN_BY_HAND;
  return button("change-plan", words, () => room.streamlit.asksForPlan(), { class: "wide" });
}

// Who wonders may ask; to everybody else the reasons are in the way.
function drawReasons(plan) {
  const reasons = plan.rows.map((row) => row.why).filter(Boolean);
  if (!reasons.length) return null;
  if (plan.by_hand) return paragraph("quiet", reasons[0]);
  const list = reasons.map((why) => h("li", {}, why));
  return fold("why", "Why this plan?", h("ol", { class: "reasons", start: plan.played + 1 }, list));
}

// Once they are back, a tap plans for them too.
function drawWithout(names, room) {
  const again = () => room.move("replan", { without: [] });
  return [
    paragraph("quiet", `Planned without ${names.map(isolated).join(" and ")}.`),
    room.shown.top.moves.includes("replan") ? button("plan-all", "Plan for everybody", again, { class: "wide" }) : null,
  ];
}

function planLine(row) {
  const watch = row.observers.filter((name) => name !== row.patient).map(isolated);
  const student = `${isolated(row.student)} ${doesWords("student", row.kind)}`;
  const patient = `${isolated(row.patient)} ${doesWords("patient", row.kind)}`;
  const observers = `${watch.join(" and ")} ${watch.length > 1 ? "observe" : doesWords("observer", row.kind)}`;
  return [student, patient, ...(watch.length ? [observers] : [])].join(" · ");
}

// Who does what tonight.

import { h, isolated, paragraph } from "../dom.js";
import { DOES } from "../words.js";

export function drawPlan(plan) {
  if (!plan) return null;
  const rows = plan.rows.map((row) =>
    h(
      "li",
      {},
      h("strong", {}, row.title),
      h("div", {}, planLine(row)),
      row.why ? h("div", { class: "quiet" }, row.why) : null,
    ),
  );
  return [
    rows.length ? h("h2", {}, plan.played ? "Still to come" : "Tonight") : null,
    h("ol", { class: "plan", start: plan.played + 1 }, rows),
    plan.reason ? paragraph("notice", plan.reason) : null,
  ];
}

function planLine(row) {
  const watch = row.observers.filter((name) => name !== row.patient).map(isolated);
  const student = `${isolated(row.student)} ${DOES[row.kind] ?? "sees the patient"}`;
  const patient = `${isolated(row.patient)} ${row.kind === "presentation" ? "listens" : "plays"}`;
  const observers = `${watch.join(" and ")} ${watch.length > 1 ? "watch" : "watches"}`;
  return [student, patient, ...(watch.length ? [observers] : [])].join(" · ");
}

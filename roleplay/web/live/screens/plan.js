// Who does what tonight.

import { h, isolated, paragraph } from "../dom.js";
import { doesWords } from "../words.js";

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
  const student = `${isolated(row.student)} ${doesWords("student", row.kind)}`;
  const patient = `${isolated(row.patient)} ${doesWords("patient", row.kind)}`;
  const observers = `${watch.join(" and ")} ${watch.length > 1 ? "observe" : doesWords("observer", row.kind)}`;
  return [student, patient, ...(watch.length ? [observers] : [])].join(" · ");
}

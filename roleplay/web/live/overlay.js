// Taps on this device count at once, on top of what the server last said.

import { aboutThing } from "./queue.js";

export function withTaps(view, queue) {
  const taps = queue.overlay();
  if (!taps.size) return view;
  const mine = (kind, id, prop, round = view.top.round) => taps.get(aboutThing(kind, round, id))?.[prop];
  const copy = { ...view };
  if (copy.sheet) copy.sheet = withMarks(copy.sheet, mine);
  if (copy.go) copy.go = { ...copy.go, happened: mine("rated_try", "", "happened") ?? copy.go.happened };
  if (copy.cards) copy.released = handedOver(copy.cards, view.released, mine);
  if (copy.came && copy.part) copy.came = withFacts(copy.came, copy.part.story, mine);
  const focus = mine("chose_focus", "", "step");
  if (focus !== undefined && copy.steps?.[focus]) copy.goal = copy.steps[focus];
  const skill = mine("chose_skill", "", "skill");
  if (skill !== undefined && copy.about) copy.about = { ...copy.about, chosen: skill };
  for (const name of ["form", "observer_form"]) {
    if (copy[name]) copy[name] = withAnswers(copy[name], mine);
  }
  return copy;
}

function withMarks(sheet, mine) {
  const items = sheet.items.map((item) => {
    const mark = mine("marked", item.id, "mark"); // null takes a mark back
    return { ...item, mark: mark === undefined ? item.mark : mark };
  });
  return { ...sheet, items, released: handedOver(sheet.findings, sheet.released, mine) };
}

function handedOver(findings, released, mine) {
  const ids = findings.map((finding) => finding.id);
  return ids.filter((id) => released.includes(id) || mine("released", id, "finding"));
}

function withFacts(came, story, mine) {
  const known = new Set(came);
  for (const fact of story) {
    const said = mine("fact_came", fact.id, "came");
    if (said === true) known.add(fact.id);
    if (said === false) known.delete(fact.id);
  }
  return [...known];
}

function withAnswers(form, mine) {
  const own = (kind, id, prop) => mine(kind, id, prop, form.round);
  const over = (kind, values) =>
    values && Object.fromEntries(Object.entries(values).map(([id, value]) => [id, own(kind, id, "value") ?? value]));
  return {
    ...form,
    ratings: over("rated_domain", form.ratings),
    answers: over("rated_statement", form.answers),
    overall: own("rated_overall", "", "value") ?? form.overall,
    goal_outcome: own("rated_goal", "", "outcome") ?? form.goal_outcome,
    handed_in: form.handed_in || Boolean(own("handed_in", "", "token")),
  };
}

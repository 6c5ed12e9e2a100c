// The screens: plain DOM from the view, text through textContent only, so nothing that people write is ever markup.

function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  // What people wrote may be read from the right: each text finds its own direction.
  if (props.dir === undefined && (tag === "textarea" || children.flat(Infinity).some((child) => typeof child === "string"))) element.dir = "auto";
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element[name] = value;
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
const icon = (name) => h("span", { class: "icon", "aria-hidden": "true", dir: "ltr" }, name);
// What people wrote, inside a sentence of the kit's: it neither turns the sentence round nor takes its full stop along.
// The first sign tells dir="auto" which way the sentence goes; it does not look past what is isolated.
const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/;
const isolated = (words) => (FROM_THE_RIGHT.test(words) ? `\u200e\u2068${words}\u2069` : words);
const button = (key, label, onclick, props = {}) => h("button", { type: "button", "data-key": key, onclick, ...props }, label);

const fold = (key, title, ...children) => h("details", {}, h("summary", { "data-key": key }, title), children);

// Where the focus goes when its button is gone: to the next of its kind, else to the one before it. A keyboard goes on
// there; without it, it would begin again at the top of the page after every line. Not among moves: a second Enter must
// not make another one.
function heir(gone, order, find) {
  if (/^(move|over|let|keep|curtain)-/.test(gone)) return undefined;
  const kind = `${gone.split("-")[0]}-`, at = order.indexOf(gone);
  const near = [...order.slice(at + 1), ...order.slice(0, at).reverse()];
  return near.filter((key) => key.startsWith(kind)).map(find).find(Boolean);
}

// A button that a finger is on is still there when the finger lifts, or the tap would be lost: what is drawn because
// somebody else did something waits for it. Not what another step of the practice draws, where the button has another sense.
const LONGEST_PRESS = 1500, CLICK_COMES = 120; // milliseconds; a touch is a click a moment after the finger has left
class Press {
  constructor(root, step, draw) {
    this.step = step; this.draw = draw; this.on = null;
    root.addEventListener("pointerdown", (event) => this.begin(event), true);
    root.addEventListener("keydown", (event) => { if (event.key === " ") this.begin(event); }, true);
    for (const end of ["pointerup", "keyup"]) root.addEventListener(end, () => this.within(CLICK_COMES), true);
    root.addEventListener("pointercancel", () => this.end(), true);
    root.addEventListener("click", () => this.end(), true); // before its own handler, which may draw at once
  }
  begin(event) {
    const on = event.composedPath()[0].closest?.("button, summary, label");
    if (!on) return;
    this.on = on; this.began = this.step(); this.late = false;
    this.within(LONGEST_PRESS);
  }
  within(time) { if (this.on) { clearTimeout(this.timer); this.timer = setTimeout(() => this.end(), time); } }
  end() {
    clearTimeout(this.timer);
    if (!this.on) return;
    this.on = null;
    if (this.late) setTimeout(() => this.draw());
  }
  holds(box) { return Boolean(this.on) && box.contains(this.on) && this.began === this.step() && (this.late = true); }
}

// Draw a box again only if what it shows has changed; focus and what was unfolded stay as they were.
function fill(box, shows, build, press = null) {
  const mark = JSON.stringify(shows);
  if (box.__shows === mark || press?.holds(box)) return;
  box.__shows = mark;
  const focused = box.getRootNode().activeElement?.dataset?.key;
  const order = [...box.querySelectorAll("[data-key]")].map((element) => element.dataset.key);
  const unfolded = [...box.querySelectorAll("details[open] > summary[data-key]")].map((summary) => summary.dataset.key);
  box.replaceChildren(...[build()].flat(Infinity).filter(Boolean));
  const find = (key) => box.querySelector(`[data-key="${CSS.escape(key)}"]`);
  for (const key of unfolded) { const summary = find(key); if (summary) summary.parentElement.open = true; }
  if (focused && order.includes(focused)) (find(focused) ?? heir(focused, order, find))?.focus({ preventScroll: true });
}

// What this device has tapped counts at once, over what the server last said.
function withTaps(view, screen, queue) {
  const taps = queue.overlay();
  if (!taps.size) return view;
  const mine = (kind, id, prop, round = view.top.round) => taps.get([kind, round, id].join("|"))?.[prop];
  const copy = { ...view };
  if (copy.sheet) copy.sheet = withMarks(copy.sheet, mine);
  if (copy.cards) copy.released = withReleased(copy, mine);
  if (copy.came && copy.part) {
    const came = new Set(copy.came);
    for (const fact of copy.part.story) {
      const said = mine("fact_came", fact.id, "came");
      if (said === true) came.add(fact.id); else if (said === false) came.delete(fact.id);
    }
    copy.came = [...came];
  }
  for (const name of ["form", "observer_form"]) if (copy[name]) copy[name] = withAnswers(copy[name], mine);
  return copy;
}
function withReleased(view, mine) {
  return view.cards.map((f) => f.id).filter((id) => view.released.includes(id) || mine("released", id, "finding"));
}
function withMarks(sheet, mine) {
  const items = sheet.items.map((item) => ({ ...item, mark: mine("marked", item.id, "mark") === undefined ? item.mark : mine("marked", item.id, "mark") }));
  const released = sheet.findings.map((f) => f.id).filter((id) => sheet.released.includes(id) || mine("released", id, "finding"));
  return { ...sheet, items, released };
}
function withAnswers(form, mine) {
  const over = (kind, values) => values && Object.fromEntries(Object.entries(values).map(([id, v]) => [id, mine(kind, id, "value", form.round) ?? v]));
  return { ...form, ratings: over("rated_domain", form.ratings), answers: over("rated_statement", form.answers),
    overall: mine("rated_overall", "", "value", form.round) ?? form.overall, goal_outcome: mine("rated_goal", "", "outcome", form.round) ?? form.goal_outcome, handed_in: form.handed_in || Boolean(mine("handed_in", "", "token", form.round)) };
}

// --- opening and between rounds -----------------------------------------------------------------------------------
function drawLobby(view, s) {
  if (view.top.stage !== "over" && !view.top.people.some((p) => p.you)) return h("p", { class: "note" }, "You have left this practice. The others can go on.");
  const { top } = view, late = top.round > 0 && !["over", "next"].includes(top.stage);
  return [
    top.stage === "over" ? h("p", {}, "This practice is over. Leave the part here; use your own names.") : null,
    late ? drawLate(view, s) : null,
    top.stage === "opening" ? [h("h2", {}, `In the room: ${top.people.length}`),
      h("ul", { class: "people" }, top.people.map((p) => h("li", {}, icon("person"), h("span", {}, p.you ? `${isolated(p.name)} (you)` : p.name))))] : null,
    top.stage === "opening" && top.people.length === 1 && s.alone() ? h("div", { class: "notice", role: "status" }, h("strong", {}, "Nobody here yet?"), h("ol", {}, HELP.map((line) => h("li", {}, line)))) : null,
    top.stage === "opening" && top.people.length < 3 ? h("p", { class: "quiet" }, "Three is best: one sees the patient, one plays, one watches. Two can practise as well.") : null,
    top.stage === "opening" ? drawReadyCheck(s) : null,
    late ? null : drawPlan(view.plan, top),
  ];
}
function drawLate({ top, watch }, s) {
  const asks = top.moves.includes("watch");
  return [
    h("p", { class: "note", role: "status" }, LATE[watch || (asks ? "may" : "wait")]),
    asks ? button("watch", [icon("visibility"), MOVE.watch[1]], () => s.move("watch"), { class: "wide" }) : null,
  ];
}
function drawPlan(plan, top) {
  if (!plan) return null;
  return [
    plan.rows.length ? h("h2", {}, plan.played ? "Still to come" : "Tonight") : null,
    h("ol", { class: "plan", start: plan.played + 1 }, plan.rows.map((row) => h("li", {},
      h("strong", {}, row.title), h("div", {}, planLine(row)), row.why ? h("div", { class: "quiet" }, row.why) : null))),
    plan.reason ? h("p", { class: "notice" }, plan.reason) : null,
  ];
}
const DOES = { presentation: "presents", examination: "examines" };
function planLine(row) {
  const watch = row.observers.filter((name) => name !== row.patient).map(isolated);
  return `${isolated(row.student)} ${DOES[row.kind] ?? "sees the patient"} · ${isolated(row.patient)} ${row.kind === "presentation" ? "listens" : "plays"}${watch.length ? ` · ${watch.join(" and ")} ${watch.length > 1 ? "watch" : "watches"}` : ""}`;
}
// Once a device, ten seconds: the bell, and a screen that stays on.
function drawReadyCheck(s) {
  if (s.checked()) return null;
  return h("div", { class: "note" }, h("p", {}, "Check this phone, 10 seconds: sound on?"),
    h("div", { class: "choices" }, button("check", [icon("notifications"), "Play the bell"], () => s.check()),
      s.awake === undefined ? null : button("checked", s.awake ? "I heard it" : "I heard it, and auto-lock is set", () => s.checked(true))),
    s.awake === undefined ? null : h("p", { class: "quiet" }, s.awake ? "The screen will stay on during a round." : "This phone’s screen can’t be kept on from here: set auto-lock to 5 minutes for tonight."));
}

// A tap that was not taken, in the words of its owner's screen.
function tapWords(tap, view) {
  if (tap.move === "stop") return "STOP";
  if (tap.kind === "broken") return tap.text;
  if (tap.kind === "wrote") return tap.text ? `“${tap.text}”` : "An empty sentence";
  const found = (list, id, name) => (list ?? []).find((one) => one.id === id)?.[name];
  const words = { marked: found(view.sheet?.items, tap.item, "text"), fact_came: found(view.part?.story, tap.fact, "say"), released: found(view.sheet?.findings ?? view.cards, tap.finding, "ask"),
    rated_domain: found(view.form?.domains ?? view.observer_form?.domains, tap.domain, "name"), pinned: "A pinned moment", handed_in: "Handing in", rated_overall: "Where this station stands", rated_statement: found(view.form?.statements, tap.statement, "text"), rated_goal: "The next step from last time" };
  return words[tap.kind] ?? "A tap of another round";
}

function drawTask(top, stage, role) {
  const text = TASK[role]?.[stage], ahead = ["prepare", "consent", "reading"].includes(stage);
  return [text ? h("p", { class: "note" }, text) : null, top.how && ahead ? h("p", { class: "note" }, h("strong", {}, top.how)) : null];
}
// What has to lie there before the station. The student has the kit of an examination with what is asked first.
function drawReady(view, stage) {
  return stage === "prepare" && view.ready.length ? [h("h3", {}, "Have ready"), h("ul", {}, view.ready.map((thing) => h("li", {}, thing)))] : null;
}
function drawWaiting(top, stage) {
  if (stage !== "prepare" && stage !== "quiet") return null;
  const waiting = top.people.filter((p) => p.roles.length && !p.done && !p.you).map((p) => isolated(p.name));
  const you = top.people.find((p) => p.you);
  if (!you?.done || !waiting.length) return null;
  return h("p", { class: "quiet", role: "status" }, `Waiting for ${waiting.join(" and ")}.`);
}

// Timed lines: all of them while one prepares; in the station each when its minute has come.
// What makes one needless is named only where the view holds it: who plays reads the facts, nobody else does.
function drawEvents(events, s, stage, story = [], came = new Set()) {
  if (!events.length || stage === "quiet") return null;
  const fact = (e) => story.find((one) => one.id === e.unless)?.say;
  if (stage !== "station") return [h("h3", {}, "At its time, unless it already happened"), h("ul", {}, events.map((e) => h("li", {}, `Minute ${e.minute}: ${isolated(e.do)}${fact(e) ? ` Not if this came out: ${isolated(fact(e))}` : ""}`)))];
  const head = (e) => (came.has(e.unless) ? "Already happened: " : fact(e) ? `Now, unless this came out (${isolated(fact(e))}): ` : "Now, unless it already happened: ");
  return events.filter((e) => e.minute <= s.minute()).map((e) => h("p", { class: came.has(e.unless) ? "note quiet" : "note", role: "status" }, h("strong", {}, head(e)), e.do));
}

// --- before the part opens -----------------------------------------------------------------------------------------
function drawNote(note, s) {
  if (note.accepted) return null;
  return h("div", { class: "note" },
    h("p", {}, note.themes.length ? `This case touches on: ${note.themes.map((theme) => isolated(theme.toLowerCase())).join(", ")}.` : "This case is a demanding one."),
    note.heavy ? h("p", {}, "It is a demanding case. Anybody may stop, swap or sit out; no reason needed.") : null,
    h("div", { class: "choices" }, button("accept", [icon("check"), "All right, show me"], () => s.move("accept"), { class: "primary" }),
      button("another-note", "Give us another case", () => s.move("another"))));
}
function drawConsent(consent, stage, role, s) {
  if (!consent) return null;
  if (stage !== "consent") {
    return consent.given === false ? h("div", { class: "notice", role: "status" }, h("strong", {}, "No examination now. "), `Instead: ${isolated(consent.alternative)}.`) : null;
  }
  return [
    h("h2", {}, "What will be examined"),
    h("ul", {}, h("li", {}, consent.regions.join(", ")), h("li", {}, `Position: ${isolated(consent.position)}`), h("li", {}, `Clothes: ${isolated(consent.exposure)}`),
      consent.not_done.length ? h("li", {}, `Not done: ${consent.not_done.join(", ")}`) : null,
      consent.kit.length ? h("li", {}, `Have ready: ${consent.kit.join("; ")}`) : null),
    h("p", { class: "quiet" }, "If anything unexpected is found: stop, no diagnosis, “have your own GP look at that”. Nothing is typed."),
    role === "patient" ? h("div", { class: "choices" }, button("consent", "Yes, that’s all right", () => s.move("consent")),
      button("no-consent", "Not today", () => s.move("no_consent"))) : null,
    role === "student" && !consent.asked ? button("ask-consent", [icon("check"), "I have asked"], () => s.move("ask_consent"), { class: "primary wide" }) : null,
    role !== "patient" && consent.asked ? h("p", { class: "quiet", role: "status" }, "Asked. Waiting for the answer.") : null,
  ];
}
function drawGoal(view, role) {
  if (!view.goal) return null;
  return h("p", { class: "note" }, h("strong", {}, role === "student" ? "Your next step from last time: " : "Look out for the next step from last time: "), view.goal);
}

// --- who sees the patient ------------------------------------------------------------------------------------------
function drawFindings(findings, s) {
  if (!findings.length) return null;
  return [h("h2", {}, "Findings"), findings.map((f) => h("div", { class: "card" }, h("strong", {}, f.ask), f.card ? h("p", {}, f.card) : null, drawPicture(f.image, f.ask, s)))];
}
// A picture comes from a route that asks the view; if it is missing, the card's words stand alone.
function drawPicture(name, about, s) {
  if (!name) return null;
  const image = h("img", { class: "picture", src: s.picture(name), alt: about, loading: "lazy" });
  image.onerror = () => image.replaceWith(h("p", { class: "quiet" }, "The picture is missing. Go by the words."));
  return image;
}
function drawQuestions(view, s) {
  return view.questions_at !== null && s.minute() >= view.questions_at ? h("p", { class: "notice", role: "status" }, h("strong", {}, "Questions now.")) : null;
}

// --- who plays -------------------------------------------------------------------------------------------------------
function drawPart(view, s, stage) {
  const { part } = view, came = new Set(view.came), live = stage === "station";
  const groups = Object.keys(RULE).map((rule) => [rule, part.story.filter((f) => f.when.rule === rule)]).filter(([, facts]) => facts.length);
  return [
    drawReady(view, stage),
    stage === "prepare" && part.you_are ? [h("h3", {}, "Who you are"), h("p", {}, part.you_are)] : null,
    drawEvents(view.events, s, stage, part.story, came),
    view.cards.length || view.viva ? drawCards({ findings: view.cards, released: view.released, events: [], others: [], viva: view.viva }, s, live) : null,
    part.opening ? [h("h3", {}, "Say this first, word for word"), h("p", { class: "opening" }, part.opening)] : null,
    groups.map(([rule, facts]) => [
      h("h3", {}, RULE[rule]),
      h("div", { class: "list" }, facts.map((fact) => drawFact(fact, view, s, came.has(fact.id), live))),
    ]),
    live && part.story.length ? h("p", { class: "quiet" }, "Tapping is optional: one tap means it came out.") : null,
  ];
}
function drawFact(fact, view, s, came, live) {
  const cue = fact.when.cue ? view.part.cues.find((c) => c.id === fact.when.cue) : null;
  const says = [h("span", { class: "tick" }, icon(came ? "check_circle" : "circle")), h("span", { class: "fact" }, fact.say, cue ? [" ", h("span", { class: "quiet" }, `(${cue.show})`)] : null)];
  if (!live) return h("div", { class: "line" }, h("span", { class: "fact" }, fact.say, cue ? [" ", h("span", { class: "quiet" }, `(${cue.show})`)] : null));
  return h("div", { class: "line" }, button(`fact-${fact.id}`, says, () => s.tap({ kind: "fact_came", fact: fact.id, came: !came }), { "aria-pressed": String(came) }));
}

// In the quiet minute: a list to look over once, made from one's own taps.
function drawCame(view, s) {
  const came = new Set(view.came);
  if (!view.part?.story.length) return null;
  return fold("came", `What came out? ${came.size} of ${view.part.story.length}`, h("div", { class: "list" }, view.part.story.map((fact) => drawFact(fact, view, s, came.has(fact.id), true))));
}

// --- who watches -------------------------------------------------------------------------------------------------------
function drawSheet(view, s, stage) {
  const { sheet } = view, live = stage === "station" || stage === "quiet";
  const open = sheet.items.filter((i) => !i.mark && !i.never), marked = sheet.items.filter((i) => i.mark || i.never);
  const items = (list) => h("div", { class: "list" }, list.map((item) => drawItem(item, s, live)));
  return [
    drawReady(view, stage),
    drawEvents(sheet.events, s, stage),
    stage === "quiet" ? null : drawCards(sheet, s, live),
    stage === "quiet" ? [drawOpenItems(open, s), fold("marked", `Marked already: ${marked.filter((i) => i.mark).length}`, items(marked))]
      : [live ? h("p", { class: "quiet" }, "Tap a line when it is done.") : h("h2", {}, "What to look for"), items(sheet.items)],
  ];
}
function drawItem(item, s, live) {
  const mark = (value) => s.tap({ kind: "marked", item: item.id, mark: item.mark === value ? null : value });
  const happened = item.never ? "This happened" : MARKS.done;
  const state = item.mark && !(item.mark === "partly" && item.partly && live) ? h("span", { class: "state" }, item.never && item.mark === "done" ? happened : MARKS[item.mark]) : null;
  const symbol = item.mark === "done" ? "check_circle" : item.mark === "partly" ? "contrast" : item.mark ? "remove_circle_outline" : item.never ? "warning" : "circle";
  const says = [h("span", { class: "tick" }, icon(symbol)), h("span", {}, item.text, item.never && !item.mark ? [" ", h("span", { class: "quiet" }, "Tap only if this happened")] : null), state];
  if (!live) return h("div", { class: "line" }, h("span", {}, `${item.text}${item.never ? " (only if it happens)" : ""}`));
  return h("div", { class: "line" },
    button(`item-${item.id}`, says, () => mark(item.mark && item.mark !== "done" ? item.mark : "done"), { "aria-pressed": String(Boolean(item.mark)) }),
    item.partly ? button(`partly-${item.id}`, MARKS.partly, () => mark("partly"), { "aria-pressed": String(item.mark === "partly"), "aria-label": `Partly: ${item.text}` }) : null);
}
function drawOpenItems(open, s) {
  if (!open.length) return h("p", { class: "quiet" }, "Every line of the sheet is marked.");
  const not = (item) => s.tap({ kind: "marked", item: item.id, mark: "not" });
  return [
    h("h2", {}, `What is left open? ${open.length}`),
    h("p", { class: "quiet" }, "If you missed one, leave it as it is: an open line counts neither way."),
    h("div", { class: "list", style: "margin-top:8px" }, open.map((item) => h("div", {}, h("div", {}, item.text),
      h("div", { class: "choices" },
        button(`not-${item.id}`, MARKS.not, () => not(item), { "aria-label": `Didn’t happen: ${item.text}` }),
        item.partly ? button(`partly-open-${item.id}`, MARKS.partly, () => s.tap({ kind: "marked", item: item.id, mark: "partly" }), { "aria-label": `Partly: ${item.text}` }) : null,
        button(`done-${item.id}`, "It did", () => s.tap({ kind: "marked", item: item.id, mark: "done" }), { "aria-label": `It did happen: ${item.text}` }),
        item.may_not_arise ? button(`na-${item.id}`, MARKS.na, () => s.tap({ kind: "marked", item: item.id, mark: "na" }), { "aria-label": `Did not arise: ${item.text}` }) : null)))),
    h("p", {}, button("all-not", "All of these: didn’t happen", () => open.forEach(not), { class: "wide" })),
  ];
}
function drawCards(sheet, s, live) {
  return [
    sheet.findings.length ? fold("cards", `Cards to hand over when asked for: ${sheet.findings.filter((f) => f.shown === "card").length}`, h("div", { class: "list" }, sheet.findings.map((f) => drawCard(f, sheet, s, live)))) : null,
    sheet.others.length ? [h("h3", {}, "You also read"), h("ul", {}, sheet.others.map((o) => h("li", {}, `${isolated(o.plays)}: ${isolated(o.you_are)}`)))] : null,
    sheet.viva ? [h("h3", {}, `Questions from minute ${sheet.viva.at_minute}`), h("ul", {}, sheet.viva.questions.map((q) => h("li", {}, `${isolated(q.ask)} (${isolated(q.answer)})`)))] : null,
  ];
}
function drawCard(finding, sheet, s, live) {
  const out = sheet.released.includes(finding.id);
  const says = [h("span", { class: "tick" }, icon(out ? "check_circle" : "outbox")), h("span", {}, h("strong", {}, finding.ask), ` ${finding.card}`, drawPicture(finding.image, finding.ask, s)), out ? h("span", { class: "state" }, "Handed over") : null];
  if (!live) return h("div", {}, h("strong", {}, finding.ask), ` ${finding.card}`, drawPicture(finding.image, finding.ask, s));
  if (finding.shown !== "card") return h("div", {}, h("strong", {}, finding.ask), finding.shown === "said" ? ` Say: ${isolated(finding.card)}` : " As you find it; nothing is written down.");
  return h("div", { class: "line" }, button(`card-${finding.id}`, says, () => !out && s.tap({ kind: "released", finding: finding.id }), { "aria-pressed": String(out) }));
}

// --- the debrief ---------------------------------------------------------------------------------------------------
function drawDebrief(view, s) {
  const { top } = view, turn = top.turn;
  if (turn === "out_of_role") {
    return [h("h2", { class: "turn" }, "Out of role"), h("ul", {}, OUT_OF_ROLE.map((line) => h("li", {}, line))),
      view.plays ? h("p", { class: "quiet" }, `You are not ${isolated(view.plays)}. You are ${isolated(top.people.find((p) => p.you)?.name ?? "yourself")}.`) : null,
      view.heavy ? h("p", { class: "quiet" }, "After a case like this one everybody gets the whole minute.") : null];
  }
  return [
    h("h2", { class: "turn" }, view.you_speak ? "Your turn to speak" : `${isolated(view.speaker)} speaks`),
    h("p", { class: "say" }, SPEAK[turn][0]),
    view.you_speak && view.line ? h("p", { class: "note" }, view.line) : null,
    view.you_speak && turn === "observer" ? drawEvidence(view) : null,
    turn === "observer" ? fold("example", "What good feedback sounds like", EXAMPLE.map((line) => h("p", {}, line))) : null,
    view.you_speak ? null : h("p", { class: "quiet" }, "Everybody else listens."),
  ];
}
function drawEvidence(view) {
  const at = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return [
    view.pins.length ? [h("h3", {}, "Your pins"), h("ul", {}, view.pins.map((p) => h("li", {}, `${at(p.seconds)} ${PIN[p.pin][1].toLowerCase()}`)))] : null,
    view.items.length ? fold("seen", `What you marked: ${view.items.length}`, h("ul", {}, view.items.map((i) => h("li", {}, i.text)))) : null,
  ];
}

// --- the next step, and the end ------------------------------------------------------------------------------------
function drawNext(view, s) {
  const { opened } = view;
  return [
    view.next_step === null ? h("p", { class: "note" }, `${isolated(opened.student)} writes a next step.`) : h("p", { class: "note" }, "One line. It comes back at the start of your next station."),
    view.next_step === null ? null : h("div", { class: "choices" }, opened.to_try.map((said, i) => button(`use-${i}`, `Use: ${isolated(said.value)}`, () => s.use(said.value)))),
    opened.pins.length ? h("p", { class: "quiet" }, "A minute left? Go back to a pin, rewind 90 seconds, and play it once more.") : null,
    drawPlan(view.plan, view.top),
  ];
}
function drawLast(view) {
  return [
    h("h2", { class: "turn" }, "That was it for tonight"),
    view.heard ? [h("h3", {}, `One thing you heard, from ${isolated(view.heard.name)}`), h("p", { class: "say" }, view.heard.value)] : null,
    view.next_step ? [h("h3", {}, "Your next step"), h("p", { class: "say" }, view.next_step)] : null,
    h("p", {}, "Leave the part here. Use your own name on the way out."),
  ];
}

// --- the table's clock ---------------------------------------------------------------------------------------------
function drawTable(view) {
  const { top } = view;
  const who = top.people.filter((p) => p.roles.length).map((p) => `${isolated(p.name)} ${{ student: DOES[top.kind] ?? "sees the patient", patient: "plays", observer: "watches" }[p.roles[0]]}`);
  return [h("p", { class: "say" }, view.speaker ? `${isolated(view.speaker)} speaks` : who.join(" · ")), top.held ? h("h2", {}, (HELD[top.held.kind] ?? ["Stopped"])[0]) : null];
}

// --- the quiet minute --------------------------------------------------------------------------------------------------
function drawForm(form, s, name) {
  return [
    form.goal ? [h("h3", { id: `${name}-goal` }, `The next step from last time: “${isolated(form.goal)}”`), h("div", { class: "choices", role: "group", "aria-labelledby": `${name}-goal` },
      Object.entries(GOAL).map(([outcome, word]) => button(`${name}-goal-${outcome}`, word, () => s.tap({ kind: "rated_goal", outcome, round: form.round }), { "aria-pressed": String(form.goal_outcome === outcome) })))] : null,
    form.statements.length ? form.statements.map((st) => [h("h3", { id: `${name}-${st.id}` }, st.text), numbers(`${name}-${st.id}`, form.answers[st.id], AGREE, (value) => s.tap({ kind: "rated_statement", statement: st.id, value, round: form.round })),
      h("div", { class: "ends", "aria-hidden": "true" }, h("span", {}, AGREE[0]), h("span", {}, AGREE[4]))]) : null,
    form.domains.length ? form.domains.map((d) => drawDomain(d, form, s, name)) : null,
    form.scale.length ? [h("h3", { id: `${name}-overall` }, form.ask), h("div", { class: "words", role: "group", "aria-labelledby": `${name}-overall` },
      form.scale.map((word, value) => button(`${name}-overall-${value}`, word, () => s.tap({ kind: "rated_overall", value, round: form.round }), { "aria-pressed": String(form.overall === value) })))] : null,
  ];
}
function numbers(group, chosen, words, choose) {
  return h("div", { class: "numbers", role: "group", "aria-labelledby": group }, [1, 2, 3, 4, 5].map((value) =>
    button(`${group}-${value}`, String(value), () => choose(value), { "aria-pressed": String(chosen === value), "aria-label": words[value - 1] ? `${value}: ${words[value - 1]}` : String(value) })));
}
function drawDomain(domain, form, s, name) {
  const value = form.ratings[domain.id];
  const [one, three, five] = domain.anchors, words = [one, `between 1 and 3`, three, `between 3 and 5`, five];
  const now = value ? (value % 2 ? words[value - 1] : `B${words[value - 1].slice(1)}`) : "";
  return [
    h("h3", { id: `${name}-${domain.id}` }, domain.name),
    numbers(`${name}-${domain.id}`, value, words, (chosen) => s.tap({ kind: "rated_domain", domain: domain.id, value: chosen, round: form.round })),
    now ? h("p", { class: "anchor" }, now)
      : fold(`${name}-${domain.id}-help`, "What 1, 3 and 5 look like", h("ul", {}, h("li", {}, `1: ${isolated(one)}`), h("li", {}, `3: ${isolated(three)}`), h("li", {}, `5: ${isolated(five)}`))),
  ];
}

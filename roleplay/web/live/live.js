// One live component for everything that ticks, rings, is tapped or typed. It holds a socket that brings this seat's view,
// draws a tap in the next frame, and goes on working while Streamlit is away. It asks Streamlit for a rerun only when the
// stage changes (or the opened sheets do).

const INSTANCES = new WeakMap();
const SETTLES = 700; // milliseconds before a question that came up may be answered
const SPREAD = 6000; // milliseconds in which the pages of all phones are loaded again after a restart of the server

class Live {
  constructor(host, data) {
    this.host = host; this.data = data; this.message = null; this.socket = null; this.tries = 0;
    this.said = ""; this.warned = new Set(); this.rang = null; this.asked = null; this.typing = {}; this.asks = {}; this.pauses = {}; this.timers = [];
    this.time = new ServerTime();
    this.queue = new Queue(data.code, data.seat, { say: (text) => this.say(text), heard: (m) => this.heard(m), changed: () => this.draw() });
    this.build();
    this.wake = () => { sound.wake(); if (!this.lock || this.lock.released) this.stayAwake(); };
    document.addEventListener("pointerdown", this.wake);
    this.online = () => { this.queue.fails = 0; this.queue.send(); this.connect(); };
    window.addEventListener("online", this.online);
    this.seen = () => { if (document.visibilityState === "visible") { this.ping(); this.connect(); if (this.lock?.released) this.stayAwake(); } };
    document.addEventListener("visibilitychange", this.seen);
    this.flush = () => Object.values(this.typing).forEach((save) => save());
    window.addEventListener("pagehide", this.flush);
    this.stay = (event) => { if (this.wouldLose()) { event.preventDefault(); event.returnValue = ""; } };
    window.addEventListener("beforeunload", this.stay);
    this.timers.push(setInterval(() => this.tick(), 200), setInterval(() => this.ping(), 10000), setInterval(() => this.queue.again(), 3000));
    this.connect(); this.queue.send();
  }
  build() {
    const box = (name, props = {}) => (this[name] = h("div", props));
    this.root = h("div", { class: "kit" }, box("band", { class: "band" }), box("status", { class: "hide", role: "status", "aria-live": "polite" }),
      box("notKept"), box("notSaved"), box("notices"), box("nextBox"), box("main"),
      (this.forms = h("details", { class: "forms" }, (this.formsTitle = h("summary", {}, "Finish or change what you wrote")), box("formBox"), box("textBox"))), box("foot"), box("bar", { class: "bar" }), box("saidBox"), box("over"));
    const holder = this.host.querySelector("#kit") ?? this.host;
    holder.replaceChildren(this.root);
    this.press = new Press(this.root, () => this.step(), () => this.draw());
  }
  // What a tap means hangs on this.
  step() {
    const top = this.message?.view.top;
    return top ? JSON.stringify([stageNow(top, this.time.now()).number, top.number, top.turn, top.held?.kind, top.asked?.move, this.opened]) : "";
  }
  close() {
    this.closed = true; this.timers.forEach(clearInterval); this.flush();
    document.removeEventListener("pointerdown", this.wake); window.removeEventListener("online", this.online);
    document.removeEventListener("visibilitychange", this.seen); window.removeEventListener("pagehide", this.flush);
    window.removeEventListener("beforeunload", this.stay);
    if (this.socket) this.socket.close();
  }

  // --- the socket
  connect() {
    if (this.closed || (this.socket && this.socket.readyState <= 1)) return;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = (this.socket = new WebSocket(`${scheme}://${location.host}/rooms/${this.data.code}/live?seat=${encodeURIComponent(this.data.seat)}`));
    socket.onopen = () => { this.tries = 0; this.queue.fails = 0; this.queue.send(); };
    socket.onmessage = (event) => { this.lastHeard = Date.now(); this.heard(JSON.parse(event.data)); };
    socket.onclose = () => {
      if (this.closed) return;
      this.draw();
      setTimeout(() => this.connect(), Math.min(300 * 2 ** Math.min(this.tries++, 4), 3000));
    };
  }
  // Whether leaving the page loses something that was tapped or typed here.
  wouldLose() { if (!kept.works) this.flush(); return this.queue.loose; }
  connected() { return this.socket?.readyState === 1; }
  ping() {
    if (!this.connected()) return;
    // A phone that slept may hold a socket that is long dead without knowing it.
    if (this.lastHeard && Date.now() - this.lastHeard > 25000) { this.lastHeard = null; this.socket.close(); return; }
    this.socket.send("now?");
  }
  heard(message) {
    if (message.boot && this.boot && message.boot !== this.boot) this.restarted();
    this.time.heard(message.now);
    this.boot = message.boot ?? this.boot;
    if (!message.view || (this.message && message.order < this.message.order)) return;
    const before = this.message?.view.top.round;
    this.message = message;
    this.draw();
    if (before !== message.view.top.round) this.rescue();
    this.askStreamlit();
  }
  // Words that were cut off in an earlier round still go to it, or stand among what was not saved where they are too
  // long; those of a form on this screen are typed on.
  rescue() {
    const here = new Set(this.texts(this.message.view).map(([, words, , , round]) => `${round}|${words}`));
    for (const [key, text] of Object.entries(this.queue.drafts)) {
      const [round, words] = key.split("|");
      if (here.has(key)) continue;
      this.queue.draft(words, Number(round), null);
      const tap = { kind: "wrote", words, text, round: Number(round) }, { length } = text.trim();
      if (length > MOST_WRITTEN) this.queue.refuse(tap, TOO_LONG(length)); else this.tap(tap);
    }
  }
  // The server was started again. What it shows is drawn at once and taps go to it; but the page around may look alive and
  // be dead, so it is loaded again: not by all phones of a course in one second, or each would wait for all the others.
  restarted() {
    this.time.unsure = true;
    if (this.message) this.message = { ...this.message, order: -1 };
    if (this.reloading) return;
    this.reloading = true;
    setTimeout(() => this.loadAgain(() => !this.closed), 500 + Math.random() * SPREAD);
  }
  askStreamlit() {
    const { view, screen } = this.message, number = view.top.number;
    // Before and after a round Streamlit draws what others change: who is here, the plan, words that arrive later.
    const rest = [view.opened, view.plan, screen === "Lobby" ? view.top.people : null, view.note?.accepted, view.rounds, view.next_step];
    const shows = `${number}|${screen}|${hash(JSON.stringify(rest))}`;
    if (shows === this.asked) return;
    const first = this.asked === null;
    this.asked = shows;
    if (first && this.data.number === number && this.data.screen === screen && !view.opened && !view.plan) return;
    this.fire("stage", shows);
    setTimeout(() => this.followed(shows, number), 6000);
  }
  // Streamlit may be the one that is dead: then load the page again.
  followed(shows, number) { return this.loadAgain(() => !this.closed && this.asked === shows && this.data.number < number); }
  // Never without a server that answers, or a phone that lost its network just now would end on the browser's own error page
  // for the whole station.
  async loadAgain(wanted) {
    if (!wanted()) return;
    if (this.wouldLose()) { setTimeout(() => this.loadAgain(wanted), 3000); return; }
    const answers = await fetch("/_stcore/health", { cache: "no-store" }).then((response) => response.ok, () => false);
    if (!wanted()) return;
    if (!answers) { setTimeout(() => this.loadAgain(wanted), 3000); return; }
    this.closed = true; this.flush();
    location.reload();
  }

  // --- taps and moves
  tap(tap) { sound.wake(); this.queue.add({ round: this.message.view.top.round, ...tap, made: this.time.now() }); this.draw(); }
  async move(move, extra = {}) {
    sound.wake();
    const { number, held, round } = this.message.view.top, step = { kind: "move", move, stage: number, ...(move === "carry_on" ? { held: held?.kind } : {}), ...extra };
    // It may wait for a network: it stops the round it was made in, and no later one.
    if (move === "stop") { this.queue.add({ ...step, during: round }); this.draw(); return; }
    this.moving = move; this.opened = false; this.draw();
    const { ok, status, body, late } = await post(this.queue.url, { seat: this.data.seat, taps: [{ ...step, token: token() }] });
    this.moving = null;
    if (!ok) this.say(body?.say ?? (late || status ? NO_ANSWER : NO_CONNECTION));
    else { for (const answer of body.answers) if (answer.say) this.say(answer.say); this.heard(body); }
    this.draw();
  }
  say(text, ms = 9000) { this.said = text; clearTimeout(this.hush); this.hush = setTimeout(() => { this.said = ""; this.draw(); }, ms); this.draw(); }

  // --- drawing
  draw() {
    if (!this.message || this.closed) return;
    const view = withTaps(this.message.view, this.message.screen, this.queue), { top } = view;
    if (this.barStage !== top.number) { this.barStage = top.number; this.opened = false; }
    const now = stageNow(top, this.time.now()), stage = now.stage, role = top.roles[0] ?? "";
    if (this.shown && this.shown.number !== now.number) this.toTop();
    this.shown = { view, top, stage, number: now.number, walked: now.walked };
    this.root.className = `kit ${role} ${this.dark ? "dark" : ""}`;
    this.drawBand(top, stage, role);
    this.drawNotKept();
    this.drawNotSaved(view);
    this.drawNotices(top);
    fill(this.main, this.showing(view, stage, role), () => this.mainParts(view, stage, role), this.press);
    this.drawForms(view, stage);
    this.drawBar(top, stage, now.walked);
    this.drawOver(top);
    fill(this.saidBox, [this.said], () => (this.said ? h("div", { class: "said", role: "alert" }, h("span", {}, this.said), button("said", "OK", () => { this.said = ""; this.draw(); })) : null));
    this.tick();
  }
  // A new stage begins at the top of the page.
  toTop() {
    let box = this.host.host ?? this.host;
    while (box && !(box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY))) box = box.parentElement;
    (box ?? window).scrollTo({ top: 0 });
  }
  // What the middle of the screen depends on: everything but the clock, the forms and what is typed.
  showing(view, stage, role) {
    const { top, form, observer_form, ...rest } = view;
    const { clock, asked, held, claims, late, moves, ...still } = top;
    return [this.message.screen, stage, role, rest, still, this.dueEvents(view), this.alone(), this.awake, this.checked(), top.moves.includes("watch"),
      this.message.screen === "StudentView" && view.questions_at !== null && this.minute() >= view.questions_at];
  }
  mainParts(view, stage, role) {
    const screen = this.message.screen;
    const draw = { Lobby: () => drawLobby(view, this), DebriefView: () => drawDebrief(view, this), LastView: () => drawLast(view), TableView: () => drawTable(view),
      SheetsView: () => (stage === "next" ? drawNext(view, this) : null) }[screen];
    if (draw) return draw();
    const waitsForYes = view.note && !view.note.accepted;
    return [
      waitsForYes ? null : drawTask(view.top, stage, role), drawWaiting(view.top, stage),
      waitsForYes ? drawNote(view.note, this) : null,
      screen === "StudentView" && view.heavy && stage === "prepare" ? h("p", { class: "note" }, "This will be a demanding case. Anybody may stop, swap or sit out; no reason needed.") : null,
      drawConsent(view.consent, stage, role, this),
      stage === "prepare" || stage === "reading" ? drawGoal(view, role) : null,
      stage === "prepare" && !waitsForYes ? this.card(role) : null,
      screen === "StudentView" ? [drawQuestions(view, this), stage === "quiet" ? null : drawFindings(view.findings, this)] : null,
      screen === "PatientView" && view.part && stage === "quiet" ? drawCame(view, this) : null,
      screen === "PatientView" && view.part && !["quiet", "consent"].includes(stage) ? drawPart(view, this, stage) : null,
      view.sheet && stage !== "consent" ? drawSheet(view, this, stage) : null,
    ];
  }
  // Three lines, the first time in a role; afterwards folded away.
  card(role) {
    const lines = h("ul", {}, (CARD[role] ?? []).map((line) => h("li", {}, line))), key = `kit:card:${role}`;
    const round = `${this.data.code}|${this.message.view.top.round}`, first = (kept.read(key) ?? round) === round;
    if (kept.read(key) === null) kept.write(key, round);
    return first ? lines : fold("card", "How this role goes", lines);
  }
  // Alone in the lobby for 45 seconds: time to say what may keep the others out.
  alone() {
    const { top } = this.message.view;
    if (top.stage !== "opening" || top.people.length !== 1) { this.since = null; return false; }
    this.since = this.since ?? Date.now();
    return Date.now() - this.since >= 45000;
  }
  picture(name) { return `/rooms/${this.data.code}/pictures/${encodeURIComponent(name)}?seat=${encodeURIComponent(this.data.seat)}`; }
  // --- ready check: the bell, and a screen that stays on where the browser lets it
  checked(done) {
    if (done) { kept.write("kit:checked", "1"); setTimeout(() => this.draw()); }
    return kept.read("kit:checked") === "1";
  }
  async check() { sound.wake(); setTimeout(() => sound.ring(false), 150); this.awake = await this.stayAwake(); this.draw(); }
  async stayAwake() {
    try { this.lock = await navigator.wakeLock.request("screen"); return true; } catch { return false; }
  }
  // Whole minutes into the station, and how many timed lines have come.
  minute() {
    const now = stageNow(this.message.view.top, this.time.now());
    return now.stage === "station" && now.left !== null ? (now.length - now.left) / 60000 : -1;
  }
  dueEvents(view) {
    const minutes = [...(view.events ?? []), ...(view.sheet?.events ?? [])].map((e) => e.minute);
    if (view.questions_at !== null && view.questions_at !== undefined) minutes.push(view.questions_at);
    return minutes.filter((minute) => minute <= this.minute()).length;
  }
  drawBand(top, stage, role) {
    const waits = this.queue.waiting.length, loose = this.queue.loose, badge = this.tooLong() ? [icon("error"), "too long, not saved"] : loose && waits ? [icon("error"), `${waits} waiting, not kept`] : waits ? [icon("sync"), `${waits} waiting`] : this.connected() ? [icon("cloud_done"), "saved"] : [icon("cloud_off"), "offline"];
    const mute = this.rings(top) && !sound.ready() && ["prepare", "reading", "station"].includes(stage);
    this.band.style.display = this.message.screen === "Lobby" || stage === "opening" ? "none" : "";
    this.band.classList.toggle("large", this.message.screen === "TableView");
    const inRole = role && PLAYED.has(stage), me = top.people.find((p) => p.you)?.name;
    const who = inRole ? ROLE[role].says(top) + (top.roles.length > 1 ? ", and watch" : "") : me ? `You are ${isolated(me)}` : "Table clock";
    const words = stage === "debrief" ? TURN[top.turn] : STAGE[stage];
    fill(this.band, [role, who, words, waits, loose, this.tooLong(), this.connected(), top.roles, mute], () => h("div", { class: "in" },
      h("div", { class: "row" },
        h("div", { class: "who" }, icon(inRole ? ROLE[role].icon : "groups"), h("span", {}, who)),
        (this.clockBox = h("div", { class: "time", role: "timer", "aria-live": "off", "aria-label": "Time left" }))),
      h("div", { class: "row under" }, (this.underBox = h("span", {}, words)), h("span", { class: "badge" }, mute ? [icon("volume_off"), "touch for the bell "] : null, badge))));
  }
  // Said as soon as it is so, and for as long. The table's clock has nothing to keep.
  drawNotKept() { fill(this.notKept, [kept.works], () => (kept.works || this.data.table ? null : h("p", { class: "notice", role: "alert" }, NOT_KEPT))); }
  drawNotSaved(view) {
    const { refused } = this.queue;
    fill(this.notSaved, [refused], () => (refused.length ? h("details", { class: "notice" },
      h("summary", { "data-key": "not-saved" }, `${refused.length} not saved. Look at ${refused.length === 1 ? "it" : "them"}`),
      h("ul", {}, refused.map(({ tap, say }) => h("li", {}, h("strong", {}, tapWords(tap, view)), h("div", {}, say)))),
      button("not-saved-seen", "I have seen it", () => this.queue.seen(), { class: "wide" })) : null));
  }
  drawNotices(top) {
    const held = top.held && top.held.kind !== "stop" ? top.held : null;
    fill(this.notices, [held, top.claims], () => [
      held ? h("div", { class: "notice", role: "status" }, h("strong", {}, HELD[held.kind][0]), h("p", {}, HELD[held.kind][1])) : null,
      top.claims.map((claim) => h("div", { class: "notice", role: "alert" },
        h("p", {}, claim.yours ? "Somebody on another phone wants to take your place. If that is not you, say no." : `Somebody on another phone wants to take ${isolated(claim.name)}’s place back. Is that really ${isolated(claim.name)}?`),
        h("div", { class: "buttons" }, claim.yours ? null : button(`let-${claim.id}`, `Yes, let ${isolated(claim.name)} in`, () => this.move("let_in", { claim: claim.id })), button(`keep-${claim.id}`, "No", () => this.move("keep_out", { claim: claim.id }))))),
    ]);
  }
  // Every sentence that this screen takes: [name, which words, text, limit].
  texts(view) {
    const forms = [["form", view.form], ["observer_form", view.observer_form]].filter(([, form]) => form).map(([name, f]) => [name, f.words, f.text, f.limit, f.round]);
    if (view.top.stage === "next" && typeof view.next_step === "string") forms.unshift(["next", "next_step", view.next_step, MOST_WRITTEN, view.top.round]);
    return forms;
  }
  drawForms(view, stage) {
    const forms = [["form", view.form], ["observer_form", view.observer_form]].filter(([, form]) => form), texts = this.texts(view);
    const late = stage !== "quiet", next = texts.filter(([name]) => name === "next"), rest = texts.filter(([name]) => name !== "next");
    fill(this.formBox, forms.map(([, f]) => [late, f.ratings, f.answers, f.overall, f.handed_in, f.goal, f.goal_outcome]), () => {
      return forms.map(([name, form]) => drawForm(form, this, name));
    }, this.press);
    this.forms.hidden = !forms.length; this.formsTitle.hidden = !late;
    if (this.wasLate !== late) { this.wasLate = late; this.forms.open = !late; }
    fill(this.nextBox, [next.length, view.top.round], () => next.map((text) => this.textParts(text)));
    fill(this.textBox, [late, rest.map(([name, words, , , round]) => [name, words, round])], () => rest.map((text) => this.textParts(text)));
    for (const text of texts) this.keepText(text);
    fill(this.foot, [stage, forms.length && forms[0][1].handed_in], () =>
      stage === "quiet" && forms.length && forms[0][1].handed_in ? h("p", { class: "quiet", role: "status" }, "Handed in. It goes on when everybody has.") : null);
  }
  // The one primary button of the quiet minute: one's own form, unless it has been handed in.
  handsIn(stage) {
    const form = this.shown?.view.form;
    return stage === "quiet" && form && !form.handed_in ? form.round : null;
  }
  // What is longer than can be kept is not saved, and says so.
  tooLong() { return this.message ? this.texts(this.message.view).some(([name, , , limit]) => (this[`area_${name}`]?.value.trim().length ?? 0) > limit) : false; }
  handIn(round) {
    this.flush();
    if (this.tooLong()) this.say("Your sentence is too long to be kept, so nothing was handed in. Shorten it, then hand in.");
    else this.tap({ kind: "handed_in", round });
  }
  textParts([name, words, , limit, round]) {
    const [label, hint] = SENTENCE[words], id = `text-${name}`;
    const area = h("textarea", { id, "data-key": id, placeholder: hint, "aria-describedby": `${id}-note`, oninput: () => this.typed(name, words, limit, round) });
    area.onblur = () => this.typing[name]?.();
    this[`area_${name}`] = area;
    return h("div", { class: "text" }, h("label", { for: id }, label), area, h("p", { class: "quiet", id: `${id}-note` }, NO_REAL));
  }
  // A sentence is saved one second after the last key; until then it stands in the device's storage.
  typed(name, words, limit, round) {
    const area = this[`area_${name}`];
    this.queue.draft(words, round, area.value);
    const note = area.getRootNode().getElementById?.(`${area.id}-note`);
    if (note) note.textContent = area.value.length > limit ? `${area.value.length} characters; up to ${limit} can be kept. Shorten it and it is saved.` : REAL.test(area.value) ? "Is this somebody real? Leave names and numbers out." : NO_REAL;
    this.drawNotKept();
    if (this.message) this.drawBand(this.shown.top, this.shown.stage, this.shown.top.roles[0] ?? "");
    clearTimeout(this.pauses[name]);
    const save = () => {
      clearTimeout(this.pauses[name]); delete this.typing[name];
      if (area.value.trim().length > limit) return;
      this.queue.draft(words, round, null);
      this.tap({ kind: "wrote", words, text: area.value, round });
    };
    this.typing[name] = save; this.pauses[name] = setTimeout(save, 1000);
  }
  // "One to try" becomes the next step by a tap, and can be reworded.
  use(text) { this.area_next.value = text; this.typed("next", "next_step", MOST_WRITTEN, this.message.view.top.round); this.area_next.focus(); }
  keepText([name, words, saved, limit, round]) {
    const area = this[`area_${name}`];
    if (!area || this.typing[name] || area.getRootNode().activeElement === area) return;
    const draft = this.queue.drafted(words, round);
    const waiting = this.queue.overlay().get(["wrote", round, words].join("|"));
    const text = draft ?? waiting?.text ?? saved;
    if (area.value !== text) area.value = text;
    if (draft !== undefined && draft.trim().length <= limit) this.typed(name, words, limit, round);
  }
  drawBar(top, stage, walked) {
    const may = new Set(walked ? [] : top.moves), asked = top.asked, screen = this.message.screen;
    const first = ["carry_on", "ready", "begin", "go_on_without", "go_on", "finish", "more"].find((m) => may.has(m) && !(m === "go_on" && WALKS.has(stage))) ?? null;
    const pins = stage === "station" && screen === "ObserverView" && !top.held;
    const beside = ["time_out"].filter((m) => may.has(m) && m !== first);
    const also = ["go_on", "more", "finish", "pause", "extend", "end_early", "another", "swap", "no_consent", "leave", "mute", "unmute"].filter((m) => may.has(m) && m !== first && (m !== "swap" || top.people.length > 1));
    const mine = this.handsIn(stage), fresh = top.late.map(({ id }) => this.isNew(id));
    fill(this.bar, [screen, mine, pins, first, beside, also, asked?.move, top.late, fresh, this.moving, stage, top.turn, top.round, this.opened, top.people, this.rings(top), this.data.others], () => [
      asked ? h("div", { class: "soonbox", role: "status" }, (this.soonText = h("span", {}, `${SOON[asked.move]} …`)), button("undo", [icon("undo"), "Undo"], () => this.move("undo"))) : null,
      top.late.map(({ id, name }, i) => this.drawLateComer(id, name, fresh[i])),
      this.opened ? this.drawAlso(also, top, stage) : null,
      h("div", { class: `in ${pins ? "pins" : ""}` },
        mine ? button("hand-in", [icon("check"), "Hand in"], () => this.handIn(mine), { class: "primary" }) : null,
        first ? this.moveButton(first, mine ? "" : "primary", stage, top) : null,
        beside.map((m) => this.moveButton(m, "", stage, top)),
        pins ? Object.entries(PIN).map(([pin, [symbol, label]]) => button(`pin-${pin}`, [icon(symbol), label], () => this.pin(pin, label), { "aria-label": `Pin this moment: ${label}` })) : null,
        screen === "TableView" && !top.muted ? button("ring", [icon(this.ringWords(top)[0]), this.ringWords(top)[1]], () => this.ringHere(!this.rings(top)), { "aria-pressed": String(this.rings(top)) }) : null,
        screen === "TableView" || stage === "over" ? null : button("more", this.opened ? "Close" : "More", () => { this.opened = !this.opened; this.draw(); }, { "aria-expanded": String(Boolean(this.opened)) }),
        stage !== "over" && top.moves.includes("stop") ? button("stop", [icon("front_hand"), "STOP"], () => this.move("stop"), { class: "stop", "aria-label": "Stop: time out, for real" }) : null),
    ], this.press);
    const bell = screen === "TableView" && stage !== "opening" && !top.muted;
    this.bar.style.display = stage === "over" || !(bell || top.moves.length) ? "none" : "";
  }
  // In the bar, where it moves no line under a thumb and is seen however far down one has read.
  drawLateComer(id, name, disabled) {
    return h("div", { class: "late", role: "status" }, h("span", {}, `${isolated(name)} is here. Let ${isolated(name)} watch this round?`), h("div", { class: "in" },
      button(`let-${id}`, "Yes, come in", () => this.move("let_in", { claim: id }), { disabled }),
      button(`keep-${id}`, "Not this round", () => this.move("keep_out", { claim: id }), { disabled })));
  }
  // A question that comes up is not answered by a tap that was meant for what stood there.
  isNew(id) {
    if (!(id in this.asks)) { this.asks[id] = Date.now(); setTimeout(() => this.draw(), SETTLES + 50); }
    return Date.now() - this.asks[id] < SETTLES;
  }
  drawAlso(also, top, stage) {
    const shut = (act) => () => { this.opened = false; act(); };
    if (this.opened === "swap") {
      // Who waits outside may take the student's place, and no other without having been let in.
      const may = (one, other) => one.roles.length || other.roles.includes("student");
      const pairs = top.people.flatMap((one, i) => top.people.slice(i + 1).flatMap((other, k) => (may(one, other) && may(other, one) ? [[i, i + 1 + k, one.name, other.name]] : [])));
      return h("div", { class: "also" }, h("p", {}, "Who changes places? The round begins again; if the new student has read this case, with another one."),
        pairs.map(([i, k, one, other]) => button(`swap-${i}-${k}`, `${isolated(one)} and ${isolated(other)}`, shut(() => this.move("swap", { swap: [i, k] })), { class: "wide" })));
    }
    if (this.opened === "pass") {
      return h("div", { class: "also" }, h("p", {}, "Whose turn is it on this phone?"),
        this.data.others.map((other) => button(`pass-${other.seat}`, other.name, shut(() => this.curtain(other)), { class: "wide" })));
    }
    const line = (key, [symbol, label], act) => button(key, [icon(symbol), label], act, { class: "wide" });
    return h("div", { class: "also" },
      also.map((m) => (m === "swap" ? line("open-swap", ALSO.swap, () => { this.opened = "swap"; this.draw(); })
        : line(`move-${m}`, m === "go_on" ? ["skip_next", GO_ON[top.turn || stage]] : (ALSO[m] ?? MOVE[m]), shut(() => this.move(m))))),
      top.roles.includes("student") && PLAYED.has(stage) ? line("hide", ["timer_off", this.hidden() ? "Show my clock" : "Hide my clock, keep the bell"], shut(() => this.hide(!this.hidden()))) : null,
      top.muted ? null : line("ring", this.ringWords(top), shut(() => this.ringHere(!this.rings(top)))),
      this.data.others?.length ? line("open-pass", ["send_to_mobile", "Pass this phone on"], () => { this.opened = "pass"; this.draw(); }) : null);
  }
  moveButton(move, kind, stage, top) {
    const [symbol, label] = move === "go_on" ? ["skip_next", GO_ON[top.turn || stage]] : MOVE[move];
    const words = move === "begin" && top.round ? "Begin the next round" : label;
    return button(`move-${move}`, [icon(symbol), words], () => this.move(move), { class: kind, disabled: this.moving === move });
  }
  pin(pin, label) { this.tap({ kind: "pinned", pin }); this.say(`Pinned at ${this.clockBox.textContent}: ${label.toLowerCase()}.`, 2500); }
  // One device of the room rings, the first observer's (in a pair who plays also watches), and none in a quiet room.
  // What somebody chose on a device holds for it in this practice; who switches a bell on, adds one.
  rings(top) { return !top.muted && (this.chosenBell() ?? this.firstToRing(top)); }
  firstToRing(top) {
    const among = (role) => top.people.find((p) => p.roles.includes(role));
    return Boolean((among("observer") ?? among("patient"))?.you);
  }
  bellPlace() { return `kit:ring:${this.data.code}${this.data.table ? ":table" : ""}`; }
  chosenBell() {
    const chosen = kept.read(this.bellPlace());
    return chosen === null ? null : chosen === "1";
  }
  ringWords(top) {
    const here = this.data.table ? "here" : "on this phone";
    if (this.rings(top)) return ["notifications_active", this.data.table ? "It rings here" : "This phone rings"];
    return ["notifications_off", this.firstToRing(top) ? `Ring ${here}` : `Ring ${here} too`];
  }
  hidden() { return kept.read(`kit:hide:${this.data.seat}`) === "1" && this.message.view.top.roles[0] === "student"; }
  hide(on) { kept.write(`kit:hide:${this.data.seat}`, on ? "1" : "0"); this.draw(); }
  ringHere(on) {
    kept.write(this.bellPlace(), on ? "1" : "0");
    sound.wake(); this.draw();
  }
  // Pass one device round: the next name on a curtain, and no way back to what the last person saw.
  curtain(other) {
    this.flush();
    const wait = h("p", { role: "status" });
    this.root.replaceChildren(h("div", { class: "over", role: "dialog", "aria-modal": "true", "aria-label": `For ${other.name}` }, h("div", { class: "in" },
      h("h2", {}, `This is for ${isolated(other.name)}`), h("p", {}, "Hand the phone over. Nobody else looks."),
      button("curtain", `I am ${isolated(other.name)}`, () => this.handOver(other, wait), { class: "primary wide" }), wait)));
    document.querySelectorAll(".paper").forEach((paper) => paper.remove());
    this.closed = true; this.timers.forEach(clearInterval); this.socket?.close();
  }
  // What the last person tapped goes first, where the device cannot keep it for them.
  handOver(other, wait) {
    clearTimeout(this.handing);
    if (!this.queue.loose) { location.replace(`/practice?seat=${encodeURIComponent(other.seat)}`); return; }
    wait.textContent = STILL_HERE;
    this.queue.again();
    this.handing = setTimeout(() => this.handOver(other, wait), 500);
  }
  drawOver(top) {
    const all = top.held?.kind === "stop" ? top.held : null, mine = all ? null : this.queue.stop;
    const held = all ?? (mine ? { agreed: 0, of: 0, you_agreed: false } : null), unsent = this.unsent();
    const may = (move) => all && top.moves.includes(move) && this.message.screen !== "TableView";
    fill(this.over, [held, unsent, top.moves, top.asked?.move, this.moving], () => (held ? h("div", { class: "over", role: "dialog", "aria-modal": "true", "aria-label": "Stopped" }, h("div", { class: "in" },
      h("h2", { tabindex: "-1" }, icon("front_hand"), " Stopped"), STOP_LINES.map((line) => h("p", {}, line)),
      unsent ? h("p", { class: "notice", role: "status" }, UNSENT_STOP) : null,
      unsent ? button("over-take-back", [icon("undo"), "Take it back"], () => this.queue.takeBackStop(), { class: "wide" }) : null,
      held.of ? h("p", { class: "quiet", role: "status" }, `${held.agreed} of ${held.of} agree to carry on.`) : null,
      top.asked ? [(this.overText = h("p", {}, `${SOON[top.asked.move]} …`)), button("over-undo", "Undo", () => this.move("undo"), { class: "wide" })] : null,
      may("carry_on") ? button("over-carry", [icon("play_arrow"), "Carry on, as far as I’m concerned"], () => this.move("carry_on"), { class: "wide" }) : null,
      may("go_on_without") ? button("over-without", [icon("skip_next"), "Somebody’s phone is gone: go on without"], () => this.move("go_on_without"), { class: "wide" }) : null,
      may("another") ? button("over-another", [icon("shuffle"), "Another case"], () => this.move("another"), { class: "wide" }) : null,
      may("end_here") ? button("over-end", [icon("flag"), "End the evening here"], () => this.move("end_here"), { class: "wide" }) : null,
      may("leave") ? button("over-leave", [icon("logout"), "I have to leave"], () => this.move("leave"), { class: "wide" }) : null)) : null));
    if (held && !this.covered) { this.said = ""; (this.over.querySelector("button") ?? this.over.querySelector("h2")).focus(); }
    this.covered = Boolean(held);
    for (const box of [this.band, this.notKept, this.notSaved, this.notices, this.main, this.nextBox, this.forms, this.foot, this.bar]) box.inert = this.covered;
  }

  // Whether a STOP of this phone has not come through: it looks like one, and holds nobody else yet.
  unsent() {
    const mine = this.message.view.top.held?.kind === "stop" ? null : this.queue.stop;
    return Boolean(mine) && (!this.connected() || this.queue.fails > 0 || Math.abs(Date.now() - mine.kept) > 2000);
  }

  // --- every 200 ms
  tick() {
    if (!this.message || this.closed) return;
    if (this.time.doubts()) this.ping();
    const { top } = this.message.view, at = this.time.now(), now = stageNow(top, at);
    if (this.shown && this.shown.number !== now.number) { this.bell(now); return this.draw(); }
    this.bell(now);
    if (this.clockBox) { const text = now.left === null || this.hidden() ? "" : clockText(now.left); if (this.clockBox.textContent !== text) this.clockBox.textContent = text; }
    this.warn(top, now);
    const due = `${this.dueEvents(this.message.view)} ${this.alone()} ${this.unsent()}`;
    if (due !== this.due) { this.due = due; this.draw(); }
    if (top.asked && this.soonText) { const text = `${SOON[top.asked.move]} in ${Math.max(0, Math.ceil((top.asked.due - at) / 1000))}`; for (const box of [this.soonText, this.overText]) if (box && box.textContent !== text) box.textContent = text; }
  }
  // The bell belongs to the moment a stage begins: a page that comes in later, or a phone that slept, stays silent.
  bell({ stage, left, length }) {
    const late = left === null || length === null ? false : length - left > 3000;
    if (this.rang !== null && this.rang !== stage && !late && ["reading", "station", "quiet"].includes(stage)) {
      if (this.rings(this.message.view.top)) sound.ring(false);
      sound.buzz([300, 120, 300]);
      this.status.textContent = STAGE[stage];
    }
    this.rang = stage;
  }
  warn(top, now) {
    const passed = now.stage === "station" && !top.held && now.left !== null && now.left > 0 ? top.clock.warnings.filter((w) => now.left <= w) : [];
    const least = Math.min(...passed);
    const last = passed.length > 0, hidden = this.hidden(), soon = last && !hidden;
    this.band.classList.toggle("soon", soon);
    const minutes = soon ? Math.round(least / 6000) / 10 : 0;
    const words = now.stage === "debrief" ? TURN[top.turn] : STAGE[now.stage];
    const text = soon ? `${words} · last ${minutes === 1 ? "minute" : `${minutes} minutes`}` : words;
    if (this.underBox && this.underBox.textContent !== text) this.underBox.textContent = text;
    // A stage that was made longer comes to its warnings again.
    const warning = `${top.number}|${now.length}|${least}`;
    if (last && !this.warned.has(warning)) {
      const quietly = this.warned.has("mounted");
      this.warned.add(warning);
      if (quietly && now.left > least - 3000) {
        // Who hides the clock keeps the bell, where it is their phone that rings; no other sign of the time.
        const rings = this.rings(top);
        if (rings) sound.ring(true);
        if (rings || !hidden) sound.buzz(150);
        if (!hidden) this.status.textContent = text;
      }
    }
    this.warned.add("mounted");
  }
}

function hash(text) { let n = 0; for (let i = 0; i < text.length; i++) n = (n * 31 + text.charCodeAt(i)) | 0; return n; }
function isDark(element) {
  const [r, g, b] = (getComputedStyle(element).getPropertyValue("--st-background-color").trim().match(/[0-9a-f]{2}/gi) ?? ["ff", "ff", "ff"]).map((x) => parseInt(x, 16));
  return r * 0.299 + g * 0.587 + b * 0.114 < 128;
}

export default function ({ data, parentElement, setTriggerValue }) {
  let live = INSTANCES.get(parentElement);
  if (live && (live.data.seat !== data.seat || live.data.code !== data.code)) { live.close(); live = null; }
  if (!live) { live = new Live(parentElement, data); INSTANCES.set(parentElement, live); }
  live.data = data; live.fire = setTriggerValue;
  live.dark = isDark(parentElement.host ?? parentElement);
  live.draw();
  return () => { live.close(); INSTANCES.delete(parentElement); };
}

// One live component for everything that ticks, rings, is tapped or typed. It holds a socket that brings this seat's view,
// draws a tap in the next frame, and goes on working while Streamlit is away. It asks Streamlit for a rerun only when the
// stage changes (or the opened sheets do).

const INSTANCES = new WeakMap();

class Live {
  constructor(host, data) {
    this.host = host; this.data = data; this.message = null; this.socket = null; this.tries = 0;
    this.said = ""; this.warned = new Set(); this.rang = null; this.asked = null; this.typing = {}; this.timers = [];
    this.time = new ServerTime();
    this.queue = new Queue(data.code, data.seat, { say: (text) => this.say(text), heard: (m) => this.heard(m), changed: () => this.draw() });
    this.build();
    this.wake = () => sound.wake();
    document.addEventListener("pointerdown", this.wake);
    this.online = () => { this.queue.fails = 0; this.queue.send(); this.connect(); };
    window.addEventListener("online", this.online);
    this.seen = () => { if (document.visibilityState === "visible") { this.ping(); this.connect(); } };
    document.addEventListener("visibilitychange", this.seen);
    this.flush = () => Object.values(this.typing).forEach((save) => save());
    window.addEventListener("pagehide", this.flush);
    this.timers.push(setInterval(() => this.tick(), 200), setInterval(() => this.ping(), 10000), setInterval(() => this.queue.send(), 3000));
    this.connect(); this.queue.send();
  }
  build() {
    const box = (name, props = {}) => (this[name] = h("div", props));
    this.root = h("div", { class: "kit" }, box("band", { class: "band" }), box("status", { class: "hide", role: "status", "aria-live": "polite" }),
      box("notices"), box("main"),
      (this.forms = h("details", { class: "forms" }, (this.formsTitle = h("summary", {}, "Finish or change what you wrote")), box("formBox"), box("textBox"))), box("foot"), box("bar", { class: "bar" }), box("saidBox"), box("over"));
    const holder = this.host.querySelector("#kit") ?? this.host;
    holder.replaceChildren(this.root);
  }
  close() {
    this.closed = true; this.timers.forEach(clearInterval); this.flush();
    document.removeEventListener("pointerdown", this.wake); window.removeEventListener("online", this.online);
    document.removeEventListener("visibilitychange", this.seen); window.removeEventListener("pagehide", this.flush);
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
  connected() { return this.socket?.readyState === 1; }
  ping() {
    if (!this.connected()) return;
    // A phone that slept may hold a socket that is long dead without knowing it.
    if (this.lastHeard && Date.now() - this.lastHeard > 25000) { this.lastHeard = null; this.socket.close(); return; }
    this.socket.send("now?");
  }
  heard(message) {
    this.time.heard(message.now);
    if (message.boot && this.boot && message.boot !== this.boot) return this.restarted();
    this.boot = message.boot ?? this.boot;
    if (!message.view) return;
    this.message = message;
    this.draw();
    this.askStreamlit();
  }
  // The server was started again: this page may look alive and be dead. Everything that waits is kept on the device.
  restarted() {
    this.boot = null; this.closed = true; this.flush();
    setTimeout(() => location.reload(), 50);
  }
  askStreamlit() {
    const { view, screen } = this.message, number = view.top.number;
    const shows = `${number}|${screen}|${view.opened ? hash(JSON.stringify(view.opened)) : ""}`;
    if (shows === this.asked) return;
    const first = this.asked === null;
    this.asked = shows;
    if (first && this.data.number === number && this.data.screen === screen) return;
    this.fire("stage", shows);
    setTimeout(() => this.followed(shows, number), 6000);
  }
  // Streamlit may be the one that is dead: then load the page again. But never without a server that answers, or a phone
  // that lost its network just now would end on the browser's own error page for the whole station.
  async followed(shows, number) {
    const behind = () => !this.closed && this.asked === shows && this.data.number < number;
    if (!behind()) return;
    const answers = await fetch("/_stcore/health", { cache: "no-store" }).then((response) => response.ok, () => false);
    if (!behind()) return;
    if (answers) location.reload(); else setTimeout(() => this.followed(shows, number), 3000);
  }

  // --- taps and moves
  tap(tap) { sound.wake(); this.queue.add({ ...tap, round: this.message.view.top.round, made: this.time.now() }); this.draw(); }
  async move(move, extra = {}) {
    sound.wake();
    const step = { kind: "move", move, stage: this.message.view.top.number, ...extra };
    if (move === "stop") { this.stopping = true; this.queue.add(step); this.draw(); return; }
    this.moving = move; this.draw();
    const { ok, body } = await post(this.queue.url, { seat: this.data.seat, taps: [{ ...step, token: token() }] });
    this.moving = null;
    if (!ok) this.say(body?.say ?? "No connection, so that was not done. Nothing is lost; try again in a moment.");
    else { for (const answer of body.answers) if (answer.say) this.say(answer.say); this.heard(body); }
    this.draw();
  }
  say(text, ms = 9000) { this.said = text; clearTimeout(this.hush); this.hush = setTimeout(() => { this.said = ""; this.draw(); }, ms); this.draw(); }

  // --- drawing
  draw() {
    if (!this.message || this.closed) return;
    const view = withTaps(this.message.view, this.message.screen, this.queue), { top } = view;
    const now = stageNow(top, this.time.now()), stage = now.stage, role = top.roles[0] ?? "";
    if (this.shown && this.shown.number !== now.number) this.toTop();
    this.shown = { view, top, stage, number: now.number, walked: now.walked };
    this.root.className = `kit ${role} ${this.dark ? "dark" : ""}`;
    this.drawBand(top, stage, role);
    this.drawNotices(top);
    fill(this.main, [this.message.screen, stage, this.dueEvents(view), view.sheet, view.part, view.came, view.events, view.findings, top.people, top.round, top.roles], () => this.mainParts(view, stage, role));
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
  mainParts(view, stage, role) {
    const screen = this.message.screen;
    if (screen === "Lobby") return drawLobby(view, this);
    if (screen === "SheetsView") return null;
    return [
      drawTask(view.top, stage, role), drawWaiting(view.top, stage),
      stage === "prepare" ? h("ul", {}, (CARD[role] ?? []).map((line) => h("li", {}, line))) : null,
      screen === "StudentView" ? drawFindings(view.findings) : null,
      screen === "PatientView" && stage !== "quiet" ? drawPart(view, this, stage) : null,
      view.sheet ? drawSheet(view, this, stage) : null,
    ];
  }
  // Whole minutes into the station, and how many timed lines have come.
  minute() {
    const now = stageNow(this.message.view.top, this.time.now());
    return now.stage === "station" && now.left !== null ? (now.length - now.left) / 60000 : -1;
  }
  dueEvents(view) { return (view.events ?? view.sheet?.events ?? []).filter((e) => e.minute <= this.minute()).length; }
  drawBand(top, stage, role) {
    const waits = this.queue.waiting.length, badge = waits ? [icon("sync"), `${waits} waiting`] : this.connected() ? [icon("cloud_done"), "saved"] : [icon("cloud_off"), "offline"];
    const mute = role === "observer" && !sound.ready() && ["prepare", "reading", "station"].includes(stage);
    this.band.style.display = this.message.screen === "Lobby" ? "none" : "";
    fill(this.band, [role, top.plays, stage, waits, this.connected(), top.roles, mute], () => h("div", { class: "in" },
      h("div", { class: "row" },
        h("div", { class: "who" }, icon(ROLE[role]?.icon ?? "groups"), h("span", {}, role ? ROLE[role].says(top) + (top.roles.length > 1 ? " and watch" : "") : "Your practice")),
        (this.clockBox = h("div", { class: "time", role: "timer", "aria-live": "off", "aria-label": "Time left" }))),
      h("div", { class: "row under" }, (this.underBox = h("span", {}, STAGE[stage])), h("span", { class: "badge" }, mute ? [icon("volume_off"), "touch for the bell "] : null, badge))));
  }
  drawNotices(top) {
    const held = top.held && top.held.kind !== "stop" ? top.held : null;
    fill(this.notices, [held, top.claims], () => [
      held ? h("div", { class: "notice", role: "status" }, h("strong", {}, HELD[held.kind][0]), h("p", {}, HELD[held.kind][1])) : null,
      top.claims.map((claim) => h("div", { class: "notice", role: "alert" },
        h("p", {}, `Somebody on another phone wants to take ${claim.name}’s place back. Is that really ${claim.name}?`),
        h("div", { class: "buttons" }, button(`let-${claim.id}`, `Yes, let ${claim.name} in`, () => this.move("let_in", { claim: claim.id })), button(`keep-${claim.id}`, "No", () => this.move("keep_out", { claim: claim.id }))))),
    ]);
  }
  drawForms(view, stage) {
    const forms = [["form", view.form], ["observer_form", view.observer_form]].filter(([, form]) => form);
    const late = this.message.screen === "SheetsView";
    fill(this.formBox, forms.map(([, f]) => [late, f.ratings, f.answers, f.overall, f.handed_in]), () => {
      return forms.map(([name, form]) => drawForm(form, this, name));
    });
    this.forms.hidden = !forms.length; this.formsTitle.hidden = !late;
    if (this.wasLate !== late) { this.wasLate = late; this.forms.open = !late; }
    fill(this.textBox, [late, forms.map(([name, f]) => [name, f.words])], () => forms.map(([name, form]) => this.textParts(name, form, late)));
    for (const [name, form] of forms) this.keepText(name, form);
    const open = stage === "quiet" && forms.length && !forms[0][1].handed_in;
    fill(this.foot, [open, stage, forms.length && forms[0][1].handed_in], () =>
      open ? h("p", {}, button("hand-in", [icon("check"), "Hand in"], () => { this.flush(); this.tap({ kind: "handed_in" }); }, { class: "primary wide" }))
        : stage === "quiet" && forms.length ? h("p", { class: "quiet", role: "status" }, "Handed in. The sheets open together when everybody has.") : null);
  }
  textParts(name, form, late) {
    const [label, hint] = SENTENCE[form.words], id = `text-${name}`;
    const area = h("textarea", { id, "data-key": id, placeholder: hint, "aria-describedby": `${id}-note`, oninput: () => this.typed(name, area) });
    area.onblur = () => this.typing[name]?.();
    this[`area_${name}`] = area;
    return h("div", { class: "text" }, h("label", { for: id }, label), area, h("p", { class: "quiet", id: `${id}-note` }, NO_REAL));
  }
  // A sentence is saved one second after the last key; until then it stands in the device's storage.
  typed(name, area) {
    const { top } = this.message.view, words = this.message.view[name].words, round = top.round;
    this.queue.draft(words, round, area.value);
    const note = area.getRootNode().getElementById?.(`${area.id}-note`), limit = this.message.view[name].limit;
    if (note) note.textContent = area.value.length > limit ? `${area.value.length} characters; up to ${limit} can be kept. Shorten it and it is saved.` : NO_REAL;
    clearTimeout(this.typing[`${name}-timer`]);
    const save = () => {
      clearTimeout(this.typing[`${name}-timer`]); delete this.typing[name]; delete this.typing[`${name}-timer`];
      if (area.value.trim().length > limit) return;
      this.queue.draft(words, round, null);
      this.tap({ kind: "wrote", words, text: area.value });
    };
    this.typing[name] = save; this.typing[`${name}-timer`] = setTimeout(save, 1000);
  }
  keepText(name, form) {
    const area = this[`area_${name}`];
    if (!area || this.typing[name] || area.getRootNode().activeElement === area) return;
    const round = this.message.view.top.round, draft = this.queue.drafted(form.words, round);
    const waiting = this.queue.overlay().get(["wrote", round, form.words].join("|"));
    const text = draft ?? waiting?.text ?? form.text;
    if (area.value !== text) area.value = text;
    if (draft !== undefined && draft.trim().length <= form.limit) this.typed(name, area);
  }
  drawBar(top, stage, walked) {
    const may = new Set(walked ? [] : top.moves), asked = top.asked;
    const first = ["undo", "carry_on", "ready", "begin", "go_on_without"].find((m) => may.has(m)) ?? (may.has("finish") ? "finish" : null);
    const others = ["time_out", "pause", "go_on", "end_early"].filter((m) => may.has(m) && m !== first && !(asked && m === asked.move));
    const shown = others.slice(0, first && first !== "undo" ? 1 : 2);
    const pins = stage === "station" && this.message.screen === "ObserverView";
    fill(this.bar, [pins, first, others, asked?.move, this.moving, stage, top.round], () => [
      asked ? h("div", { class: "soonbox", role: "status" }, (this.soonText = h("span", {}, `${SOON[asked.move]} …`)), button("undo", [icon("undo"), "Undo"], () => this.move("undo"))) : null,
      pins ? h("div", { class: "in pins" }, Object.entries(PIN).map(([pin, [symbol, label]]) =>
        button(`pin-${pin}`, [icon(symbol), label], () => { this.tap({ kind: "pinned", pin }); this.say(`Pinned at ${this.clockBox.textContent}: ${label.toLowerCase()}.`, 2500); }, { "aria-label": `Pin this moment: ${label}` }))) : null,
      h("div", { class: "in" },
        first && first !== "undo" ? this.moveButton(first, "primary") : null,
        shown.map((m) => this.moveButton(m, "")),
        stage !== "over" ? button("stop", [icon("front_hand"), "STOP"], () => this.move("stop"), { class: "stop", "aria-label": "Stop: time out, for real" }) : null),
    ]);
    this.bar.style.display = stage === "over" ? "none" : "";
  }
  moveButton(move, kind) {
    const [symbol, label] = MOVE[move];
    return button(`move-${move}`, [icon(symbol), label], () => this.move(move), { class: kind, disabled: this.moving === move });
  }
  drawOver(top) {
    const held = top.held?.kind === "stop" ? top.held : this.stopping && !top.held ? { agreed: 0, of: 0, you_agreed: false } : null;
    if (top.held) this.stopping = false;
    fill(this.over, [held, top.asked?.move, this.moving], () => (held ? h("div", { class: "over", role: "dialog", "aria-modal": "true", "aria-label": "Stopped" }, h("div", { class: "in" },
      h("h2", {}, icon("front_hand"), " Stopped"), STOP_LINES.map((line) => h("p", {}, line)),
      held.of ? h("p", { class: "quiet", role: "status" }, `${held.agreed} of ${held.of} agree to carry on.`) : null,
      top.asked ? [h("p", {}, `${SOON[top.asked.move]} in a few seconds.`), button("over-undo", "Undo", () => this.move("undo"), { class: "wide" })] : null,
      held.you_agreed ? null : button("over-carry", [icon("play_arrow"), "Carry on, as far as I’m concerned"], () => this.move("carry_on"), { class: "primary wide" }),
      top.asked ? null : button("over-end", [icon("flag"), "End here"], () => this.move("end_here"), { class: "wide" }))) : null));
    if (held && !this.covered) { this.said = ""; this.over.querySelector("button")?.focus(); }
    this.covered = Boolean(held);
    for (const box of [this.band, this.notices, this.main, this.forms, this.foot, this.bar]) box.inert = this.covered;
  }

  // --- every 200 ms
  tick() {
    if (!this.message || this.closed) return;
    if (this.time.jumped()) { this.time.wall = Date.now(); this.time.mono = performance.now(); this.ping(); }
    const { top } = this.message.view, at = this.time.now(), now = stageNow(top, at);
    if (this.shown && this.shown.number !== now.number) { this.bell(now.stage, now.deadline); return this.draw(); }
    this.bell(now.stage, now.deadline);
    if (this.clockBox) { const text = now.left === null ? "" : clockText(now.left); if (this.clockBox.textContent !== text) this.clockBox.textContent = text; }
    this.warn(top, now);
    const due = this.dueEvents(this.message.view);
    if (due !== this.due) { this.due = due; this.draw(); }
    if (top.asked && this.soonText) { const text = `${SOON[top.asked.move]} in ${Math.max(0, Math.ceil((top.asked.due - at) / 1000))}`; if (this.soonText.textContent !== text) this.soonText.textContent = text; }
  }
  // The bell belongs to the moment a stage begins; a page that comes in later stays silent.
  bell(stage, deadline) {
    const now = `${stage}`;
    if (this.rang !== null && this.rang !== now && ["reading", "station", "quiet"].includes(stage)) {
      const rings = this.shown?.top.roles.includes("observer");
      if (rings) sound.ring(false);
      sound.buzz([300, 120, 300]);
      this.status.textContent = STAGE[stage];
    }
    this.rang = now;
  }
  warn(top, now) {
    const passed = now.stage === "station" && !top.held && now.left !== null && now.left > 0 ? top.clock.warnings.filter((w) => now.left <= w) : [];
    const least = Math.min(...passed);
    const soon = passed.length > 0;
    this.band.classList.toggle("soon", soon);
    const minutes = soon ? Math.round(least / 6000) / 10 : 0;
    const text = soon ? `${STAGE[now.stage]} · last ${minutes === 1 ? "minute" : `${minutes} minutes`}` : STAGE[now.stage];
    if (this.underBox && this.underBox.textContent !== text) this.underBox.textContent = text;
    if (soon && !this.warned.has(`${top.number}|${least}`)) {
      const quietly = this.warned.has("mounted");
      this.warned.add(`${top.number}|${least}`);
      if (quietly && now.left > least - 3000) {
        if (this.shown?.top.roles.includes("observer")) sound.ring(true);
        sound.buzz(150); this.status.textContent = text;
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

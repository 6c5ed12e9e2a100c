// The middle of the screen: what a seat sees and taps in a stage.

import { STAGES } from "../../room/stages.js";
import { LISTENER_CARD, OBSERVER_CARD, PATIENT_CARD, STUDENT_CARD } from "../../shared_words.js";
import { bullets, fill, fold } from "./dom.js";
import { awayWords } from "./here.js";
import { drawGo } from "./screens/another_go.js";
import { drawDebrief, drawLast, drawNext, drawTable } from "./screens/debrief.js";
import { drawFindings, drawQuestions } from "./screens/findings.js";
import { drawLobby } from "./screens/lobby.js";
import { drawOutside } from "./screens/outside.js";
import { drawConsent, drawNote, drawTask, drawWaiting, drawWarning } from "./screens/preparing.js";
import { drawCame, drawPart } from "./screens/script.js";
import { drawSheet } from "./screens/sheet.js";
import { drawGoal } from "./screens/steps.js";
import { drawShortList, drawToMark } from "./screens/to_mark.js";
import { StillToMark } from "./still_to_mark.js";
import { hears } from "./words.js";

const ALONE = 45000; // milliseconds after which somebody waiting alone is told what may be keeping the others out
const [FIRST, LAST] = STUDENT_CARD;
const CARD = {
  student: [FIRST, "Stuck? Take a time out.", LAST],
  patient: PATIENT_CARD,
  listener: LISTENER_CARD,
  observer: OBSERVER_CARD,
};
const AFTER_THE_SHEETS = { again: drawGo, next: drawNext };
const WHOLE = {
  Lobby: drawLobby,
  OutsideView: drawOutside,
  DebriefView: drawDebrief,
  LastView: drawLast,
  TableView: drawTable,
};

export class Main {
  constructor(room) {
    this.room = room;
    this.toMark = new StillToMark();
    this.giving = null; // the finding that one more tap hands over
  }

  give(finding) {
    this.giving = finding;
    this.room.draw();
  }

  draw(box, view, stage, role) {
    fill(box, this.shows(view, stage, role), () => this.parts(view, stage, role), this.room.press);
  }

  // What the middle depends on: everything but the clock, the forms and what is typed.
  shows(view, stage, role) {
    const { top, form, observer_form: observerForm, ...rest } = view;
    const { clock, asked, held, claims, late, moves, did, ...still } = top;
    const { readyCheck, message } = this.room;
    const hasQuestions = message.screen === "StudentView" && drawQuestions(view, this.room) !== null;
    const { planning } = this.room.data;
    const { toMark, giving } = this;
    const own = [
      this.dueLines(view),
      this.isAlone(),
      this.hereWords(),
      readyCheck.awake,
      readyCheck.isDone(),
      planning,
      this.room.meToo.said,
    ];
    const chosen = [toMark.blank, toMark.rest, giving];
    const may = ["watch", "replan"].map((move) => moves.includes(move));
    return [message.screen, stage, role, rest, still, own, chosen, may, hasQuestions];
  }

  parts(view, stage, role) {
    const { room } = this;
    const { screen } = room.message;
    if (screen === "SheetsView") return (AFTER_THE_SHEETS[stage] ?? (() => null))(view, room);
    if (WHOLE[screen]) return WHOLE[screen](view, room);
    const { reads } = STAGES[stage];
    const waitsForYes = view.note && !view.note.accepted;
    const isAhead = stage === "prepare" || stage === "reading";
    return [
      waitsForYes ? null : drawTask(view.top, stage, role),
      drawWaiting(view.top, stage),
      waitsForYes ? drawNote(view.note, room) : null,
      screen === "StudentView" ? drawWarning(view, stage) : null,
      drawConsent(view.consent, stage, role, room),
      isAhead ? drawGoal(view, role, room) : null,
      stage === "prepare" && view.top.rings ? room.readyCheck.draw() : null,
      stage === "prepare" && !waitsForYes ? this.card(hears(view.top, role) ? "listener" : role) : null,
      this.roleParts(view, screen, stage),
      view.sheet && reads ? drawSheet(view, room, stage) : null,
    ];
  }

  roleParts(view, screen, stage) {
    const { room } = this;
    const { reads } = STAGES[stage];
    if (screen === "StudentView") return [drawQuestions(view, room), reads ? drawFindings(view.findings, room) : null];
    if (screen === "ObserverView") return view.sheet && stage === "quiet" ? drawToMark(view, room) : null;
    if (screen !== "PatientView" || !view.part) return null;
    if (stage === "quiet") return view.sheet ? drawShortList(view, room) : drawCame(view, room);
    return reads ? drawPart(view, room, stage) : null;
  }

  // Three lines, the first time in a role; afterwards folded away.
  card(role) {
    const { kept, data, message } = this.room;
    const lines = bullets(CARD[role] ?? []);
    const key = `kit:card:${role}`;
    const round = `${data.code}|${message.view.top.round}`;
    const before = kept.read(key);
    if (before === null) kept.write(key, round);
    return (before ?? round) === round ? lines : fold("card", "How this role goes", lines);
  }

  isAlone() {
    const { top } = this.room.message.view;
    if (top.stage !== "opening" || top.people.length !== 1) {
      this.since = null;
      return false;
    }
    this.since ??= Date.now();
    return Date.now() - this.since >= ALONE;
  }

  // Of everybody, where that is shown: only there does the page follow it.
  hereWords() {
    const { company, message, time } = this.room;
    const { stage, people } = message.view.top;
    if (stage !== "opening" && stage !== "next" && message.screen !== "Lobby") return "";
    return people.map(({ name }) => awayWords(company.away[name], time.now())).join("|");
  }

  // How many timed lines are due.
  dueLines(view) {
    const events = [...(view.events ?? []), ...(view.sheet?.events ?? [])];
    const viva = view.viva ?? view.sheet?.viva;
    const minutes = [
      ...events.map((event) => event.minute),
      view.questions_at ?? Infinity,
      viva?.at_minute ?? Infinity,
    ];
    return minutes.filter((minute) => minute <= this.room.minute()).length;
  }
}

// What several live screens say: roles and moves.

import { STAGES, TURNS } from "../../room/stages.js";
import { minutesAndSeconds } from "./clock.js";
import { capital, isolated } from "./dom.js";

const STUDENT = { presentation: "You’re presenting", examination: "You’re examining" };

export const ROLE = {
  student: { icon: "stethoscope", says: (top) => STUDENT[top.kind] ?? "You’re the student" },
  patient: {
    icon: "theater_comedy",
    says: (top) => {
      if (top.plays) return `You play ${isolated(top.plays.split(",")[0])}`; // in full on the script
      return hears(top, "patient") ? "You’re listening" : "You play the patient";
    },
  },
  observer: { icon: "visibility", says: () => "You’re observing" },
};
const STUDENT_DOES = { presentation: "presents", examination: "examines" };

// Whether this role's part is to hear a presentation.
export function hears({ kind }, role) {
  return role === "patient" && kind === "presentation";
}

// What somebody does in a round of this kind, after their name.
export function doesWords(role, kind) {
  if (role === "student") return STUDENT_DOES[kind] ?? "is the student";
  if (role === "patient") return hears({ kind }, role) ? "listens" : "plays the patient";
  return "observes";
}

export function stageWords(stage, turn) {
  return (TURNS[turn] ?? STAGES[stage]).name;
}

export const MOVE = {
  begin: ["play_arrow", "Begin the round"],
  more: ["add", "Add another round"],
  accept: ["check", "Show me the case"],
  ask_consent: ["check", "I’ve asked"],
  consent: ["check", "Yes, that’s all right"],
  watch: ["visibility", "Ask to watch"],
  ready: ["check", "I’m ready"],
  pause: ["pause", "Pause"],
  extend: ["more_time", "One more minute"],
  time_out: ["lightbulb", "Time out"],
  carry_on: ["play_arrow", "Carry on"],
  again: ["play_arrow", "Have another go"],
  end_early: ["flag", "End early"],
  go_on_without: ["skip_next", "Continue without waiting"],
  finish: ["done_all", "Finish the session"],
  end_here: ["flag", "End here"],
  undo: ["undo", "Undo"],
};
export const ALSO = {
  another: ["shuffle", "Swap this case"],
  swap: ["swap_horiz", "Swap places"],
  no_consent: ["pan_tool", "I’d rather not be examined"],
  ring_here: ["notifications_active", "Ring on this phone instead"],
  ring_table: ["table_restaurant", "Ring on the table clock instead"],
  mute: ["notifications_off", "Quiet room: no bell"],
  unmute: ["notifications", "Turn the bell back on"],
  leave: ["logout", "I have to leave"],
};
// Where in the station another go starts.
export function fromWords(second) {
  return second ? `from ${minutesAndSeconds(second)}` : "from the start";
}

// What a move is called where it stands now: [symbol, words].
export function moveWords(move, stage, turn) {
  return move === "go_on" ? ["skip_next", (TURNS[turn] ?? STAGES[stage]).go_on] : MOVE[move];
}

const SOON = {
  go_on: "moving on",
  end_early: "ending the station",
  go_on_without: "moving on",
  finish: "finishing the session",
  end_here: "ending the session here",
  leave: "leaving",
  another: "swapping the case",
  swap: "swapping places and starting again",
};

function willDo({ move, second }, stage) {
  if (move === "again") return `going again ${fromWords(second)}`;
  return move === "end_early" && stage === "again" ? "ending this go" : SOON[move];
}

// Whose tap it was, where it may be said.
export function soonWords({ asked, people, stage }, now = null) {
  const { due, by } = asked;
  const soon = willDo(asked, stage);
  const isMine = people.some((one) => one.you && one.name === by);
  const who = isMine ? "You’re " : by ? `${isolated(by)} is ` : "";
  const words = who ? who + soon : capital(soon);
  return now === null ? `${words} …` : `${words} in ${Math.max(0, Math.ceil((due - now) / 1000))}`;
}

export const HELD = {
  pause: ["Paused", "The clock is held. Anybody can carry on."],
  time_out: ["Time out", "The clock is held while the student thinks or asks for a hint."],
  parked: [
    "Still there?",
    "Nothing has happened for half an hour, so the clock is held. Carry on when you’re all back.",
  ],
};
export const PIN = { worked: ["thumb_up", "Worked"], try: ["lightbulb", "To try"] };

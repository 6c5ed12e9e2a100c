// What several live screens say: roles, stages and moves.

import { isolated } from "./dom.js";

const STUDENT = { presentation: "You present", examination: "You examine" };

export const ROLE = {
  student: { icon: "stethoscope", says: (top) => STUDENT[top.kind] ?? "You see the patient" },
  patient: {
    icon: "theater_comedy",
    says: (top) => (top.plays ? `You play ${isolated(top.plays)}` : "You play the patient"),
  },
  observer: { icon: "visibility", says: () => "You watch" },
};
export const DOES = { presentation: "presents", examination: "examines" };

// The stages in which one is in a role; before and after one has one's own name.
export const PLAYED = new Set(["prepare", "reading", "station", "quiet"]);

const STAGE = {
  opening: "Before we start",
  prepare: "Prepare",
  consent: "Asking first",
  reading: "Reading",
  station: "Station",
  quiet: "Quiet minute",
  sheets: "Sheets opened",
  next: "Next step",
  over: "Practice over",
};
const TURN = { out_of_role: "Out of role", student: "Debrief", patient: "Debrief", observer: "Debrief" };

export function stageWords(stage, turn) {
  return stage === "debrief" ? TURN[turn] : STAGE[stage];
}

export const MOVE = {
  begin: ["play_arrow", "Begin the round"],
  more: ["add", "One more round"],
  accept: ["check", "Show me"],
  ask_consent: ["check", "I have asked"],
  consent: ["check", "Yes, that’s all right"],
  watch: ["visibility", "Ask to watch"],
  ready: ["check", "I’m ready"],
  go_on: ["skip_next", "Start now"],
  pause: ["pause", "Pause"],
  extend: ["more_time", "A minute more"],
  time_out: ["lightbulb", "Time out"],
  carry_on: ["play_arrow", "Carry on"],
  end_early: ["flag", "End early"],
  go_on_without: ["skip_next", "Go on without"],
  finish: ["done_all", "Finish the practice"],
  end_here: ["flag", "End here"],
  undo: ["undo", "Undo"],
};
export const ALSO = {
  another: ["shuffle", "Give us another case"],
  swap: ["swap_horiz", "Change places"],
  no_consent: ["pan_tool", "I’d rather not be examined"],
  mute: ["notifications_off", "Quiet room: no bell"],
  unmute: ["notifications", "Bell on again"],
  leave: ["logout", "I have to leave"],
};
const GO_ON = {
  prepare: "Start now",
  reading: "Start now",
  out_of_role: "Next",
  student: "Next",
  patient: "Next",
  observer: "Open the sheets",
  sheets: "Next step",
};

// What a move is called where it stands now: [symbol, words].
export function moveWords(move, stage, turn) {
  return move === "go_on" ? ["skip_next", GO_ON[turn || stage]] : MOVE[move];
}

const SOON = {
  go_on: "Going on",
  end_early: "Ending the station",
  go_on_without: "Going on",
  finish: "Finishing the practice",
  end_here: "Ending here",
  leave: "Leaving",
  another: "Taking another case",
  swap: "Changing places, on a fresh start",
};

export function soonWords(asked, now = null) {
  if (now === null) return `${SOON[asked.move]} …`;
  return `${SOON[asked.move]} in ${Math.max(0, Math.ceil((asked.due - now) / 1000))}`;
}

export const HELD = {
  pause: ["Paused", "The clock is held. Anybody can carry on."],
  time_out: ["Time out", "The clock is held while the student thinks or asks for a hint."],
  parked: ["Still there?", "Nothing happened for half an hour, so the clock is held. Carry on when you are all back."],
};
export const PIN = { worked: ["thumb_up", "Worked"], try: ["lightbulb", "To try"] };

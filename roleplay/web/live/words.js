// Every word that the live screens say, in one place.

const ROLE = {
  student: { icon: "stethoscope", says: (top) => ({ presentation: "You present", examination: "You examine" }[top.kind] ?? "You see the patient") },
  patient: { icon: "theater_comedy", says: (top) => (top.plays ? `You play ${isolated(top.plays)}` : "You play the patient") },
  observer: { icon: "visibility", says: () => "You watch" },
};
// The stages in which one is in a role; before and after one has one's own name.
const PLAYED = new Set(["prepare", "reading", "station", "quiet"]);
const STAGE = {
  opening: "Before we start", prepare: "Prepare", consent: "Asking first", reading: "Reading", station: "Station",
  quiet: "Quiet minute", debrief: "Debrief", sheets: "Sheets opened", next: "Next step", over: "Practice over",
};
const TURN = { out_of_role: "Out of role", student: "Debrief", patient: "Debrief", observer: "Debrief" };
const MOVE = {
  begin: ["play_arrow", "Begin the round"], more: ["add", "One more round"], accept: ["check", "Show me"],
  ask_consent: ["check", "I have asked"], consent: ["check", "Yes, that’s all right"], watch: ["visibility", "Ask to watch"], ready: ["check", "I’m ready"], go_on: ["skip_next", "Start now"],
  pause: ["pause", "Pause"], extend: ["more_time", "A minute more"], time_out: ["lightbulb", "Time out"], carry_on: ["play_arrow", "Carry on"],
  end_early: ["flag", "End early"], go_on_without: ["skip_next", "Go on without"], finish: ["done_all", "Finish the practice"],
  end_here: ["flag", "End here"], undo: ["undo", "Undo"],
};
const ALSO = {
  another: ["shuffle", "Give us another case"], swap: ["swap_horiz", "Change places"], no_consent: ["pan_tool", "I’d rather not be examined"],
  mute: ["notifications_off", "Quiet room: no bell"], unmute: ["notifications", "Bell on again"], leave: ["logout", "I have to leave"],
};
const LATE = {
  may: "A round is going on. Wait outside (you can still do this case later), or ask to watch.",
  asked: "Asked. Whoever plays or watches answers on their own screen. Until then wait outside: this case stays fresh for you.",
  no: "Not this round. Wait outside: this case stays fresh for you, and the next round counts you in.",
  wait: "A round is going on. Wait outside: this case stays fresh for you, and the next round counts you in.",
};
const GO_ON = { prepare: "Start now", reading: "Start now", out_of_role: "Next", student: "Next", patient: "Next", observer: "Open the sheets", sheets: "Next step" };
const SOON = {
  go_on: "Going on", end_early: "Ending the station", go_on_without: "Going on", finish: "Finishing the practice",
  end_here: "Ending here", leave: "Leaving", another: "Taking another case", swap: "Changing places, on a fresh start",
};
const SPEAK = {
  student: ["One thing that worked. One thing I would like help with.", "worked, help"],
  patient: ["Out of role: “When you …, I felt …”. One thing that helped, one that did not.", ""],
  observer: ["Two things you saw or heard. Then one to try.", ""],
};
const OUT_OF_ROLE = ["Use your own names.", "Stand up. Change chairs.", "Each of you: one way in which you differ from the person in the case."];
const EXAMPLE = ["Weak: “Good empathy.”", "Better: “When she said ‘my dad’, you waited four seconds, and she went on. Try that again when she mentions work.”"];
const HELP = [
  "On the laptop, allow Python when the firewall asks.",
  "The Wi-Fi may keep devices apart; campus and hospital networks often do. Use a phone’s hotspot: no internet is needed.",
  "Try another address: they stand near the QR code, under “It does not open on the other phone”.",
  "Or pass one device round: add the others by name below.",
];
const HELD = {
  pause: ["Paused", "The clock is held. Anybody can carry on."],
  time_out: ["Time out", "The clock is held while the student thinks or asks for a hint."],
  parked: ["Still there?", "Nothing happened for half an hour, so the clock is held. Carry on when you are all back."],
};
const STOP_LINES = [
  "Out of role. Use your own names.",
  "What would help: quiet, water, air, company?",
  "Nobody has to explain.",
  "If somebody is unwell or unsafe, get help now: call your local emergency number, or fetch someone you trust.",
];
const NO_CONNECTION = "No connection, so that was not done. Nothing is lost; try again in a moment.";
const NO_ANSWER = "No answer. Look whether the step changed, then try again.";
const NOT_KEPT = "This device cannot keep what you tap and write: its storage is full, or switched off as in a private window. It is sent as always. Keep this page open while something is waiting.";
const STILL_HERE = "Not everything has been sent yet, and this device cannot keep it. Wait a moment; it goes on by itself.";
const UNSENT_STOP = "No network: say it aloud. STOP is sent as soon as it can be.";
const TASK = {
  student: {
    prepare: "Step aside for a moment while your case is being read. You will get the door sign next. Tap when you are ready.",
    consent: "Before the clock, as yourselves: ask aloud whether you may. Then tap.",
    reading: "Read the door sign below. You go in at the bell.",
    quiet: "The station is over. Before anyone talks: how did you see it?",
  },
  patient: {
    prepare: "Read your part below. Say the opening once aloud. Tap when you are ready.",
    consent: "As yourself, not in your part: you will be asked whether this is all right. You may say no, and take a yes back at any second.",
    reading: "The student is reading the door sign. Get comfortable in your part.",
    quiet: "Answer as the patient, before anyone talks.",
  },
  observer: {
    prepare: "Look through the sheet below: this is what you will look for. Tap when you are ready.",
    consent: "You stay as chaperone. The student asks aloud; the answer may be no.",
    reading: "The student is reading the door sign.",
    quiet: "Before anyone talks: finish the sheet.",
  },
};
const CARD = {
  student: ["Treat it as real.", "Stuck? Take a time out.", "Finished early? Sum up, or stay silent."],
  patient: ["Say the opening as written, then wait.", "Give one fact for each question. Don’t help, don’t block.", "Not in the script? A symptom: “no”. Everyday life: make up something harmless, never a symptom, drug or allergy."],
  observer: ["Look up more than down.", "Don’t speak, nod or prompt.", "Catch words that you heard."],
};
const RULE = {
  volunteer: "Say these freely", open: "After an open question, or a silence", asked: "Only if asked", cue: "Only if they take up the cue",
};
const MARKS = { done: "Done", partly: "Partly", not: "Didn’t happen", na: "Did not arise" };
const AGREE = ["Not at all", "A little", "Partly", "Mostly", "Completely"];
const SENTENCE = {
  line: ["One line for yourself", "One thing I would like help with, or want to keep"],
  sentence: ["One sentence, as the patient", "“When you …, I felt …”"],
  next_step: ["Next time I will …", "One thing, small enough to do next time"],
  one_to_try: ["One thing to try next time", "Something to do or say, not what someone is like"],
};
const MOST_WRITTEN = 500;
const TOO_LONG = (length) => `These are ${length} characters of an earlier round, and up to ${MOST_WRITTEN} can be kept, so they were not saved. Copy what you need from here.`;
const GOAL = { tried: "Tried", partly: "Partly", no_chance: "No chance came" };
const PIN = { worked: ["thumb_up", "Worked"], try: ["lightbulb", "To try"] };
// A hint on this device only; it never blocks and is told to nobody.
const REAL = /\b(Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Nurse)\.?\s+[A-Z][a-z]+|\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/;
const NO_REAL = "No real patients or staff.";

// What is said about the text: faults, places still to be written, hints.

// What isn't written yet isn't a fault: a template starts with twenty of these.
export const KIND = { bad: ["error", "Fault, "], todo: ["edit", "To write, "], hint: ["lightbulb", "Hint, "] };
const EMPTY = "expected text; found nothing";
const NOT_YET = "nothing is written here yet";
const NOTHING = /; found (nothing|none)\b/;

export function sorted(faults) {
  return faults.map((fault) => ({
    ...fault,
    kind: kindOf(fault),
    message: fault.message === EMPTY ? NOT_YET : fault.message,
  }));
}

function kindOf({ error, message }) {
  if (!error) return "hint";
  return NOTHING.test(message) ? "todo" : "bad";
}

// A summary in one line, and its style: [words, kind].
export function summary(faults) {
  const many = (kind) => faults.filter((fault) => fault.kind === kind).length;
  const [bad, todo, hints] = [many("bad"), many("todo"), many("hint")];
  const said = [
    bad || todo ? "" : "No faults",
    bad ? `${count(bad, "fault", "faults")} to fix` : "",
    todo ? `${count(todo, "place", "places")} to write` : "",
    hints ? count(hints, "hint", "hints") : "",
  ];
  const words = said.filter(Boolean).join(", ");
  if (bad) return [words, "bad"];
  return [words, todo ? "todo" : "good"];
}

function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!…]$/.test(text) ? "" : ".");
}

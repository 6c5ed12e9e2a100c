// Pass one device round: the next name on a curtain, and no way back to what the last person saw.

import { button, h, isolated } from "./dom.js";

const STILL_HERE =
  "Not everything has been sent yet, and this device cannot keep it. Wait a moment; it goes on by itself.";
const RETRY = 500; // milliseconds

export function drawCurtain(room, other) {
  const who = isolated(other.name);
  const wait = h("p", { role: "status" });
  const dialog = { class: "over", role: "dialog", "aria-modal": "true", "aria-label": `For ${other.name}` };
  const open = () => handOver(room, other, wait);
  return h(
    "div",
    dialog,
    h(
      "div",
      { class: "in" },
      h("h2", {}, `This is for ${who}`),
      h("p", {}, "Hand the phone over. Nobody else looks."),
      button("curtain", `I am ${who}`, open, { class: "primary wide" }),
      wait,
    ),
  );
}

// What the last person tapped goes first, where the device cannot keep it for them.
function handOver(room, other, wait) {
  clearTimeout(room.handing);
  if (!room.isLoose()) {
    location.replace(`/practice?seat=${encodeURIComponent(other.seat)}`);
    return;
  }
  wait.textContent = STILL_HERE;
  room.queue.again();
  room.handing = setTimeout(() => handOver(room, other, wait), RETRY);
}

// Passing one device round: a curtain with the next name, and no way back to what the last person saw.

import { PRACTICE } from "../server/pages.js";
import { button, h, isolated } from "./dom.js";

const STILL_HERE =
  "Not everything has been sent yet, and this device can’t store it. Wait a moment; it will carry on by itself.";
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
      h("p", {}, "Hand the phone over. Nobody else should look."),
      button("curtain", `I’m ${who}`, open, { class: "primary wide" }),
      wait,
    ),
  );
}

// If the device can't store what the last person tapped, that is sent first.
function handOver(room, other, wait) {
  clearTimeout(room.handing);
  if (!room.isLoose()) {
    location.replace(`/${PRACTICE.stem}?seat=${encodeURIComponent(other.seat)}`);
    return;
  }
  wait.textContent = STILL_HERE;
  room.queue.again();
  room.handing = setTimeout(() => handOver(room, other, wait), RETRY);
}

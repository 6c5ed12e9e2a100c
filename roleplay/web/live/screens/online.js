// For people who are apart: the way into their call, and how it goes.

import { bullets, h } from "../dom.js";

const HOW_ONLINE = [
  "Cameras on.",
  "Keep this page on your phone, or beside the call.",
  "If you play the patient, mute yourself between stations.",
  "Examinations are talked through: nobody is examined.",
];

// How it goes is said once, before the first round.
export function drawOnline(top) {
  if (!top.online) return null;
  const isOpening = top.stage === "opening";
  return [isOpening ? h("h2", {}, "Online") : null, callLink(top), isOpening ? bullets(HOW_ONLINE) : null];
}

// Only a web page is worth a tap, whatever was typed.
export function callLink({ call }) {
  if (!/^https?:\/\//i.test(call)) return null;
  return h("a", { class: "call", href: call, target: "_blank", rel: "noopener noreferrer" }, call);
}

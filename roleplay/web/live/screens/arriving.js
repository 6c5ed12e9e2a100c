// A minute before the first round, for who chose it: each says how they are arriving. Nothing is typed.

import { MinuteBox } from "../../wellbeing/minute_box.js";
import { h, paragraph } from "../dom.js";

const HOW = "One minute in all: each of you says how you’re arriving, or passes. Nothing is typed or stored.";

// The minute goes on while the screen around it is drawn again. It is this screen's alone: one phone is enough.
export function drawArriving(room) {
  room.arriving ??= new MinuteBox();
  return [h("h2", {}, "How are we arriving?"), paragraph("say", HOW), room.arriving.root];
}

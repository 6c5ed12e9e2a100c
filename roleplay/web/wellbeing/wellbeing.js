// One of the small things for the people themselves. Nothing here talks to a server, or to the page around it.

import { kept } from "../live/device.js";
import { isDark } from "../live/element.js";
import { CheckIn } from "./check_in.js";
import { SwitchBox } from "./check_in_box.js";
import { MinuteBox } from "./minute_box.js";
import { RoughWeekBox } from "./rough_week_box.js";

const BOXES = new WeakMap();
const checkIn = new CheckIn(kept, () => Date.now());
const MAKES = {
  minute: () => new MinuteBox(),
  countdown: (data) => new MinuteBox(data),
  rough_week: () => new RoughWeekBox(checkIn),
  switch: () => new SwitchBox(checkIn),
};

export default function ({ data, parentElement }) {
  let box = BOXES.get(parentElement);
  // Where the next thing of a page is drawn in the place of the last one.
  const made = JSON.stringify(data);
  if (box && box.made !== made) {
    box.close();
    box = null;
  }
  if (!box) {
    box = MAKES[data.part](data);
    box.made = made;
    parentElement.querySelector("#kit-wellbeing").replaceChildren(box.root);
    BOXES.set(parentElement, box);
  }
  box.root.classList.toggle("dark", isDark(parentElement.host ?? parentElement));
  return () => {
    box.close();
    BOXES.delete(parentElement);
  };
}

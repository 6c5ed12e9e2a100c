// An example station: it runs, it is marked, and what was marked goes to the page. Our own marks are not here yet.

import { isDark } from "../live/element.js";
import { ExampleBox } from "./example_box.js";

const BOXES = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let box = BOXES.get(parentElement);
  if (box && box.data.id !== data.id) {
    box.close();
    box = null;
  }
  if (!box) {
    box = new ExampleBox(data);
    parentElement.querySelector("#kit-example").replaceChildren(box.root);
    BOXES.set(parentElement, box);
  }
  box.mount((marked) => setTriggerValue("marked", marked), isDark(parentElement.host ?? parentElement));
  return () => {
    box.close();
    BOXES.delete(parentElement);
  };
}

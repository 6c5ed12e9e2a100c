// The editor for a case: a text field with numbered lines, faults beside their lines, and a draft that survives a
// reload. It asks the kit to check during typing; Streamlit gets the text only when the typing pauses.

import { isDark } from "../live/element.js";
import { Editor } from "./case_editor.js";

const EDITORS = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  let editor = EDITORS.get(parentElement);
  if (editor) {
    editor.update(data);
  } else {
    editor = new Editor(parentElement.querySelector("#kit-editor"), data);
    EDITORS.set(parentElement, editor);
  }
  editor.mount(setStateValue, isDark(parentElement.host ?? parentElement));
  return () => {
    editor.close();
    EDITORS.delete(parentElement);
  };
}

// The link to a video call: only a web page is worth a tap.

import assert from "node:assert/strict";
import { test } from "node:test";
import { callLink, drawOnline } from "../../../roleplay/web/live/screens/online.js";

test("whatever is not a link to a page is no link", () => {
  for (const call of [
    "",
    "javascript:alert(1)",
    " https://meet.example.org",
    "data:text/html,x",
    "//meet.example.org",
  ]) {
    assert.equal(callLink({ call }), null);
  }
});

test("in one room nothing is said about being online", () => {
  assert.equal(drawOnline({ online: false, call: "", stage: "opening" }), null);
});

test("how it goes is said before the first round only", () => {
  assert.deepEqual(drawOnline({ online: true, call: "", stage: "next" }), [null, null, null]);
});

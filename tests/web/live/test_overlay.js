// What was tapped on this device counts at once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withTaps } from "../../../roleplay/web/live/overlay.js";
import { Phone } from "./phone.js";

const VIEW = { top: { round: 1 }, go: { moments: [], asks: true, happened: null } };

test("an answer about another go is seen before the server has it, and the last one counts", () => {
  const phone = new Phone();
  phone.answer = () => ({ ok: false, status: 0, body: null });

  phone.queue.add({ kind: "rated_try", round: 1, happened: "no" });
  phone.queue.add({ kind: "rated_try", round: 1, happened: "partly" });

  assert.equal(withTaps(VIEW, phone.queue).go.happened, "partly");
  assert.equal(VIEW.go.happened, null);
});

test("an answer about another round's changes nothing in this one's", () => {
  const phone = new Phone();
  phone.answer = () => ({ ok: false, status: 0, body: null });

  phone.queue.add({ kind: "rated_try", round: 2, happened: "no" });

  assert.equal(withTaps(VIEW, phone.queue).go.happened, null);
});

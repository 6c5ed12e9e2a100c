import assert from "node:assert/strict";
import { test } from "node:test";
import { WordsStay, saysOf } from "../../../roleplay/web/live/words_stay.js";

function writer(stays, answer = { ok: true, body: {} }) {
  const said = [];
  const sent = [];
  const post = async (value) => {
    sent.push(value);
    return answer;
  };
  return { wordsStay: new WordsStay({ stays, post, say: (text) => said.push(text) }), said, sent };
}

test("a press says that the words stay, and another takes that back", async () => {
  const { wordsStay, sent } = writer(false);
  await wordsStay.turn();
  assert.equal(wordsStay.stays, true);
  await wordsStay.turn();
  assert.deepEqual([wordsStay.stays, sent], [false, [true, false]]);
});

test("what wasn't saved is as it was, and the screen says so", async () => {
  const { wordsStay, said } = writer(false, { ok: false, body: null });
  await wordsStay.turn();
  assert.deepEqual([wordsStay.stays, said.length], [false, 1]);
});

test("on a device that isn't the writer's own there is no line", () => {
  assert.equal(writer(null).wordsStay.draw("one_to_try", "Ana"), null);
});

test("the line says what may happen to the words", () => {
  assert.notEqual(saysOf("Ana", true), saysOf("Ana", false));
});

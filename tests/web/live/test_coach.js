import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hintFor, namesMoment } from "../../../roleplay/web/live/coach.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), "utf8"));
const known = read("coach.json");
const wrong = ({ must_catch: caught, good }) => [
  ...caught
    .filter(({ rule, text }) => hintFor(text)?.rule !== rule)
    .map(({ text, rule }) => [rule, hintFor(text)?.rule, text]),
  ...good.filter((text) => hintFor(text)).map((text) => ["good", hintFor(text).rule, text]),
];

test("what a comment lacks is named by the first rule that fits, and a good one passes in silence", () => {
  assert.deepEqual(wrong(known), []);
});

test("a moment is a quotation, a number or words of time, and next time is none", () => {
  for (const text of ["You said “my dad”", "At 2:21 you waited", "Ask before you press"]) assert.ok(namesMoment(text));
  for (const text of ["Next time ask about red flags", "Next session, explain more"]) assert.ok(!namesMoment(text));
});

test("what somebody said in a quotation isn't held against the writer", () => {
  assert.equal(hintFor("You said 'don't worry, you're brilliant' and he went quiet"), null);
  assert.equal(hintFor("“Your accent is funny”: when he said that, you went on calmly"), null);
});

test("a pin's moment is enough for a short comment", () => {
  assert.equal(hintFor("At 2:21 silence"), null);
  assert.equal(hintFor("Silence")?.rule, "short");
});

// Not taken from the sentences above.
const OTHERS = {
  must_catch: [
    ["accent", "Lost some words because you’re not a native speaker"],
    ["person", "You come across as arrogant"],
    ["person", "You’re a really good listener"],
    ["person", "You were a bit stiff"],
    ["praise", "Nice work today :)"],
    ["praise", "Very nice manner throughout"],
    ["dont", "Avoid leading questions"],
    ["dont", "Please don't talk over the patient"],
    ["trait", "Your rapport could be better"],
    ["trait", "Needs more structure"],
    ["moment", "You didn't ask about smoking"],
    ["moment", "Explain the tests in plain words"],
  ].map(([rule, text]) => ({ rule, text })),
  good: [
    "You knelt down before you spoke to him, and his shoulders dropped.",
    "Once I mentioned my wife you put the pen down. I wanted to tell you more.",
    "At 4:10 you said “dyspnoea”; she looked puzzled. Try “short of breath”.",
    "Ask for the tablets' names while she has the bag open.",
    'You let the silence run after the word "miscarriage". It was right.',
    "You gave the dose twice, 5 ml and one spoon. Pick one and check it back.",
  ],
};

test("other sentences are understood as well", () => {
  assert.deepEqual(wrong(OTHERS), []);
});

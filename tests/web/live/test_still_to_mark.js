import assert from "node:assert/strict";
import { test } from "node:test";
import { StillToMark } from "../../../roleplay/web/live/still_to_mark.js";

function lines(marks) {
  return Object.entries(marks).map(([id, mark]) => ({ id, mark, never: id === "scares" }));
}

function ids(items) {
  return items.map(({ id }) => id);
}

const BEFORE = { opens: null, asks: "done", nights: null, net: null, scares: null };

test("a line stays where it was when it is marked", () => {
  const still = new StillToMark();
  const before = ids(still.hold(1, lines(BEFORE)));

  const after = ids(still.hold(1, lines({ ...BEFORE, opens: "not", net: "done" })));

  assert.deepEqual([before, after], [["opens", "nights", "net"], before]);
});

test("each round has its own lines", () => {
  const still = new StillToMark();
  still.hold(1, lines(BEFORE));

  assert.deepEqual(ids(still.hold(2, lines({ opens: "done", net: null }))), ["net"]);
});

test("the rest is neither what is marked nor what was left blank", () => {
  const still = new StillToMark();
  const items = lines({ ...BEFORE, net: null });
  still.hold(1, items);
  still.setBlank("nights", true);

  assert.deepEqual(still.takeRest(lines({ ...BEFORE, opens: "done" })), ["net"]);
});

test("what was marked as the rest can be unmarked, but not what was changed since", () => {
  const still = new StillToMark();
  still.hold(1, lines(BEFORE));
  still.takeRest(lines(BEFORE));

  const back = still.giveBack(lines({ ...BEFORE, opens: "not", nights: "done", net: "not" }));

  assert.deepEqual(back, ["opens", "net"]);
  assert.deepEqual(still.giveBack(lines({ ...BEFORE, opens: "not" })), [], "Once.");
});

test("a line left blank by mistake can be marked with the rest again", () => {
  const still = new StillToMark();
  still.hold(1, lines(BEFORE));
  still.setBlank("net", true);
  still.setBlank("net", false);

  assert.deepEqual(still.takeRest(lines(BEFORE)), ["opens", "nights", "net"]);
});

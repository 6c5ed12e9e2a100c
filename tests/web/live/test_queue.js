import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./by_hand.js";
import { accept, OFFLINE, Phone, PLACE } from "./phone.js";

function refuseThe(item) {
  return (taps) => {
    const { body } = accept(taps);
    const refused = taps.find((tap) => tap.item === item)?.token;
    const answers = body.answers.map((one) =>
      one.token === refused ? { ...one, result: "refused", say: "No." } : one,
    );
    return { ok: true, status: 200, body: { answers } };
  };
}

function tooLargeFrom(item) {
  return (taps) =>
    taps.some((tap) => tap.item === item) ? { ok: false, status: 413, body: { say: "Too large." } } : accept(taps);
}

test("a tap is sent at once, and forgotten once the server has it", async () => {
  const phone = new Phone();

  await phone.tap("smiles");

  assert.deepEqual(phone.items, [["smiles"]]);
  assert.deepEqual([phone.waiting, phone.kept.keys(PLACE)], [[], []]);
});

test("what is tapped without a network is sent in order once there is one", async () => {
  const phone = new Phone();
  phone.answer = () => OFFLINE;
  await phone.tap("a", "b");
  phone.answer = accept;

  await phone.passes(1000);

  assert.deepEqual(phone.items.at(-1), ["a", "b"]);
  assert.deepEqual(phone.waiting, []);
});

test("a reload in the middle loses no tap", async () => {
  const phone = new Phone();
  phone.answer = () => OFFLINE;
  await phone.tap("a", "b", "c");

  phone.open();
  phone.answer = accept;
  phone.queue.send();
  await settled();

  assert.deepEqual(phone.items.at(-1), ["a", "b", "c"]);
});

test("an answer that got lost does not make a second tap", async () => {
  const phone = new Phone();
  phone.answer = () => OFFLINE;
  await phone.tap("a");
  phone.answer = accept;
  await phone.passes(1000);

  assert.equal(new Set(phone.sent.flat().map((tap) => tap.token)).size, 1);
});

test("a full storage loses no tap while the page is open", async () => {
  const phone = new Phone();
  phone.storage.fillUp();
  phone.answer = () => OFFLINE;
  await phone.tap("a", "b");
  assert.equal(phone.kept.isLoose(PLACE), true);
  phone.answer = accept;

  await phone.passes(1000);

  assert.deepEqual([phone.items.at(-1), phone.kept.isLoose(PLACE)], [["a", "b"], false]);
});

test("taps that did not fit into a full storage are stored as soon as there is room", async () => {
  const phone = new Phone();
  phone.answer = () => OFFLINE;
  phone.storage.fillUp();
  await phone.tap("a");
  phone.storage.makeRoom();
  phone.queue.again();

  phone.open();

  assert.deepEqual(phone.waiting, ["a"]);
});

test("taps made while the clock is set back stay in the order in which they were made", async () => {
  const phone = new Phone();
  phone.answer = () => OFFLINE;
  await phone.tap("first");
  phone.time.now -= 3_600_000;
  await phone.tap("second");

  phone.open();

  assert.deepEqual(phone.waiting, ["first", "second"]);
});

test("a tap that cannot be read does not hide the others, and its owner sees it as it is", () => {
  const phone = new Phone();
  phone.storage.setItem(`${PLACE}:tap:x`, "{half");
  phone.storage.setItem(`${PLACE}:tap:y`, JSON.stringify({ kind: "marked", item: "a", token: "y" }));

  phone.open();
  phone.open();

  assert.deepEqual(phone.waiting, ["a"]);
  assert.deepEqual(
    phone.queue.refused.map(({ tap }) => tap.text),
    ["{half"],
    "Set aside once.",
  );
});

test("what the server refuses stays on the device with its sentence until somebody has seen it", async () => {
  const phone = new Phone();
  phone.answer = refuseThe("b");
  await phone.tap("a", "b");
  await phone.passes(1);

  phone.open();
  assert.deepEqual([phone.queue.refused[0].tap.item, phone.queue.refused[0].say, phone.said], ["b", "No.", ["No."]]);
  phone.queue.seen();

  phone.open();
  assert.deepEqual(phone.queue.refused, []);
});

test("one tap that can never be accepted does not hold up the others, and is set aside alone", async () => {
  const phone = new Phone();
  phone.answer = () => OFFLINE;
  await phone.tap("a", "b", "bad", "c", "d");
  phone.answer = tooLargeFrom("bad");

  for (let tries = 0; tries < 20; tries += 1) await phone.passes(5000);

  assert.deepEqual(phone.waiting, []);
  assert.deepEqual(
    phone.queue.refused.map(({ tap }) => tap.item),
    ["bad"],
  );
  assert.deepEqual(
    new Set(phone.items.filter((items) => !items.includes("bad")).flat()),
    new Set(["a", "b", "c", "d"]),
  );
});

test("STOP goes first and alone", async () => {
  const phone = new Phone();
  phone.answer = () => OFFLINE;
  await phone.tap("a");
  phone.queue.add({ kind: "move", move: "stop" });
  await settled();
  phone.answer = accept;

  await phone.passes(2000);
  await phone.passes(0);

  assert.deepEqual(phone.items.slice(-2), [["stop"], ["a"]]);
});

test("a STOP that has not got through can be taken back", async () => {
  const phone = new Phone();
  phone.answer = () => OFFLINE;
  phone.queue.add({ kind: "move", move: "stop" });
  await settled();

  phone.queue.takeBackStop();

  assert.deepEqual([phone.waiting, phone.kept.keys(PLACE)], [[], []]);
});

test("nothing is sent while the server has asked for patience", async () => {
  const phone = new Phone();
  phone.answer = () => ({ ok: false, status: 429, body: { say: "Later.", wait: 30 } });
  await phone.tap("a");
  phone.answer = accept;

  await phone.passes(29_000);
  await phone.tap("b");
  assert.equal(phone.sent.length, 1);
  await phone.passes(1000);

  assert.deepEqual(phone.items.at(-1), ["a", "b"]);
});

test("a server that is down is asked less and less often, but at least every five seconds", async () => {
  const phone = new Phone();
  phone.answer = () => OFFLINE;
  await phone.tap("a");

  for (let second = 0; second < 60; second += 1) await phone.passes(1000);

  assert.ok(phone.sent.length >= 12 && phone.sent.length <= 20, `${phone.sent.length} times`);
});

test("the screen shows the last tap about a thing, and no move", async () => {
  const phone = new Phone();
  phone.answer = () => OFFLINE;
  await phone.tap("a");
  phone.queue.add({ kind: "marked", round: 1, item: "a", mark: null });
  phone.queue.add({ kind: "move", move: "stop" });

  const overlay = phone.queue.overlay();

  assert.deepEqual([[...overlay.keys()], overlay.get("marked|1|a").mark], [["marked|1|a"], null]);
});

test("what is saved after all is no longer called not saved", async () => {
  const phone = new Phone();
  phone.answer = refuseThe("b");
  await phone.tap("a", "b", "c");
  await phone.passes(1);
  phone.answer = accept;

  await phone.tap("c");
  assert.equal(phone.queue.refused.length, 1, "Another line changes nothing about it.");
  await phone.tap("b");

  phone.open();
  assert.deepEqual(phone.queue.refused, []);
});

test("one pin that is saved does not stand for another that was not", async () => {
  const phone = new Phone();
  phone.answer = (taps) => refuseThe(undefined)(taps);
  phone.queue.add({ kind: "pinned", round: 1, pin: "try" });
  await phone.passes(1);
  phone.answer = accept;

  phone.queue.add({ kind: "pinned", round: 1, pin: "try" });
  await phone.passes(1);

  assert.equal(phone.queue.refused.length, 1);
});

test("a form that can not be submitted yet is not called not saved", async () => {
  const phone = new Phone();
  phone.answer = refuseThe(undefined);

  phone.queue.add({ kind: "handed_in", round: 1 });
  await phone.passes(1);

  assert.deepEqual([phone.queue.refused, phone.said, phone.waiting], [[], ["No."], []]);
});

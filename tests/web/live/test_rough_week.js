import assert from "node:assert/strict";
import { test } from "node:test";
import { pass, WORDS } from "../../../roleplay/web/wellbeing/rough_week.js";

// A device that shares or throws, and copies or not.
function device({ fault = null, copies = true, shares = true } = {}) {
  const done = [];
  const share = async ({ text }) => {
    if (fault) throw Object.assign(new Error("no"), { name: fault });
    done.push(`shared ${text}`);
  };
  const copy = async (words) => {
    if (copies) done.push(`copied ${words}`);
    return copies;
  };
  return { share: shares ? share : undefined, copy, done };
}

test("the line goes to the device's own share sheet", async () => {
  const phone = device();

  assert.equal(await pass(phone), "shared");
  assert.deepEqual(phone.done, [`shared ${WORDS}`]);
});

test("who closes the sheet has nothing copied for them", async () => {
  const phone = device({ fault: "AbortError" });

  assert.equal(await pass(phone), "left");
  assert.deepEqual(phone.done, []);
});

test("a device without a share sheet copies the line", async () => {
  const phone = device({ shares: false });

  assert.equal(await pass(phone), "copied");
  assert.deepEqual(phone.done, [`copied ${WORDS}`]);
});

test("a device that refuses to share copies the line", async () => {
  const phone = device({ fault: "NotAllowedError" });

  assert.equal(await pass(phone), "copied");
  assert.deepEqual(phone.done, [`copied ${WORDS}`]);
});

test("a device that can do neither says so", async () => {
  assert.equal(await pass(device({ shares: false, copies: false })), "failed");
});

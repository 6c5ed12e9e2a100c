// What wakes a room: touches, the network, the page being shown or left, and time.

const TICK = 200; // milliseconds
const PING = 10000;
const AGAIN = 3000;

export function listen(room) {
  const { connection, drafts, queue } = room;
  const ends = new AbortController();
  const on = (target, name, hear) => target.addEventListener(name, hear, { signal: ends.signal });
  on(document, "pointerdown", () => touched(room));
  on(document, "visibilitychange", () => seen(room));
  on(window, "online", () => {
    queue.hurry();
    connection.connect();
  });
  on(window, "pagehide", () => drafts.flush());
  on(window, "beforeunload", (event) => {
    if (!room.wouldLose()) return;
    event.preventDefault();
    event.returnValue = "";
  });
  const timers = [
    setInterval(() => room.screen.tick(), TICK),
    setInterval(() => connection.ping(), PING),
    setInterval(() => queue.again(), AGAIN),
  ];
  return { stop: () => ends.abort(), stopTimers: () => timers.forEach(clearInterval) };
}

function touched({ sound, wakefulness }) {
  sound.wake();
  if (!wakefulness.lock || wakefulness.isLost()) wakefulness.hold();
}

function seen({ connection, wakefulness }) {
  if (document.visibilityState !== "visible") return;
  connection.ping();
  connection.connect();
  if (wakefulness.isLost()) wakefulness.hold();
}

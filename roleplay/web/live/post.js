// How taps travel to the server.

const GIVE_UP = 8000; // milliseconds

// Returns {ok, status, body}, and `late` if it gave up waiting. Never throws.
export async function post(url, message) {
  const giveUp = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    giveUp.abort();
  }, GIVE_UP);
  try {
    const response = await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      signal: giveUp.signal,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(message),
    });
    const body = await response.json().catch(() => null);
    return { ok: response.ok && body !== null, status: response.status, body };
  } catch {
    return { ok: false, status: 0, body: null, late };
  } finally {
    clearTimeout(timer);
  }
}

// getRandomValues, as crypto.randomUUID is missing on pages served over plain HTTP.
export function token() {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

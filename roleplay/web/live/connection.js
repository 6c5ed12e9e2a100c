// The socket that brings this seat's view, reopened for as long as the page wants it.

const OPEN = 1; // as WebSocket.readyState
const SILENT = 25000; // milliseconds without an answer after which a socket counts as dead
const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 3000;

export class Connection {
  // `open(url)` makes a socket; `later(work, ms)` and `now()` are the page's time.
  constructor({ url, open, later, now, heard, opened, closed }) {
    Object.assign(this, { url, open, later, now, heard, opened, closed });
    this.socket = null;
    this.tries = 0;
    this.lastHeard = null;
    this.isOver = false;
  }

  connect() {
    if (this.isOver || (this.socket && this.socket.readyState <= OPEN)) return;
    const socket = this.open(this.url);
    this.socket = socket;
    socket.onopen = () => {
      this.tries = 0;
      this.opened();
    };
    socket.onmessage = (event) => {
      this.lastHeard = this.now();
      this.heard(JSON.parse(event.data));
    };
    socket.onclose = () => this.tryAgain();
  }

  tryAgain() {
    if (this.isOver) return;
    this.closed();
    this.later(() => this.connect(), Math.min(FIRST_PAUSE * 2 ** Math.min(this.tries, 4), LONGEST_PAUSE));
    this.tries += 1;
  }

  isOpen() {
    return this.socket?.readyState === OPEN;
  }

  // Ask for the time. A phone that slept may be holding a socket that died long ago.
  ping() {
    if (!this.isOpen()) return;
    if (this.lastHeard && this.now() - this.lastHeard > SILENT) {
      this.lastHeard = null;
      this.socket.close();
      return;
    }
    this.socket.send("now?");
  }

  end() {
    this.isOver = true;
    this.socket?.close();
  }
}

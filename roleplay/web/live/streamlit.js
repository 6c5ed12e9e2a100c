// What the live part asks of the page around it: a rerun when Streamlit's share of the screen has changed, and a reload
// if Streamlit is dead.

const SPREAD = 6000; // milliseconds over which the phones reload their pages after the server restarts
const FOLLOWS = 6000; // milliseconds within which Streamlit draws what it was asked for
const RETRY = 3000;

export class Streamlit {
  // `isOver()`: whether the component is gone; `wouldLose()`: whether leaving would lose something; `leave()` ends it.
  constructor({ isOver, wouldLose, leave, later }) {
    Object.assign(this, { isOver, wouldLose, leave, later });
    this.asked = null;
    this.reloads = false;
  }

  // `data` is what the last run drew; `fire` asks for another run.
  mounted(data, fire) {
    this.data = data;
    this.fire = fire;
  }

  follow({ view, screen }) {
    const { number } = view.top;
    const shows = `${number}|${screen}|${hash(JSON.stringify(drawnByStreamlit(view, screen)))}`;
    if (shows === this.asked) return;
    const first = this.asked === null;
    this.asked = shows;
    const isDrawn = this.data.number === number && this.data.screen === screen;
    if (first && isDrawn && !view.opened && !view.plan) return;
    this.fire("stage", shows);
    const isLeftBehind = () => !this.isOver() && this.asked === shows && this.data.number < number;
    this.later(() => this.loadAgain(isLeftBehind), FOLLOWS);
  }

  // The server has restarted: the page around us may look alive but be dead, so reload it. Not on all the phones of a
  // course in the same second, or each would wait for all the others.
  restarted() {
    if (this.reloads) return;
    this.reloads = true;
    this.later(() => this.loadAgain(() => !this.isOver()), 500 + Math.random() * SPREAD);
  }

  // Only if a server answers: otherwise a phone that has just lost its network would show the browser's own error page
  // for the whole station.
  async loadAgain(isWanted) {
    if (!isWanted()) return;
    const isSafe = !this.wouldLose() && (await answers());
    if (!isWanted()) return;
    if (!isSafe) {
      this.later(() => this.loadAgain(isWanted), RETRY);
      return;
    }
    this.leave();
    location.reload();
  }
}

// Before and after a round Streamlit draws what others change: who is here, the plan, words that arrive later.
function drawnByStreamlit(view, screen) {
  const people = screen === "Lobby" ? view.top.people : null;
  return [view.opened, view.plan, people, view.note?.accepted, view.rounds, view.next_step];
}

function answers() {
  return fetch("/_stcore/health", { cache: "no-store" }).then(
    (response) => response.ok,
    () => false,
  );
}

function hash(text) {
  let number = 0;
  for (let i = 0; i < text.length; i += 1) number = (number * 31 + text.charCodeAt(i)) | 0;
  return number;
}

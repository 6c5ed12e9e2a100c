// What the live part asks of the page around it: a rerun when there is something else to draw there, and a reload if
// Streamlit is dead.

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

  // `around` names what there is to draw around us, and the moment, which only some of it follows.
  follow({ around }) {
    this.around = around;
    const shows = this.shows();
    if (shows === this.data.drawn) this.asked = null;
    if (shows === this.data.drawn || shows === this.asked) return;
    this.asked = shows;
    this.fire("around", shows);
    this.reloadUnless(() => this.asked !== shows || this.shows() === this.data.drawn);
  }

  shows() {
    const [part, moment] = this.around;
    return this.data.follows ? `${part} ${moment}` : part;
  }

  // Somebody wants to change the plan.
  asksForPlan() {
    this.asksFor("plan", () => this.data.planning);
  }

  // Somebody wants to say what is wrong with the case.
  asksForReport() {
    this.asksFor("report", () => this.data.reporting);
  }

  asksFor(what, isDrawn) {
    const { around } = this;
    this.fire(what, around[1]);
    this.reloadUnless(() => isDrawn() || this.around[1] !== around[1]);
  }

  reloadUnless(isDrawn) {
    this.later(() => this.loadAgain(() => !this.isOver() && !isDrawn()), FOLLOWS);
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

function answers() {
  return fetch("/_stcore/health", { cache: "no-store" }).then(
    (response) => response.ok,
    () => false,
  );
}

// What is found on examination: as the student gets it, and as cards for the person who hands them over.

import { HANDED_OVER, QUESTIONS_FROM, UNASKED } from "../../../shared_words.js";
import { bullets, button, fold, h, isolated, paragraph, spoken } from "../dom.js";
import { icon } from "../element.js";

export function drawFindings(findings, room) {
  if (!findings.length) return null;
  return [h("h2", {}, "Findings"), findings.map((finding) => drawFinding(finding, room))];
}

function drawFinding({ ask, card, image }, room) {
  return h(
    "div",
    { class: "card" },
    h("strong", {}, ask),
    card ? h("p", {}, card) : null,
    drawPicture(image, ask, room),
  );
}

// A picture comes from a route that checks the view; if it's missing, only the card's words are left.
export function drawPicture(name, about, room) {
  if (!name) return null;
  const image = h("img", { class: "picture", src: room.picture(name), alt: about, loading: "lazy" });
  image.onerror = () => image.replaceWith(paragraph("quiet", "The picture is missing. Go by the words."));
  return image;
}

export function drawQuestions(view, room) {
  if (view.questions_at === null || room.minute() < view.questions_at) return null;
  return spoken("notice", h("strong", {}, "Questions now."));
}

// `others` are the other people in the case; `viva` is what is asked at the end.
export function drawCards({ findings, released, others, viva }, room, isLive) {
  const cards = findings.map((finding) => drawCard(finding, released.includes(finding.id), room, isLive));
  const many = findings.filter((finding) => finding.shown === "card").length;
  return [
    cards.length
      ? fold("cards", `Cards to hand over when asked for: ${many}`, h("div", { class: "list" }, cards))
      : null,
    others.length ? drawOthers(others) : null,
    viva ? drawViva(viva) : null,
  ];
}

function drawOthers(others) {
  const lines = others.map((other) => `${isolated(other.plays)}: ${isolated(other.you_are)}`);
  return [h("h3", {}, "You also read out"), bullets(lines)];
}

function drawViva({ at_minute: minute, questions }) {
  const lines = questions.map(({ ask, answer }) => `${isolated(ask)} (${isolated(answer)})`);
  return [h("h3", {}, `${QUESTIONS_FROM} ${minute}`), paragraph("quiet", UNASKED), bullets(lines)];
}

function drawCard(finding, out, room, isLive) {
  const { ask, card, image, shown } = finding;
  const words = [h("strong", {}, ask), ` ${card}`, drawPicture(image, ask, room)];
  if (!isLive) return h("div", {}, words);
  if (shown === "said") return h("div", {}, h("strong", {}, ask), ` Say: ${isolated(card)}`);
  if (shown !== "card") return h("div", {}, h("strong", {}, ask), " As you find it; nothing is written down.");
  const says = [
    h("span", { class: "tick" }, icon(out ? "check_circle" : "outbox")),
    h("span", {}, words),
    out ? h("span", { class: "state" }, HANDED_OVER) : null,
  ];
  const handOver = () => !out && room.tap({ kind: "released", finding: finding.id });
  return h("div", { class: "line" }, button(`card-${finding.id}`, says, handOver, { "aria-pressed": String(out) }));
}

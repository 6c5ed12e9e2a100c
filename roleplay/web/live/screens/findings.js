// What is found on examination: as the student gets it, and as cards for the person who hands them over.

import { HANDED_OVER, QUESTIONS_FROM, UNASKED } from "../../../shared_words.js";
import { bullets, button, fold, h, isolated, paragraph, spoken } from "../dom.js";
import { icon } from "../element.js";

const GIVE = "Hand over";
const YES_GIVE = "Yes, hand over";

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

// `others` are the other people in the case.
export function drawCards({ findings, released, others }, room, isLive) {
  const cards = findings.map((finding) => drawCard(finding, released.includes(finding.id), room, isLive));
  const many = findings.filter((finding) => finding.shown === "card").length;
  return [
    cards.length
      ? fold("cards", `Cards to hand over when asked for: ${many}`, h("div", { class: "list" }, cards))
      : null,
    others.length ? drawOthers(others) : null,
  ];
}

function drawOthers(others) {
  const lines = others.map((other) => `${isolated(other.plays)}: ${isolated(other.you_are)}`);
  return [h("h3", {}, "You also read out"), bullets(lines)];
}

// What is asked at the end stands below what is needed before, and folded.
export function drawViva(viva) {
  if (!viva) return null;
  const { at_minute: minute, questions } = viva;
  const lines = questions.map(({ ask, answer }) => `${isolated(ask)} (${isolated(answer)})`);
  return fold("viva", `${QUESTIONS_FROM} ${minute}: ${questions.length}`, paragraph("quiet", UNASKED), bullets(lines));
}

function drawCard(finding, isOut, room, isLive) {
  const { ask, card, image, shown } = finding;
  const words = {
    card: [h("p", {}, card), drawPicture(image, ask, room)],
    said: h("p", {}, isLive ? `Say: ${isolated(card)}` : card),
  };
  const asFound = isLive ? h("p", {}, "As you find it; nothing is written down.") : h("p", {}, card);
  return h(
    "div",
    { class: "give" },
    h("strong", {}, ask),
    words[shown] ?? asFound,
    isLive && shown === "card" ? drawGiving(finding, isOut, room) : null,
  );
}

// One slip must not hand it over: the second tap is in another place, and where the first one was is the way back.
function drawGiving({ id, ask }, isOut, room) {
  const { giving } = room.main;
  const label = (words) => ({ "aria-label": `${words}: ${ask}` });
  const key = `give-${id}`;
  if (isOut) {
    const says = [icon("check_circle"), HANDED_OVER];
    return h(
      "div",
      { class: "two" },
      button(key, says, () => {}, { ...label(HANDED_OVER), "aria-pressed": "true" }),
    );
  }
  const hold = (one) => () => room.main.give(one);
  const handOver = () => room.tap({ kind: "released", finding: id });
  const yes = giving === id ? button(key, YES_GIVE, handOver, label(YES_GIVE)) : null;
  const first = yes ? button(`card-${id}`, "Not yet", hold(null), label("Not yet")) : null;
  return h("div", { class: "two" }, yes ?? h("span"), first ?? button(`card-${id}`, GIVE, hold(id), label(GIVE)));
}

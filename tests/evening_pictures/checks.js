// What a machine can see is wrong with a screen as it stands: a list of sentences. Lengths are in pixels.
() => {
  const found = [];
  function* everything(root) {
    for (const element of root.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* everything(element.shadowRoot);
    }
  }
  const all = [...everything(document)].filter((one) => one.checkVisibility());
  const one = (selector) => all.find((each) => each.matches(selector));
  const said = (element) => (element.getAttribute("aria-label") || element.innerText || element.localName).slice(0, 60);
  const box = (element) => element.getBoundingClientRect();
  const style = (element) => getComputedStyle(element);
  const isFixed = (element) => element.closest(".band, .bar, .over, .toast, .hide");

  // How many lines each run of text takes.
  const lines = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const runs = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || node.parentElement.closest(".icon, .hide")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const middles = [...range.getClientRects()].map(({ y, height }) => Math.round(y + height / 2));
      const rows = middles.filter((at, place) => middles.findIndex((other) => Math.abs(other - at) < 6) === place);
      runs.push([node.data.trim(), rows.length]);
    }
    return runs;
  };

  const band = one(".kit .band");
  const bar = one(".kit .bar");
  const cover = one(".kit .over");
  if (band && !cover) {
    for (const [text, rows] of lines(band)) if (rows > 1) found.push(`header: “${text}” takes ${rows} lines`);
    const share = Math.round((box(band).height / innerHeight) * 100);
    if (share > 25) found.push(`header: takes ${share} % of the screen`);
  }
  if (bar && !cover) {
    const buttons = [...bar.querySelectorAll("button")].filter((each) => each.checkVisibility());
    const rows = Object.groupBy(buttons, (each) => Math.round(box(each).y / 10));
    for (const row of Object.values(rows)) {
      if (row.length === 1 && buttons.length > 1 && row[0].matches(".stop"))
        found.push("bar: STOP is alone on its row");
    }
    for (const button of buttons) {
      const most = button.closest(".also") ? 2 : 1; // what More opens stands in two columns
      for (const [text, rows] of lines(button)) if (rows > most) found.push(`bar: “${text}” takes ${rows} lines`);
      if (button.scrollWidth > button.clientWidth + 1) found.push(`bar: “${said(button)}” is wider than its button`);
    }
    const share = Math.round((box(bar).height / innerHeight) * 100);
    if (share > 40) found.push(`bar: takes ${share} % of the screen`);
  }

  // Text that its own box cuts off.
  for (const element of all) {
    if (!element.innerText?.trim() || element.closest(".hide, .icon, [data-testid=stIconMaterial], svg")) continue;
    const { overflowX, overflowY, clipPath } = style(element);
    if (clipPath !== "none" || box(element).width < 2) continue;
    const hides = (overflow) => /hidden|clip/.test(overflow);
    const isOurs = element.closest(".kit, .stMarkdown, .stButton, .stExpander, .stForm, main");
    if (!isOurs) continue;
    if (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) found.push(`cut: “${said(element)}”`);
    else if (hides(overflowY) && element.scrollHeight > element.clientHeight + 2 && element.clientHeight > 0) {
      found.push(`cut below: “${said(element)}”`);
    }
  }

  // What the band or the bar covers when the page is at its top or its end.
  const scroller = document.querySelector(".stMain") ?? document.scrollingElement;
  const texts = all.filter(
    (each) =>
      each.closest(".kit, .stMainBlockContainer") &&
      !isFixed(each) &&
      each.matches("p, h1, h2, h3, li, button, label, summary, textarea"),
  );
  if (band && bar && !cover && texts.length) {
    const was = scroller.scrollTop;
    scroller.scrollTop = 0;
    const top = Math.min(...texts.map((each) => box(each).top));
    if (style(band).display !== "none" && top < box(band).bottom - 1) {
      found.push(`covered: the header hides ${Math.round(box(band).bottom - top)} px of the page's top`);
    }
    scroller.scrollTop = scroller.scrollHeight;
    const bottom = Math.max(...texts.map((each) => box(each).bottom));
    if (style(bar).display !== "none" && bottom > box(bar).top + 1) {
      found.push(`covered: the bar hides ${Math.round(bottom - box(bar).top)} px of the page's end`);
    }
    scroller.scrollTop = was;
  }
  return [...new Set(found)];
};

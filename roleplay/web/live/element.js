// Plain DOM: text goes in as text only, so nothing that people write is ever markup.

export function element(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (isNothing(value)) continue;
    if (name.startsWith("on")) made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => !isNothing(child)));
  return made;
}

export function icon(name) {
  return element("span", { class: "icon", "aria-hidden": "true", dir: "ltr" }, name);
}

export function isDark(host) {
  const colour = getComputedStyle(host).getPropertyValue("--st-background-color").trim();
  const [red, green, blue] = (colour.match(/[0-9a-f]{2}/gi) ?? ["ff", "ff", "ff"]).map((part) => parseInt(part, 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
}

function isNothing(value) {
  return value === null || value === undefined || value === false;
}

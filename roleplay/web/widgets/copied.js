// Puts words on the device's clipboard. Returns whether it did.
export async function copied(words, page) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    // On plain HTTP a browser has no clipboard for us, but still this older way.
    const field = Object.assign(page.createElement("textarea"), { value: words });
    page.body.append(field);
    field.select();
    const done = page.execCommand("copy");
    field.remove();
    return done;
  }
}

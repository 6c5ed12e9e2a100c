// What a form still needs before it is sent: nothing is sent, and so nothing refused, while a field is empty.

const CHOOSE = "Still to do: choose one.";
const WRITE = "Still to do: write one sentence.";
const TOO_LONG = "Too long to save. Shorten it, then submit.";

// The key of each field, in the order of the screen, with what is said beside it. `forms` are pairs of a name and a
// form; `written(words)` is what stands in a text field.
export function missingFrom(forms, written) {
  const sentences = forms.flatMap(([, form]) => form.sentences);
  return new Map([...forms.flatMap(unrated), ...sentences.flatMap((sentence) => unwritten(sentence, written))]);
}

function unrated([name, { statements, answers, domains, ratings, scale, overall }]) {
  const ids = [
    ...statements.filter(({ id }) => !answers[id]).map(({ id }) => id),
    ...domains.filter(({ id }) => !ratings[id]).map(({ id }) => id),
    ...(scale.length && overall === null ? ["overall"] : []),
  ];
  return ids.map((id) => [`${name}-${id}`, CHOOSE]);
}

function unwritten({ words, limit }, written) {
  const { length } = written(words);
  if (length && length <= limit) return [];
  return [[`text-${words}`, length ? TOO_LONG : WRITE]];
}

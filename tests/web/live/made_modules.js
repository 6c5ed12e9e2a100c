// Where a module has no file, its text is what Python has made of its own (`conftest.py`).

import { registerHooks } from "node:module";

const MADE = JSON.parse(process.env.MADE_MODULES);

registerHooks({
  resolve(specifier, context, next) {
    const url = URL.canParse(specifier, context.parentURL) ? new URL(specifier, context.parentURL).href : "";
    return url in MADE ? { url, format: "module", shortCircuit: true } : next(specifier, context);
  },
  load(url, context, next) {
    return url in MADE ? { format: "module", source: MADE[url], shortCircuit: true } : next(url, context);
  },
});

import { match } from "./match.js";
import { parsePattern, partsOf } from "./pattern.js";

export class Router {
  #routes = [];

  add(method, pattern, handler) {
    this.#routes.push({ method: method.toUpperCase(), pattern: parsePattern(pattern), handler });
    return this;
  }

  /** The handler for a request with its parameters; of several that fit, the most specific one. */
  find(method, path) {
    const parts = partsOf(path.split("?")[0]);
    const found = this.#routes
      .filter((route) => route.method === method.toUpperCase())
      .map((route) => ({ route, params: match(route.pattern, parts) }))
      .filter(({ params }) => params !== null);
    const [best] = found;
    return best ? { handler: best.route.handler, params: best.params } : null;
  }
}

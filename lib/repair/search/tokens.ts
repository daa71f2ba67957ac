/** A word, number, text, template or sign of JavaScript; comments and spaces are left out. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_$][\w$]*|\d[\w.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\.\.\.|=>|[=!]==?|[<>]=?|&&=?|\|\|=?|\?\?=?|\?\.|\*\*|\+\+|--|[-+*/%]=|\S/g;

/** The tokens of a text, without comments. Approximate: regular expressions fall apart. */
export function tokensOf(text: string): string[] {
  return (text.match(TOKEN) ?? []).filter((token) => !/^\/[/*]/.test(token));
}

/** What differs between two lists of tokens: the middle after the equal head and tail. */
export function changedTokens(
  before: readonly string[],
  after: readonly string[],
): { removed: string[]; added: string[]; at: number } {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before.at(-1 - tail) === after.at(-1 - tail)
  )
    tail++;
  return {
    removed: before.slice(head, before.length - tail),
    added: after.slice(head, after.length - tail),
    at: head,
  };
}

/** Members that many values have. */
const STANDARD =
  /^(length|size|slice|map|filter|find|some|every|includes|indexOf|join|split|push|pop|shift|unshift|concat|reduce|sort|reverse|at|get|set|has|add|delete|keys|values|entries|trim|toLowerCase|toUpperCase|startsWith|endsWith|replace|replaceAll|padStart|padEnd|toFixed|toString|charCodeAt|getTime|flat|flatMap|forEach|fill|then|toSorted|toReversed)$/;
/** What every program can use. */
const GLOBAL =
  /^(Math|Number|String|Array|Object|Boolean|JSON|Date|Map|Set|Promise|floor|ceil|round|trunc|abs|min|max|isArray|isInteger|parseInt|parseFloat|from|assign|fromEntries)$/;
/** True for names that are at home in every program. */
export function isCommon(name: string): boolean {
  return STANDARD.test(name) || GLOBAL.test(name);
}

/** How often a token is taken to have been seen before any code was read. */
function headStart(token: string): number {
  return isCommon(token) || /^(\W+|[012])$/.test(token) ? 1 : 0.1;
}

/** Counts of tokens and of runs of two and three, over all files that were read. */
export class TokenModel {
  readonly #runs = new Map<string, number>();
  readonly #starts = new Map<string, number>();
  #all = 0;

  read(text: string): void {
    const tokens = tokensOf(text);
    const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
    for (const [at, token] of tokens.entries()) {
      this.#all++;
      for (const length of [0, 1, 2]) {
        if (at < length) continue;
        const before = tokens.slice(at - length, at).join(" ");
        count(this.#runs, `${before}\0${token}`);
        count(this.#starts, `${length}\0${before}`);
      }
    }
  }

  /** True when the token occurs anywhere. */
  knows(token: string): boolean {
    return this.#runs.has(`\0${token}`);
  }

  /** True for a name that stands in one place only: where it is declared. */
  isUnused(token: string): boolean {
    return this.#runs.get(`\0${token}`) === 1;
  }

  /** True when the tokens occur one after the other anywhere. */
  knowsPair(first: string, second: string): boolean {
    return this.#runs.has(`${first}\0${second}`);
  }

  /** True when the three tokens occur in this order anywhere. */
  knowsThree(first: string, second: string, third: string): boolean {
    return this.#runs.has(`${first} ${second}\0${third}`);
  }

  /** Bits of surprise of a token after the two before it; longer runs count for more, unseen ones fall back. */
  surprise(tokens: readonly string[], at: number): number {
    const token = tokens[at] ?? "";
    let chance = ((this.#runs.get(`\0${token}`) ?? 0) + headStart(token)) / (this.#all + 100);
    for (const length of [1, 2]) {
      if (at < length) break;
      const before = tokens.slice(at - length, at).join(" ");
      const seen = this.#runs.get(`${before}\0${token}`) ?? 0;
      chance = (seen + 2 * chance) / ((this.#starts.get(`${length}\0${before}`) ?? 0) + 2);
    }
    return -Math.log2(chance);
  }
}

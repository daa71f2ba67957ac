import { LOADING, type TestCase } from "./schema.ts";

const LONGEST = 6_000;

/** What Node prints last when a process dies of an error. */
const END_OF_ERROR = /^Node\.js v\d.*$/m;
const ERROR = /^(?:\w*Error|Error)(?: \[\w+\])?: /m;

/** The place that Node prints before an error, and the error with its stack. */
function errorIn(part: string): string | null {
  const at = part.search(ERROR);
  if (at < 0) return null;
  const place = part.slice(0, at).search(/^(?:file:\/\/)?\/\S+:\d+\s*$/m);
  return part
    .slice(place < 0 ? at : place)
    .trim()
    .slice(0, LONGEST);
}

/**
 * `node --test` says of a file that can't be loaded only that it failed; why stands in what its process printed, in
 * the order of the files. Left as they are when it can't be told which error belongs to which file.
 */
export function tellLoadFailures(cases: TestCase[], output: string): TestCase[] {
  const errors = output
    .split(END_OF_ERROR)
    .slice(0, -1)
    .flatMap((part) => errorIn(part) ?? []);
  const loading = cases.filter(({ name }) => name === LOADING);
  if (errors.length === 0 || errors.length !== loading.length) return cases;
  return cases.map((one) => {
    const message = errors[loading.indexOf(one)];
    return message === undefined ? one : { ...one, message };
  });
}

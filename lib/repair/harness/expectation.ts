import { expect } from "expect";

function typeName(value: unknown): string {
  return value === null ? "null" : typeof value;
}

interface Calls {
  mock: { calls: unknown[][] };
}

function callsOf(value: unknown): unknown[][] {
  return (value as Calls).mock.calls;
}

const same = (a: unknown, b: unknown): boolean => {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
};

// Matchers vitest has beyond jest's.
expect.extend({
  toBeTypeOf: (received: unknown, type: string) => ({
    pass: typeof received === type,
    message: () => `expected ${typeName(received)} to be of type ${type}`,
  }),
  toSatisfy: (received: unknown, check: (value: unknown) => unknown) => ({
    pass: Boolean(check(received)),
    message: () => "expected the value to satisfy the check",
  }),
  toBeOneOf: (received: unknown, options: Iterable<unknown>) => ({
    pass: [...options].some((option) => same(received, option)),
    message: () => "expected the value to be one of the given ones",
  }),
  toHaveBeenCalledOnce: (received: unknown) => ({
    pass: callsOf(received).length === 1,
    message: () => `expected one call but got ${callsOf(received).length}`,
  }),
  toHaveBeenCalledExactlyOnceWith: (received: unknown, ...wanted: unknown[]) => ({
    pass: callsOf(received).length === 1 && same(callsOf(received)[0], wanted),
    message: () => "expected exactly one call with the given arguments",
  }),
});

/** `expect` with jest's matchers and the ones vitest adds. */
export { expect };

/** Forget the assertion counts of the test before. */
export function beginExpectations(name: string): void {
  expect.setState({
    assertionCalls: 0,
    currentTestName: name,
    expectedAssertionsNumber: null,
    isExpectingAssertions: false,
    numPassingAsserts: 0,
    suppressedErrors: [],
  });
}

/** Throws when `expect.assertions(n)` or `expect.hasAssertions()` was not met. */
export function endExpectations(): void {
  const [unmet] = expect.extractExpectedAssertionsErrors();
  if (unmet) throw unmet.error instanceof Error ? unmet.error : new Error(String(unmet.error));
}

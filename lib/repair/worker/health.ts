/** Objects every program shares: a candidate that changes one of them would corrupt all later ones. */
const SHARED: Record<string, object> = {};
for (const name of [
  "Object",
  "Function",
  "Array",
  "String",
  "Number",
  "Boolean",
  "Symbol",
  "BigInt",
  "Date",
  "RegExp",
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "Promise",
  "Error",
  "TypeError",
  "RangeError",
  "SyntaxError",
  "ArrayBuffer",
  "Uint8Array",
  "Iterator",
]) {
  const value: unknown = Reflect.get(globalThis, name);
  if (typeof value !== "function") continue;
  SHARED[name] = value;
  if (typeof value.prototype === "object" && value.prototype !== null)
    SHARED[`${name}.prototype`] = value.prototype;
}
for (const name of ["Math", "JSON", "Reflect", "console", "process"]) {
  const value: unknown = Reflect.get(globalThis, name);
  if (typeof value === "object" && value !== null) SHARED[name] = value;
}

// Taken early and used with plain loops: a candidate may have replaced iterators and reflection.
const { getOwnPropertyDescriptor, is } = Object;
const { defineProperty, deleteProperty, ownKeys } = Reflect;

interface Snapshot {
  object: object;
  keys: readonly (string | symbol)[];
  values: readonly unknown[];
}

function readable(object: object, key: string | symbol): unknown {
  const descriptor = getOwnPropertyDescriptor(object, key);
  return descriptor && "value" in descriptor ? descriptor.value : descriptor?.get;
}

function snapshot(object: object): Snapshot {
  // `process` has lazily filled and changing parts; only its functions are watched.
  const keys = Reflect.ownKeys(object).filter(
    (key) => object !== process || typeof Object.getOwnPropertyDescriptor(object, key)?.value === "function",
  );
  return { object, keys, values: keys.map((key) => readable(object, key)) };
}

/** Notices changed builtins and removes globals that a candidate left behind. */
export class HealthProbe {
  #shared: Snapshot[] = [];
  #globals: { key: string | symbol; descriptor: PropertyDescriptor }[] = [];
  #known: Record<string | symbol, true> = {};

  /** Remember the present state as healthy. */
  arm(): void {
    this.#shared = Object.values(SHARED).map(snapshot);
    this.#known = Object.create(null) as Record<string | symbol, true>;
    this.#globals = ownKeys(globalThis).map((key) => {
      this.#known[key] = true;
      return { key, descriptor: getOwnPropertyDescriptor(globalThis, key) ?? {} };
    });
  }

  /** Restore globals; returns false when a builtin was changed and the worker has to be replaced. */
  check(): boolean {
    this.#restoreGlobals();
    for (let i = 0; i < this.#shared.length; i++) {
      const shared = this.#shared[i];
      if (shared && !unchanged(shared)) return false;
    }
    return true;
  }

  #restoreGlobals(): void {
    const present = ownKeys(globalThis);
    for (let i = 0; i < present.length; i++) {
      const key = present[i];
      if (key !== undefined && this.#known[key] !== true) deleteProperty(globalThis, key);
    }
    for (let i = 0; i < this.#globals.length; i++) {
      const healthy = this.#globals[i];
      if (
        healthy &&
        "value" in healthy.descriptor &&
        !is(readable(globalThis, healthy.key), healthy.descriptor.value)
      )
        defineProperty(globalThis, healthy.key, healthy.descriptor);
    }
  }
}

function unchanged({ object, keys, values }: Snapshot): boolean {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key !== undefined && !is(readable(object, key), values[i])) return false;
  }
  return object === process || ownKeys(object).length === keys.length;
}

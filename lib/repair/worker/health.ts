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

const { is } = Object;

interface Snapshot {
  object: object;
  keys: readonly (string | symbol)[];
  values: readonly unknown[];
}

function readable(object: object, key: string | symbol): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(object, key);
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
  #globals = new Map<string | symbol, PropertyDescriptor>();

  /** Remember the present state as healthy. */
  arm(): void {
    this.#shared = Object.values(SHARED).map(snapshot);
    this.#globals = new Map(
      Reflect.ownKeys(globalThis).map((key) => [key, Object.getOwnPropertyDescriptor(globalThis, key) ?? {}]),
    );
  }

  /** Restore globals; returns false when a builtin was changed and the thread has to be replaced. */
  check(): boolean {
    this.#restoreGlobals();
    for (const { object, keys, values } of this.#shared) {
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i];
        if (key !== undefined && !is(readable(object, key), values[i])) return false;
      }
      if (object !== process && Reflect.ownKeys(object).length !== keys.length) return false;
    }
    return true;
  }

  #restoreGlobals(): void {
    for (const key of Reflect.ownKeys(globalThis)) {
      const healthy = this.#globals.get(key);
      if (!healthy) Reflect.deleteProperty(globalThis, key);
      else if ("value" in healthy && !is(readable(globalThis, key), healthy.value))
        Reflect.defineProperty(globalThis, key, healthy);
    }
  }
}

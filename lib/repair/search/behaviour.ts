import { LOOK, type Probe, UNKNOWN } from "../worker/protocol.ts";

/** What the results of one patch on many inputs say about it, each a share in 0..1. */
export interface Behaviour {
  /** Equal for patches that gave the same results everywhere. */
  key: string;
  /** Inputs near passing tests on which the unedited program gives the same. */
  kept: number;
  /** Inputs on which it fails, ends in nothing or a non-number where the unedited program gave a value. */
  broken: number;
  /** Inputs on which it gives a value where the unedited program failed or gave nothing. */
  mended: number;
}

const ODD = /\bNaN\b|undefined|throws |does not end|\[object |Invalid Date/;

/** Results that no caller wants. */
export function isOdd(output: string): boolean {
  return ODD.test(output);
}

const share = (count: number, all: number, otherwise: number): number =>
  all === 0 ? otherwise : count / all;

/** Behaviour of each variant of a probe; undefined for one that could not be run. */
export function behavioursOf(probe: Probe): (Behaviour | undefined)[] {
  const [original = [], ...variants] = probe.outputs;
  return variants.map((outputs) => {
    if (outputs.length === 0 || outputs.every((output) => output === UNKNOWN)) return undefined;
    const counts = { trusted: 0, kept: 0, broken: 0, mended: 0 };
    for (const [index, output] of outputs.entries()) {
      const before = original[index] ?? UNKNOWN;
      const trusted = probe.inputs[index]?.trusted === true;
      if (trusted) counts.trusted++;
      if (output === before) counts.kept += trusted ? 1 : 0;
      else if (isOdd(output) && !isOdd(before)) counts.broken++;
      else if (!isOdd(output) && isOdd(before)) counts.mended++;
    }
    return {
      key: outputs.join("\0"),
      kept: share(counts.kept, counts.trusted, 1),
      broken: share(counts.broken, outputs.length, 0),
      mended: share(counts.mended, outputs.length, 0),
    };
  });
}

/** The looks of one output: number and result. */
export function looksOf(output: string): { id: number; result: string }[] {
  return output.split(LOOK).map((look) => {
    const at = look.indexOf(":");
    return { id: Number(look.slice(0, at)), result: look.slice(at + 1) };
  });
}

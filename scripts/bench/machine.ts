import os from "node:os";

/** Where and when figures were taken; they mean little without it. */
export interface Machine {
  date: string;
  cpu: string;
  cores: number;
  memoryGb: number;
  node: string;
  /** Load of the last minute. */
  load: number;
}

export function describeMachine(): Machine {
  const cpus = os.cpus();
  return {
    date: new Date().toISOString().slice(0, 16),
    cpu: cpus[0]?.model.trim() || "unknown processor",
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 1e9),
    node: process.versions.node,
    load: Number((os.loadavg()[0] ?? Number.NaN).toFixed(1)),
  };
}

/** Whether the processes measured had to wait for the processor more than those of a reference. */
export const isBusier = (machine: Machine, loadPerCore: number): boolean =>
  machine.load / machine.cores > loadPerCore;

export const formatMachine = (before: Machine, after: Machine): string =>
  `${before.date} UTC, ${before.cores} × ${before.cpu}, ${before.memoryGb} GB, Node ${before.node}, ` +
  `load ${before.load} before and ${after.load} after`;

import { formatColumns } from "../terminal/columns.ts";
import { isBusier, type Machine } from "./machine.ts";
import reference from "./reference.json" with { type: "json" };
import { type SpeedFigure, speedTargets } from "./speed.ts";
import { median } from "./statistics.ts";

export interface SpeedRow {
  figure: string;
  checkpointing: boolean;
  medianMs: number;
  lowestMs: number;
  highestMs: number;
  /** The other server measured in the same run. */
  otherMs?: number;
  reference: { low: number; high: number };
  /** To the other server's median, else to the lowest figure of the reference. */
  ratio: number;
  target: number;
  met: boolean;
}

/** Puts figures beside what they are compared with: the other server if there is one, else the reference. */
export function compareSpeed(own: SpeedFigure[], other?: SpeedFigure[]): SpeedRow[] {
  return own.map(({ target: figure, checkpointing, rounds }, at) => {
    const medianMs = median(rounds);
    const otherRounds = other?.[at]?.rounds;
    const otherMs = otherRounds && median(otherRounds);
    const range = reference.figures[figure];
    const ratio = medianMs / (otherMs ?? range.low);
    const target = speedTargets[figure];
    return {
      figure,
      checkpointing,
      medianMs,
      lowestMs: Math.min(...rounds),
      highestMs: Math.max(...rounds),
      ...(otherMs === undefined ? {} : { otherMs }),
      reference: range,
      ratio,
      target,
      met: ratio <= target,
    };
  });
}

const ms = (value: number): string => `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`;

/** @param before the machine as it was before the measurement, @param after and after it */
export function formatSpeed(rows: SpeedRow[], before: Machine, after: Machine): string {
  const hasOther = rows.some(({ otherMs }) => otherMs !== undefined);
  const header = [
    "figure",
    "checkpointing",
    "median",
    "rounds",
    ...(hasOther ? ["other server"] : []),
    "reference",
    "ratio",
    "target",
  ];
  const cells = rows.map((row) => [
    row.figure,
    row.checkpointing ? "on" : "off",
    ms(row.medianMs),
    `${ms(row.lowestMs)} – ${ms(row.highestMs)}`,
    ...(row.otherMs === undefined ? [] : [ms(row.otherMs)]),
    `${row.reference.low} – ${row.reference.high} ms`,
    `${row.ratio.toFixed(2)}×`,
    `≤ ${row.target}× ${row.met ? "met" : "MISSED"}`,
  ]);
  const against = hasOther
    ? "Ratio to the other server, measured in the same run."
    : `Ratio to the lowest figure of the reference: ${reference.server}, ${reference.origin}, recorded ${reference.recorded}.`;
  const busier = [before, after].some((machine) => isBusier(machine, reference.loadPerCore));
  const warning = `The machine was busier than the reference's (load ${before.load} to ${after.load}): these ratios say little.`;
  return [formatColumns(header, cells), against, ...(busier && !hasOther ? [warning] : [])].join("\n");
}

/** Progress of named stages: lines that update on a terminal, one line per finished stage elsewhere. */
import { formatDuration } from "./duration.ts";

export interface Stage {
  /** What it is doing now; shown on a terminal only. */
  update(detail: string): void;
  done(detail?: string): void;
  failed(): void;
}

export interface Progress {
  stage(name: string): Stage;
  /** A line above the running stages. */
  line(text: string): void;
  /** Leaves the terminal as it is; stages that still run disappear. */
  close(): void;
}

interface RunningStage {
  name: string;
  startedAt: number;
  detail: string;
}

/** Wide enough for the longest name of a stage. */
const nameWidth = 11;

function stageLine(mark: string, stage: RunningStage, detail: string): string {
  const time = formatDuration(performance.now() - stage.startedAt);
  return `  ${mark} ${stage.name.padEnd(nameWidth)} ${time.padStart(9)}${detail ? `   ${detail}` : ""}`;
}

/** The stages that run, and one `print` for each line that stays. */
function trackStages(running: Set<RunningStage>, print: (line: string) => void): Progress["stage"] {
  return (name) => {
    const stage = { name, startedAt: performance.now(), detail: "" };
    running.add(stage);
    const finish = (mark: string, detail: string) => {
      if (running.delete(stage)) print(stageLine(mark, stage, detail));
    };
    return {
      update: (detail) => {
        stage.detail = detail;
      },
      done: (detail = "") => finish("✓", detail),
      failed: () => finish("✗", ""),
    };
  };
}

/** One line per stage when it ends. */
export function lineProgress(write: (line: string) => void): Progress {
  return { stage: trackStages(new Set(), write), line: write, close: () => {} };
}

const eraseBelow = "\u001b[J";
const up = (lines: number) => (lines > 0 ? `\u001b[${lines}A` : "");

/** Running stages at the bottom of a terminal, redrawn a few times a second. */
export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  const running = new Set<RunningStage>();
  let drawn = 0;
  let frame = 0;
  const draw = (above = "") => {
    const spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"[frame++ % 10] ?? "";
    const width = stream.columns || 80;
    const lines = [...running].map((stage) => stageLine(spinner, stage, stage.detail).slice(0, width - 1));
    stream.write(up(drawn) + eraseBelow + above + lines.map((line) => `${line}\n`).join(""));
    drawn = lines.length;
  };
  const print = (line: string) => draw(`${line}\n`);
  const timer = setInterval(() => {
    if (running.size > 0) draw();
  }, 120);
  timer.unref();
  return {
    stage: trackStages(running, print),
    line: print,
    close: () => {
      clearInterval(timer);
      running.clear();
      draw();
    },
  };
}

/** The display that suits standard output. */
export function openProgress(): Progress {
  return process.stdout.isTTY ? terminalProgress(process.stdout) : lineProgress((line) => console.log(line));
}

import type { Progress } from "../lab/lab.ts";
import type { Streams } from "./command.ts";

/** Chatter on stderr: a spinner on a terminal, plain lines elsewhere. */
export interface Reporter {
  /** One line that stays. */
  say(text: string): void;
  /** How far long work is; the last state only, on a terminal. */
  progress(label: string, progress: Progress): void;
  /** Ends the line that moves. */
  stop(): void;
}

/** Plain lines: at most this many for one label. */
const LINES = 5;

export async function openReporter(streams: Streams): Promise<Reporter> {
  const { stderr } = streams;
  if (stderr.isTTY !== true || streams.env.TERM === "dumb") {
    return plain((line) => stderr.write(`${line}\n`));
  }
  const { default: ora } = await import("ora");
  const spinner = ora({
    stream: stderr as NodeJS.WriteStream,
    discardStdin: false,
  });
  return {
    say(text) {
      spinner.stop();
      stderr.write(`${text}\n`);
    },
    progress(label, progress) {
      spinner.text = describe(label, progress);
      if (!spinner.isSpinning) spinner.start();
    },
    stop: () => spinner.stop(),
  };
}

function plain(write: (line: string) => void): Reporter {
  const printed = new Map<string, number>();
  return {
    say: write,
    progress(label, progress) {
      const share = progress.total > 0 ? progress.done / progress.total : 1;
      const step = Math.floor(share * LINES);
      if (printed.get(label) === step) return;
      printed.set(label, step);
      write(describe(label, progress));
    },
    stop() {},
  };
}

function describe(label: string, { done, total, detail }: Progress): string {
  const share = total > 0 ? `${Math.floor((100 * done) / total)} %` : "";
  return [`  ${label}`, share, detail ?? ""]
    .filter((each) => each !== "")
    .join("  ");
}

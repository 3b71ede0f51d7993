import type { Reporter } from "../build/request.ts";
import type { Progress } from "../lab/lab.ts";
import type { Streams } from "./command.ts";

/** Plain lines: at most this many for one label. */
const LINES = 5;

/** Chatter on stderr: a spinner on a terminal, plain lines elsewhere. */
export async function openReporter(streams: Streams): Promise<Reporter> {
  const { stderr } = streams;
  const isTerminal = stderr.isTTY === true && streams.env.TERM !== "dumb";
  // Where a terminal does not say how wide it is, the line would be cleared without end.
  if (!isTerminal || !stderr.columns) {
    return plain((line) => stderr.write(`${line}\n`));
  }
  const { default: ora } = await import("ora");
  const spinner = ora({
    stream: stderr as NodeJS.WriteStream,
    discardStdin: false,
    ...(streams.env.NO_COLOR ? { color: false } : {}),
  });
  const line = openLine();
  return {
    say(text) {
      const wasSpinning = spinner.isSpinning;
      if (wasSpinning) spinner.stop();
      stderr.write(`${text}\n`);
      if (wasSpinning) spinner.start();
    },
    progress(label, progress) {
      spinner.text = line(label, progress);
      if (!spinner.isSpinning) spinner.start();
    },
    busy(label) {
      spinner.text = `  ${label}`;
      if (!spinner.isSpinning) spinner.start();
    },
    stop: () => spinner.stop(),
  };
}

function plain(write: (line: string) => void): Reporter {
  const printed = new Map<string, number>();
  const line = openLine();
  return {
    say: write,
    progress(label, progress) {
      const share = progress.total > 0 ? progress.done / progress.total : 1;
      const step = Math.floor(share * LINES);
      const text = line(label, progress);
      if (printed.get(label) === step) return;
      printed.set(label, step);
      write(text);
    },
    busy() {},
    stop() {},
  };
}

/** Lines of progress, each with the time left as its label has gone so far. */
function openLine(): (label: string, progress: Progress) => string {
  const begun = new Map<string, number>();
  return (label, progress) => {
    const now = performance.now();
    const start = begun.get(label) ?? now;
    begun.set(label, start);
    const { done, total, detail = "" } = progress;
    const share = total > 0 ? `${Math.floor((100 * done) / total)} %` : "";
    const left = describeTimeLeft((now - start) / 1000, progress);
    return [`  ${label}`, share, detail, left]
      .filter((each) => each !== "")
      .join("  ");
  };
}

/**
 * "40 s left", "3 min left": what is left of the work if it goes on as in the `elapsed` seconds
 * so far. "" while there is little to go by, and when less than 5 s are left.
 */
export function describeTimeLeft(
  elapsed: number,
  { done, total }: Progress,
): string {
  if (elapsed < 3 || done / total < 0.03) return "";
  const seconds = (elapsed / done) * (total - done);
  if (seconds < 5) return "";
  if (seconds < 90) return `${Math.ceil(seconds / 10) * 10} s left`;
  return `${Math.round(seconds / 60)} min left`;
}

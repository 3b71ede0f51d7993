import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { UserError } from "../errors.ts";
import type { Failure, Job, Message, RunResult } from "./job.ts";
import type { Progress } from "./lab.ts";

/** What an experiment threw: the topic's own fault, with the experiment's stack. */
export class ExperimentError extends Error {
  override readonly name = "ExperimentError";
  /** The experiment's own stack, where it threw. */
  readonly from: string | undefined;

  constructor(message: string, from?: string) {
    super(message);
    this.from = from;
  }
}

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Where the digits came from: one sentence, said once. */
  readonly onData?: (origin: string) => void;
  readonly onProgress?: (label: string, progress: Progress) => void;
  /** What the experiment printed, with console.log or console.error. */
  readonly onPrint?: (text: string) => void;
  /** Stops the run at once. */
  readonly signal?: AbortSignal;
}

const require = createRequire(import.meta.url);
/** Beside this one: a source here, compiled in a package. */
const entry = fileURLToPath(
  new URL(`process${extname(import.meta.url)}`, import.meta.url),
);

/**
 * Runs one experiment in a process of its own and returns what it found.
 * Throws UserError (data, engine), ExperimentError (the topic's code), or the abort reason.
 */
export function runExperiment(
  job: Job,
  options: RunOptions,
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    options.signal?.throwIfAborted();
    const child = fork(entry, {
      execArgv: ["--import", pathToFileURL(require.resolve("tsx")).href],
      serialization: "advanced",
      env: options.env,
      cwd: options.cwd,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child.stdout?.on("data", (chunk) => options.onPrint?.(String(chunk)));
    let dump = "";
    child.stderr?.on("data", (chunk) => {
      const text = `${dump}${chunk}`;
      dump = text.slice(beginOfDump(text));
      const said = text.slice(0, text.length - dump.length);
      if (said !== "") options.onPrint?.(said);
    });
    const stop = () => child.kill("SIGKILL");
    options.signal?.addEventListener("abort", stop, { once: true });
    let outcome: RunResult | Error | undefined;
    child.on("message", (message: Message) => {
      if (message.kind === "data") options.onData?.(message.origin);
      else if (message.kind === "progress") {
        options.onProgress?.(message.label, message.progress);
      } else if (message.kind === "done") outcome = message.result;
      else outcome = asError(message.failure);
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      options.signal?.removeEventListener("abort", stop);
      if (options.signal?.aborted) return reject(options.signal.reason);
      if (outcome instanceof Error) return reject(outcome);
      if (outcome !== undefined) return resolve(outcome);
      if (outOfMemory.test(dump)) return reject(new ExperimentError(TOO_LARGE));
      if (dump !== "") options.onPrint?.(dump);
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      reject(new ExperimentError(`its process ended with ${how}`));
    });
    child.send(job);
  });
}

/** What V8 says last when it gives up, line by line from its own figures on. */
const outOfMemory = /^FATAL ERROR: .*out of memory/m;

const TOO_LARGE =
  "ran out of memory: dispose of tensors (tf.tidy), and keep fewer numbers at once";

/** Index where V8's dump begins, which nobody but V8's own engineers can use; else the end. */
function beginOfDump(text: string): number {
  const at = text.search(/\n*<--- Last few GCs --->|^FATAL ERROR: /m);
  return at < 0 ? text.length : at;
}

function asError(failure: Failure): Error {
  return failure.blame === "user"
    ? new UserError(failure.message, failure.hint)
    : new ExperimentError(failure.message, failure.stack);
}

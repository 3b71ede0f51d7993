import type { Reporter, Request } from "../../build/request.ts";
import { rerun } from "../../build/run-topic.ts";
import { buildTopic } from "../../build/topic-build.ts";
import { FindingsError, UserError } from "../../errors.ts";
import { asUserError } from "../../files.ts";
import type { Topic } from "../../topic/topic.ts";
import type { PreviewOptions } from "./options.ts";

/** What is asked for: the experiment alone, or everything that a build writes. */
export type Task = "run" | "build";

/** How far a task is, for the page. */
export interface Progress {
  readonly task: Task;
  /** What goes on. */
  readonly label: string;
  /** From 0 to 1; null where nobody knows. */
  readonly share: number | null;
  /** What was said last. */
  readonly lines: readonly string[];
  /** Why it failed, and what to do. */
  readonly error?: { readonly message: string; readonly hint?: string };
  readonly done: boolean;
}

/** Lines that are shown. */
const most = 8;
/** Milliseconds between two words on how far it is. */
const pace = 100;

/** Runs and builds one topic, one after another, under the build's own lock. */
export class Work {
  readonly #topic: Topic;
  readonly #options: PreviewOptions;
  readonly #tell: (progress: Progress) => void;
  #stop: AbortController | undefined;

  constructor(
    topic: Topic,
    options: PreviewOptions,
    tell: (progress: Progress) => void,
  ) {
    this.#topic = topic;
    this.#options = options;
    this.#tell = tell;
  }

  get isBusy(): boolean {
    return this.#stop !== undefined;
  }

  /** Stops what goes on; what was kept before stays. */
  stop(): void {
    this.#stop?.abort(new UserError("stopped", "nothing was changed"));
  }

  /** Does the task and returns when it is done, or has failed, which is told. */
  async start(
    task: Task,
    request: Request,
    why: readonly string[],
  ): Promise<void> {
    if (this.isBusy) return;
    this.#stop = new AbortController();
    const { around, terminal } = this.#options;
    const signal = AbortSignal.any([around.signal, this.#stop.signal]);
    const report = this.#openReport(task);
    try {
      const surroundings = { ...around, signal };
      const { reporter } = report;
      const digits = await this.#options.locate(this.#topic, request);
      if (task === "run")
        await rerun(
          ...([this.#topic, request, digits] as const),
          ...([why, surroundings, reporter] as const),
        );
      else {
        const given = [request, digits, surroundings, reporter] as const;
        const { written } = await buildTopic(this.#topic, ...given);
        const files =
          written.length === 1 ? "1 file" : `${written.length} files`;
        reporter.say(`${this.#topic.name}: wrote ${files}`);
      }
      report.end();
    } catch (thrown) {
      const error = this.#stop.signal.aborted ? signal.reason : thrown;
      if (!this.#stop.signal.aborted && !around.signal.aborted)
        terminal.fail(error);
      report.end(describe(error));
    } finally {
      this.#stop = undefined;
    }
  }

  #openReport(task: Task): {
    readonly reporter: Reporter;
    end(error?: NonNullable<Progress["error"]>): void;
  } {
    let now: Progress = {
      task,
      label: "",
      share: null,
      lines: [],
      done: false,
    };
    let told = 0;
    const tell = (change: Partial<Progress>, isUrgent: boolean) => {
      now = { ...now, ...change };
      const time = performance.now();
      if (!isUrgent && time - told < pace) return;
      told = time;
      this.#tell(now);
    };
    tell({}, true);
    const { terminal } = this.#options;
    return {
      reporter: {
        say(text) {
          terminal.say(text);
          tell({ lines: [...now.lines, text].slice(-most) }, true);
        },
        progress(label, { done, total }) {
          tell({ label, share: total > 0 ? done / total : null }, false);
        },
        busy: (label) => tell({ label, share: null }, true),
        stop: () => {},
      },
      end: (error) => tell({ done: true, ...(error && { error }) }, true),
    };
  }
}

function describe(thrown: unknown): NonNullable<Progress["error"]> {
  const error = asUserError(thrown);
  if (error instanceof FindingsError)
    return { message: "nothing was written: see what is to be mended" };
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof UserError ? error.hint : undefined;
  return { message, ...(hint !== undefined && { hint }) };
}

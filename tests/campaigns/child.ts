import { targets } from "./targets.ts";

/** One text for one of the targets. */
export interface Job {
  readonly target: string;
  /** What is told of it when it fails. */
  readonly name: string;
  readonly text: string;
}

/** What became of it. */
export interface Outcome {
  /** Of the processor: another process does not count. */
  readonly milliseconds: number;
  /** Of the whole process. */
  readonly megabytes: number;
  readonly crash?: string;
}

// What loads with the first text is not the text's.
for (const [name, target] of Object.entries(targets))
  await target(name === "tex" ? "x^2" : "");

process.on("message", async ({ target, text }: Job) => {
  const before = process.cpuUsage();
  let crash: string | undefined;
  try {
    await targets[target]?.(text);
  } catch (error) {
    crash =
      error instanceof Error ? (error.stack ?? error.message) : `${error}`;
  }
  const { user, system } = process.cpuUsage(before);
  const outcome: Outcome = {
    milliseconds: (user + system) / 1000,
    megabytes: process.memoryUsage().rss / 2 ** 20,
    ...(crash !== undefined && { crash: crash.slice(0, 600) }),
  };
  process.send?.(outcome);
});
process.send?.("ready");

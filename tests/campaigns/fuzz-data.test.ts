import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

/**
 * `LECTERN_CAMPAIGN=200000` feeds so many inputs to each target, from a new seed; with
 * `200000:7`, from that seed. Without it: few, always the same.
 */
const [inputs = "", given] = (process.env.LECTERN_CAMPAIGN ?? "").split(":");
const count = Number(inputs || 600);
const seed = Number(given ?? (inputs ? Date.now() % 2 ** 31 : 42));

/** Milliseconds without a word after which the process is taken to hang. */
const patience = 20_000;

/** What the process said: its crashes, slow inputs and last line, or that it hung. */
async function feed(target: string): Promise<string[]> {
  const script = join(import.meta.dirname, "fuzz-data.ts");
  const child = spawn(
    process.execPath,
    ["--import", "tsx", script, target, String(seed), String(count)],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const told: string[] = [];
  let last = "nothing";
  const hang = () => {
    told.push(`hung or died: its last word was ${last}`);
    child.kill("SIGKILL");
  };
  let timer = setTimeout(hang, patience);
  const listen = (text: string) => {
    clearTimeout(timer);
    timer = setTimeout(hang, patience);
    const lines = text.split("\n").filter((line) => line !== "");
    last = lines.at(-1) ?? last;
    told.push(...lines.filter((line) => !line.startsWith("at ")));
  };
  child.stdout.setEncoding("utf8").on("data", listen);
  child.stderr.setEncoding("utf8").on("data", listen);
  await new Promise((resolve) => child.on("close", resolve));
  clearTimeout(timer);
  return told;
}

test.each(["idx", "png", "record"])(
  `of ${count} broken files none crashes, hangs or fills the memory: %s`,
  async (target) => {
    console.log(`${target}: ${count} inputs from seed ${seed}`);
    const told = await feed(target);
    expect(told).toEqual([expect.stringMatching(/^done \d+$/)]);
    const megabytes = Number(told[0]?.slice(5));
    expect(megabytes).toBeLessThan(1024);
  },
  24 * 3_600_000,
);

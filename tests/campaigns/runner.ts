import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Job, Outcome } from "./child.ts";

/** Wall-clock time after which a text counts as one that never ends, on a machine that is busy. */
const deadline = 30_000;

/** Runs texts one by one in a process of its own, which is replaced when one never ends. */
export function openRunner(): {
  run(job: Job): Promise<Outcome>;
} {
  let child: ChildProcess | undefined;
  onTestFinished(() => void child?.kill("SIGKILL"));
  return {
    run: async (job) => {
      child ??= await start();
      const outcome = await ask(child, job);
      if (outcome.crash?.startsWith("never")) {
        child.kill("SIGKILL");
        child = undefined;
      }
      return outcome;
    },
  };
}

async function start(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL("child.ts", import.meta.url)), {
    execArgv: ["--import", "tsx", "--max-old-space-size=900"],
  });
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", reject);
  });
  return child;
}

function ask(child: ChildProcess, job: Job): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      child.off("message", end);
      child.off("exit", died);
      resolve(outcome);
    };
    const lost = (crash: string) => ({ milliseconds: 0, megabytes: 0, crash });
    const died = () => end(lost("never answered: its process died"));
    const timer = setTimeout(() => end(lost("never ended")), deadline);
    child.once("message", end);
    child.once("exit", died);
    child.send(job);
  });
}

import { cpus } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { Contender } from "./contender.ts";

/** Cores kept busy by others above which a measurement is not to be trusted. */
const TOO_BUSY = 0.25;

/** Runs the work; returns its result and how many cores others kept busy meanwhile. */
export async function watch<T>(
  contenders: readonly Contender[],
  work: () => Promise<T>,
): Promise<{ result: T; disturbed: boolean }> {
  const [start, all, own] = [performance.now(), busy(), used(contenders)];
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  const others = busy() - all - (used(contenders) - own);
  return { result, disturbed: others / seconds > TOO_BUSY };
}

/**
 * Waits until the machine is otherwise idle. False where it was not for so many seconds.
 * Where the system does not tell processor times (Windows does, by 1/64 s), it is taken for idle.
 */
export async function waitUntilIdle(
  contenders: readonly Contender[],
  patience: number,
): Promise<boolean> {
  for (let second = 0; second < patience; second += 1) {
    const { disturbed } = await watch(contenders, () => setTimeout(1000));
    if (!disturbed) return true;
  }
  return false;
}

/** Seconds that all cores have worked since the machine started. */
function busy(): number {
  const times = cpus().map(({ times }) => times.user + times.sys + times.nice);
  return times.reduce((sum, each) => sum + each, 0) / 1000;
}

function used(contenders: readonly Contender[]): number {
  const own = process.cpuUsage();
  const times = contenders.map((each) => each.processorTime());
  const mine = (own.user + own.system) / 1e6;
  return times.reduce((sum, each) => sum + each, mine);
}

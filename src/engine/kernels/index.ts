import { batchNorm } from "./batch-norm";
import { batchNormGradient } from "./batch-norm-gradient";
import { multiplyColumns } from "./columns";
import { maxPool, maxPoolGradient } from "./max-pool";
import { packMatrix } from "./pack";
import { multiplyRows } from "./rows";
import { barrier, lengthOf, nextJob, programOf, publish } from "./thread-pool";
import { stepAdam, stepMomentum, stepSgd } from "./update";
import { multiplyTransposedVector, multiplyVector } from "./vector";
import { transformTiles } from "./winograd";

/*
 * What JavaScript calls. A program is a list of operations that lie one after another:
 *   task counter (0 at the start), operation, number of arguments, arguments.
 * All threads run every operation together and wait for one another before the next. Each has
 * scratch memory of its own.
 */
const HEAD: usize = 12;

function run(program: usize, length: i32, thread: i32, threads: i32, pool: usize, scratch: usize): void {
  let at = program;
  for (let i = 0; i < length; ++i) {
    const args = at + HEAD;
    switch (load<i32>(at, 4)) {
      case 1: packMatrix(args, at); break;
      case 2: multiplyRows(args, at, scratch); break;
      case 3: multiplyColumns(args, at, scratch); break;
      case 4: batchNorm(args, thread, threads, pool); break;
      case 5: batchNormGradient(args, thread, threads, pool); break;
      case 6: maxPool(args, thread, threads); break;
      case 7: maxPoolGradient(args, thread, threads); break;
      case 8: stepSgd(args, thread, threads); break;
      case 9: stepMomentum(args, thread, threads); break;
      case 10: stepAdam(args, thread, threads); break;
      case 11: multiplyVector(args, at); break;
      case 12: multiplyTransposedVector(args, at, scratch); break;
      case 13: transformTiles(args, at, scratch); break;
      default: unreachable();
    }
    barrier(pool, threads);
    at = args + (<usize>load<i32>(at, 8) << 2);
  }
}

/** Runs a program on this thread and on those that `work`; on this one alone for `threads` = 1. */
export function lead(program: usize, length: i32, threads: i32, pool: usize, scratch: usize): void {
  if (threads > 1) publish(pool, program, length);
  run(program, length, 0, threads, pool, scratch);
}

/** Lets the threads that `work` return. */
export function dismiss(pool: usize): void {
  publish(pool, 0, -1);
}

/** What the other threads do: wait for programs and run them, until dismissed. */
export function work(thread: i32, threads: i32, pool: usize, scratch: usize): void {
  let job = 0;
  while (true) {
    job = nextJob(pool, job);
    const length = lengthOf(pool);
    if (length < 0) return;
    run(programOf(pool), length, thread, threads, pool, scratch);
  }
}

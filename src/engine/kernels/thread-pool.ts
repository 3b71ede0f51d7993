// Threads that run the same program together. What they share lies in memory at `pool`:
// the job's number, its program, how many operations it has, and the barrier.
const JOB: usize = 0;
const PROGRAM: usize = 4;
const LENGTH: usize = 8;
const ARRIVED: usize = 64; // on a cache line of its own
const PHASE: usize = 68;

/**
 * How often a thread looks before it sleeps: some 0.25 ms at a barrier, 0.5 ms for a job. To wake it
 * takes longer than a small product, and JavaScript needs a few tenths of a millisecond between two.
 */
const LOOKS_AT_BARRIER: i32 = 100000;
const LOOKS_FOR_JOB: i32 = 200000;

/**
 * Returns when all threads have come here. Hold no float in a local variable across it: until V8 has
 * optimised the function (seen in Node 20), a thread that sleeps here wakes up with 0 in it.
 */
export function barrier(pool: usize, threads: i32): void {
  if (threads == 1) return;
  const phase = atomic.load<i32>(pool + PHASE);
  if (atomic.add<i32>(pool + ARRIVED, 1) == threads - 1) {
    atomic.store<i32>(pool + ARRIVED, 0);
    atomic.add<i32>(pool + PHASE, 1);
    atomic.notify(pool + PHASE, -1);
    return;
  }
  waitWhile(pool + PHASE, phase, LOOKS_AT_BARRIER);
}

/** Publishes a program to the other threads. */
export function publish(pool: usize, program: usize, length: i32): void {
  store<u32>(pool + PROGRAM, <u32>program);
  store<i32>(pool + LENGTH, length);
  atomic.add<i32>(pool + JOB, 1);
  atomic.notify(pool + JOB, -1);
}

/** Waits for the job after `last` and returns its number. */
export function nextJob(pool: usize, last: i32): i32 {
  waitWhile(pool + JOB, last, LOOKS_FOR_JOB);
  return atomic.load<i32>(pool + JOB);
}

export function programOf(pool: usize): usize {
  return <usize>load<u32>(pool + PROGRAM);
}

/** Operations in the program; negative: the threads are to end. */
export function lengthOf(pool: usize): i32 {
  return load<i32>(pool + LENGTH);
}

/** The next task of an operation that nobody has taken yet. */
// @ts-ignore: decorator
@inline
export function takeTask(counter: usize): i32 {
  return atomic.add<i32>(counter, 1);
}

function waitWhile(at: usize, value: i32, looks: i32): void {
  while (atomic.load<i32>(at) == value) {
    if (looks > 0) looks -= 1;
    else atomic.wait<i32>(at, value, -1);
  }
}

import fc from "fast-check";

/**
 * Property tests draw the same cases in every run, so that a red one means a change.
 * `LECTERN_FUZZ=1000 npm run spec` draws new ones, that many where a test does not say.
 */
const runs = process.env.LECTERN_FUZZ;
fc.configureGlobal(runs ? { numRuns: Number(runs) } : { seed: 42 });

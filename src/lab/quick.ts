/** Pictures of each digit in a quick run. */
export const QUICK = { train: 1000, valid: 250 };

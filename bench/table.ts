/** Middle of the values; of an even number the upper one. Throws RangeError where there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError("no values");
  return middle;
}

/** Milliseconds of each round, by contender, for one thing that was measured. */
export type Rounds = ReadonlyMap<string, readonly number[]>;

/** One line a contender: its median, and its ratio to the yardstick round by round. */
export function tableLines(
  subject: string,
  rounds: Rounds,
  yardstick: string,
): string[] {
  const measure = rounds.get(yardstick) ?? [];
  return [...rounds].map(([name, values]) => {
    const ratios = values.map((each, i) => each / (measure[i] ?? Number.NaN));
    const range = `[${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}]`;
    const cells = [
      ...[subject.padEnd(12), name.padEnd(22)],
      ...[`${median(values).toFixed(1)} ms`.padStart(11)],
      ...[`${median(ratios).toFixed(2)} ${range}`],
    ];
    return cells.join("  ");
  });
}

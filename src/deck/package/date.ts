/** `SOURCE_DATE_EPOCH` where it is set, else a fixed day: the file never knows the clock. */
export function sourceDate(): string {
  const epoch = Number(process.env.SOURCE_DATE_EPOCH || Number.NaN);
  const date = new Date(
    Number.isFinite(epoch) ? epoch * 1000 : Date.UTC(2026, 0, 1),
  );
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

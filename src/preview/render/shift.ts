/**
 * The line of `shown` that stands where `line` of `now` is, both texts of one file: lines above
 * what differs are the same, those below it are counted from the end, and those in it are the
 * nearest. So a mistake is marked at its block, though the page shows the text before it was made.
 */
export function lineIn(shown: string, now: string, line: number): number {
  const [old, fresh] = [shown.split("\n"), now.split("\n")];
  const most = Math.min(old.length, fresh.length);
  let above = 0;
  while (above < most && old[above] === fresh[above]) above += 1;
  let below = 0;
  while (
    below < most - above &&
    old[old.length - 1 - below] === fresh[fresh.length - 1 - below]
  )
    below += 1;
  if (line <= above) return line;
  if (line > fresh.length - below) return line - fresh.length + old.length;
  return Math.max(1, Math.min(line, old.length - below));
}

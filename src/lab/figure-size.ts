/** A mistake in what an experiment records: thrown at the call, so the stack names the line. */
export class LabError extends Error {
  override readonly name = "LabError";
}

/** Points of one series: a picture is 1400 pixels wide, and has room for some 14 on each. */
const MAX_POINTS = 20_000;
/** Numbers in one figure: 250 pictures of 28 × 28, or ten full series. */
const MAX_NUMBERS = 200_000;

/**
 * Throws LabError for a figure that holds more than a picture can show: it would be drawn for a
 * long time, and nobody could see the points. Counted before anything else is done with it.
 */
export function checkSize(name: string, figure: unknown): void {
  let numbers = 0;
  const count = (value: unknown, key: string): void => {
    if (typeof value === "number") numbers += 1;
    else if (ArrayBuffer.isView(value)) {
      numbers += (value as unknown as ArrayLike<number>).length;
    } else if (Array.isArray(value)) {
      if (key === "points") checkPoints(name, value.length);
      // No call for each number: there may be millions, in a single list.
      const isFlat = typeof value[0] === "number";
      if (isFlat) numbers += value.length;
      else for (const each of value) count(each, "");
    } else if (value !== null && typeof value === "object") {
      for (const [inner, each] of Object.entries(value)) count(each, inner);
    }
  };
  count(figure, "");
  if (numbers <= MAX_NUMBERS) return;
  throw new LabError(
    `figure ${name} holds ${words(numbers)} numbers, and a picture shows at most ${words(MAX_NUMBERS)}: record fewer panels, or coarser ones`,
  );
}

function checkPoints(name: string, points: number): void {
  if (points <= MAX_POINTS) return;
  const every = Math.ceil(points / MAX_POINTS);
  throw new LabError(
    `figure ${name} has a series of ${words(points)} points, and a picture shows at most ${words(MAX_POINTS)}: keep one point in ${every}, or means over ${every}`,
  );
}

function words(count: number): string {
  return count.toLocaleString("en-US");
}

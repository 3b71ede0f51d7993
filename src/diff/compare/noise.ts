import type { Record, Spread } from "../../record/record.ts";
import type { Noise, Pieces } from "../report.ts";

/** What chance alone does to a topic's numbers, as far as it was measured. */
export interface NoiseFloors {
  /** Of a number; null where nothing measured it. */
  number(name: string): Noise | null;
  /** Of a spread's mean. */
  spread(name: string): Noise;
}

const number = /[-−]?\d+(?:[.,]\d+)*/g;

/** Every number that is written in a text, as it is written. */
export function numbersIn(text: string): string[] {
  return text.match(number) ?? [];
}

/** Whether what is gone and what is new are the same words around other numbers. */
export function isOnlyNumbers(pieces: Pieces): boolean {
  const [gone, added] = (["gone", "new"] as const).map((kind) =>
    pieces
      .filter(([each]) => each === kind)
      .map(([, text]) => text.replaceAll(number, "").replaceAll(/\s+/g, ""))
      .join(""),
  );
  return gone === added;
}

/** What is known of a topic whose numbers moved by chance alone. */
export interface Calm {
  /** Whether every number that differs moved within its noise, and no claim flipped. */
  readonly all: boolean;
  /** The numbers that moved within their noise, as the texts write them. */
  readonly printed: ReadonlySet<string>;
}

/**
 * The floors of a topic. `draws` are further runs of the later side with other seeds: twice the
 * standard deviation over all of them is a number's floor. Without, a spread of the same name is
 * taken at its width; the mean of `n` runs moves √n times less than one of them.
 */
export function measureNoise(
  before: Record,
  after: Record,
  draws: readonly Record[],
): NoiseFloors {
  const widest = (name: string) =>
    [before.spreads?.[name], after.spreads?.[name]]
      .filter((each) => each !== undefined)
      .sort((a, b) => widthOf(b) - widthOf(a))[0];
  const all = [after, ...draws];
  return {
    number(name) {
      const values = all.flatMap(({ numbers }) => numbers[name] ?? []);
      if (draws.length > 0 && values.length > 1)
        return {
          floor: 2 * deviationOf(values),
          from: `${values.length} seeds`,
        };
      const spread = widest(name);
      if (spread === undefined) return null;
      return { floor: widthOf(spread), from: `spread of ${spread.n} runs` };
    },
    spread(name) {
      const spread = widest(name);
      if (spread === undefined) return { floor: 0, from: "nothing" };
      const floor = widthOf(spread) / Math.sqrt(spread.n);
      return { floor, from: `spread of ${spread.n} runs` };
    },
  };
}

function widthOf({ least, most }: Spread): number {
  return most - least;
}

/** Sample standard deviation: `n - 1` below the root. */
function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const squares = values.map((each) => (each - mean) * (each - mean));
  const sum = squares.reduce((total, each) => total + each, 0);
  return Math.sqrt(sum / (values.length - 1));
}

/**
 * The operations that the kernels know, as the words that they read: the operation's number and its
 * arguments (see the comment over each in kernels/). Addresses and steps are bytes.
 */
export type Operation = readonly number[];

/** Bytes of a number. */
export const WORD = 4;
/** Columns of a packed panel. Source: kernels/tile.ts. */
export const PANEL = 8;

interface Packing {
  readonly matrix: number;
  readonly packed: number;
  /** The tap at each place; `[0]` for a matrix that is no filter. */
  readonly places: readonly number[];
  /** Rows of a tap, and columns, of what is packed. */
  readonly depth: number;
  readonly columns: number;
  readonly transposed: boolean;
  readonly rowStep: number;
  readonly tapStep: number;
}

export function packMatrix(packing: Packing): Operation {
  const { matrix, packed, places, depth, columns } = packing;
  return [
    ...[1, matrix, packed, places.length, depth, columns],
    ...[Number(packing.transposed), packing.rowStep, packing.tapStep],
    ...places,
  ];
}

/** Bytes that a packed matrix takes. */
export function packedBytes(
  packing: Pick<Packing, "places" | "depth" | "columns">,
): number {
  return Math.ceil(packing.columns / PANEL) * panelBytes(packing);
}

/** Bytes of one of its panels. */
export function panelBytes(packing: Pick<Packing, "places" | "depth">): number {
  return packing.places.length * packing.depth * PANEL * WORD;
}

/** Rows of a product that lie as a grid in every image. */
export interface RowClass {
  readonly high: number;
  readonly wide: number;
  readonly segments: number;
  readonly length: number;
  readonly source: number;
  readonly sourceDown: number;
  readonly sourceRight: number;
  readonly sourceStep: number;
  readonly target: number;
  readonly targetDown: number;
  readonly targetRight: number;
  readonly packed: number;
  readonly packedStep: number;
}

interface RowProduct {
  readonly source: number;
  readonly target: number;
  readonly packed: number;
  readonly columns: number;
  readonly images: number;
  readonly sourceImage: number;
  readonly targetImage: number;
  readonly panel: number;
  readonly accumulate: boolean;
  readonly classes: readonly RowClass[];
}

/** Bytes of scratch memory that each thread has; kernels/columns.ts needs 100 KB of it. */
export const SCRATCH = 1 << 20;
/** What rows.ts keeps there before the packed rows, and the most rows it takes at once. */
const HEAD = 512;
const MOST_ROWS = 32;

/** The longest row that fits: four of them are packed at a time. */
export const LONGEST_ROW = Math.floor((SCRATCH - HEAD) / (4 * WORD));

/** Throws RangeError where a row is longer than `LONGEST_ROW`. */
export function multiplyRows(product: RowProduct, threads: number): Operation {
  const { classes, columns, images } = product;
  const longest = Math.max(
    1,
    ...classes.map((each) => each.segments * each.length),
  );
  if (longest > LONGEST_ROW) throw new RangeError("row too long for a product");
  const block = Math.min(MOST_ROWS, 4 * Math.floor(LONGEST_ROW / longest));
  const blocks = classes.reduce(
    (sum, each) => sum + Math.ceil((each.high * each.wide * images) / block),
    0,
  );
  // Enough tasks that no thread waits long for the last one; each packs its rows anew.
  const wanted = Math.ceil((4 * threads) / Math.max(1, blocks));
  const splits = Math.max(1, Math.min(wanted, Math.ceil(columns / PANEL / 2)));
  return [
    ...[2, product.source, product.target, product.packed, columns, images],
    ...[product.sourceImage, product.targetImage, product.panel],
    ...[Number(product.accumulate), block, splits, classes.length],
    ...classes.flatMap(rowClass),
  ];
}

function rowClass(each: RowClass): number[] {
  return [
    ...[each.high, each.wide, each.segments, each.length],
    ...[each.source, each.sourceDown, each.sourceRight, each.sourceStep],
    ...[each.target, each.targetDown, each.targetRight],
    ...[each.packed, each.packedStep],
  ];
}

/** Rows of a target that are sums over the same grid of positions in every image. */
export interface ColumnPart {
  readonly high: number;
  readonly wide: number;
  readonly left: number;
  readonly right: number;
  readonly target: number;
  readonly rows: number;
}

interface ColumnProduct {
  readonly left: number;
  readonly right: number;
  readonly target: number;
  readonly columns: number;
  readonly images: number;
  readonly leftImage: number;
  readonly rightImage: number;
  readonly leftDown: number;
  readonly leftRight: number;
  readonly rightDown: number;
  readonly rightRight: number;
  readonly parts: readonly ColumnPart[];
}

/** Writes the target anew: the operation's flag for adding to it is not set. */
export function multiplyColumns(product: ColumnProduct): Operation {
  return [
    ...[3, product.left, product.right, product.target, product.columns],
    ...[product.images, product.leftImage, product.rightImage],
    ...[product.leftDown, product.leftRight],
    ...[product.rightDown, product.rightRight],
    ...[0, product.parts.length],
    ...product.parts.flatMap((each) => [
      ...[each.high, each.wide, each.left, each.right],
      ...[each.target, each.rows],
    ]),
  ];
}

/** A matrix `[rows, columns]` times a vector: on its right, or, transposed, on its left. */
interface VectorProduct {
  readonly matrix: number;
  readonly vector: number;
  readonly target: number;
  readonly rows: number;
  readonly columns: number;
  readonly transposed: boolean;
}

export function multiplyVector(product: VectorProduct): Operation {
  const { matrix, vector, target, rows, columns, transposed } = product;
  return transposed
    ? [12, matrix, vector, target, columns, rows]
    : [11, matrix, vector, target, rows, columns];
}

const real = new Float32Array(1);
const bits = new Int32Array(real.buffer);

/** The bits of a float32: how a number that is no whole one is handed over. */
export function float(value: number): number {
  real[0] = value;
  return bits[0] ?? 0;
}

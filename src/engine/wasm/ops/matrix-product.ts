import * as tf from "@tensorflow/tfjs";
import { type Call, input, isFloat } from "../../kernel.ts";
import {
  addressOf,
  type Context,
  makeTensor,
  type WasmKernels,
} from "../kernel.ts";
import {
  multiplyColumns,
  multiplyRows,
  multiplyVector,
  type Operation,
  packedBytes,
  packMatrix,
  panelBytes,
  WORD,
} from "../operations.ts";

/**
 * Products of matrices. TensorFlow.js' own kernel keeps the right-hand matrix packed by the id
 * of its data, whatever its shape or its values have become since; ours packs it every time.
 */
export const MATRIX_KERNELS: WasmKernels = {
  [tf.BatchMatMul]: product,
  /** Left to TensorFlow.js, once it has forgotten what it packed. */
  [tf._FusedMatMul](call, context) {
    context.backend.forget(input(call, "b"));
    return undefined;
  },
};

/** So many rows of the right-hand side are multiplied at a time. */
const SLICE = 4096;
/** With fewer multiplications than this, waking the other threads takes longer than the work. */
const WORTH_SHARING = 1 << 16;
/** With a single column there is nothing to pack, and the work waits for memory. */
const VECTOR_WORTH_SHARING = 1 << 20;

/** One product `[rows, depth] × [depth, columns]`, each side possibly stored transposed. */
interface Sizes {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

function product(call: Call, context: Context): tf.TensorInfo | undefined {
  const a = input(call, "a");
  const b = input(call, "b");
  if (!isFloat(a, b)) return undefined;
  const sizes = describe(call, a.shape, b.shape);
  // Its own kernel for both sides transposed packs nothing.
  if (sizes.transposeA && sizes.transposeB) return undefined;
  const batches = [a, b].map((each) =>
    tf.util.sizeFromShape(each.shape.slice(0, -2)),
  );
  const [batchA = 1, batchB = 1] = batches;
  if (batchA !== batchB && batchA !== 1 && batchB !== 1) return undefined;
  const outer = batchA >= batchB ? a : b;
  const { rows, depth, columns } = sizes;
  if (rows * depth * columns === 0) return undefined;
  const result = makeTensor(context, [
    ...outer.shape.slice(0, -2),
    rows,
    columns,
  ]);
  const worth = columns === 1 ? VECTOR_WORTH_SHARING : WORTH_SHARING;
  const alone = rows * depth * columns < worth;
  for (let batch = 0; batch < Math.max(batchA, batchB); batch += 1) {
    const at = {
      a: addressOf(context, a) + (batch % batchA) * rows * depth * WORD,
      b: addressOf(context, b) + (batch % batchB) * depth * columns * WORD,
      result: addressOf(context, result) + batch * rows * columns * WORD,
    };
    context.pool.run(operations(context, sizes, at), alone);
  }
  return result;
}

function describe(call: Call, a: number[], b: number[]): Sizes {
  const transposeA = Boolean(call.attrs.transposeA);
  const transposeB = Boolean(call.attrs.transposeB);
  const [aHigh = 0, aWide = 0] = a.slice(-2);
  const [bHigh = 0, bWide = 0] = b.slice(-2);
  return {
    rows: transposeA ? aWide : aHigh,
    depth: transposeA ? aHigh : aWide,
    columns: transposeB ? bHigh : bWide,
    transposeA,
    transposeB,
  };
}

interface Addresses {
  readonly a: number;
  readonly b: number;
  readonly result: number;
}

function operations(
  context: Context,
  sizes: Sizes,
  at: Addresses,
): Operation[] {
  // A longer sum is taken in slices, which rows.ts does.
  if (sizes.columns === 1 && sizes.depth <= SLICE) return byVector(sizes, at);
  return sizes.transposeA ? byColumns(sizes, at) : byRows(context, sizes, at);
}

function byVector(sizes: Sizes, at: Addresses): Operation[] {
  const { rows, depth, transposeA: transposed } = sizes;
  const shape = transposed
    ? { rows: depth, columns: rows }
    : { rows, columns: depth };
  const addresses = { matrix: at.a, vector: at.b, target: at.result };
  return [multiplyVector({ ...addresses, ...shape, transposed })];
}

function byRows(context: Context, sizes: Sizes, at: Addresses): Operation[] {
  const { rows, depth, columns, transposeB } = sizes;
  const operations: Operation[] = [];
  const most = { places: [0], depth: Math.min(depth, SLICE), columns };
  const packed = context.pool.workspace(packedBytes(most));
  for (let first = 0; first < depth; first += SLICE) {
    const slice = Math.min(SLICE, depth - first);
    const packing = { places: [0], depth: slice, columns };
    const skipped = first * (transposeB ? 1 : columns) * WORD;
    operations.push(
      packMatrix({
        ...packing,
        ...{ matrix: at.b + skipped, packed, transposed: transposeB },
        rowStep: (transposeB ? depth : columns) * WORD,
        tapStep: 0,
      }),
      multiplyRows(
        {
          ...{ source: at.a + first * WORD, target: at.result, packed },
          ...{ columns, images: rows, panel: panelBytes(packing) },
          sourceImage: depth * WORD,
          targetImage: columns * WORD,
          accumulate: first > 0,
          classes: [oneRow(slice)],
        },
        context.pool.threads,
      ),
    );
  }
  return operations;
}

/** Every row is an image of its own, of a single position. */
function oneRow(length: number) {
  return {
    ...{ high: 1, wide: 1, segments: 1, length },
    ...{ source: 0, sourceDown: 0, sourceRight: 0, sourceStep: 0 },
    ...{ target: 0, targetDown: 0, targetRight: 0 },
    ...{ packed: 0, packedStep: 0 },
  };
}

function byColumns(
  { rows, depth, columns }: Sizes,
  at: Addresses,
): Operation[] {
  return [
    multiplyColumns({
      ...{ left: at.a, right: at.b, target: at.result, columns },
      ...{ images: depth, leftImage: rows * WORD, rightImage: columns * WORD },
      ...{ leftDown: 0, leftRight: 0, rightDown: 0, rightRight: 0 },
      parts: [{ high: 1, wide: 1, left: 0, right: 0, target: 0, rows }],
    }),
  ];
}

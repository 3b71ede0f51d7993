import * as tf from "@tensorflow/tfjs";
import {
  type Axis,
  type AxisPlan,
  filterAxis,
  forwardAxis,
  gradientAxis,
} from "./convolution-plan.ts";
import {
  addressOf,
  type Bench,
  type Call,
  discard,
  input,
  isFloat,
  makeTensor,
  type OwnKernel,
} from "./kernel.ts";
import {
  type ColumnPart,
  LONGEST_ROW,
  multiplyColumns,
  multiplyRows,
  packedBytes,
  packMatrix,
  panelBytes,
  type RowClass,
  WORD,
} from "./operations.ts";

/**
 * Convolutions (height and width, channels last, no dilation) as products of matrices:
 * see convolution-plan.ts for how they are cut.
 */
export const CONVOLUTION_KERNELS: readonly OwnKernel[] = [
  { name: tf.Conv2D, run: forward },
  { name: tf.Conv2DBackpropInput, run: inputGradient },
  { name: tf.Conv2DBackpropFilter, run: filterGradient },
];

type Info = tf.backend_util.Conv2DInfo;

function forward(call: Call, bench: Bench): tf.TensorInfo | undefined {
  const x = input(call, "x");
  const filter = input(call, "filter");
  const info = describe(call, x.shape, filter.shape);
  if (!info || !isFloat(x, filter)) return undefined;
  const y = makeTensor(bench, info.outShape);
  const size = { high: info.inHeight, wide: info.inWidth };
  return multiply(bench, {
    source: { ...size, address: addressOf(bench, x), depth: info.inChannels },
    target: {
      ...{ high: info.outHeight, wide: info.outWidth },
      ...{ address: addressOf(bench, y), depth: info.outChannels },
    },
    weights: addressOf(bench, filter),
    info,
    rows: forwardAxis(heightOf(info)),
    columns: forwardAxis(widthOf(info)),
    transposed: false,
  })
    ? y
    : discard(bench, y);
}

function inputGradient(call: Call, bench: Bench): tf.TensorInfo | undefined {
  const dy = input(call, "dy");
  const filter = input(call, "filter");
  const shape = call.attrs.inputShape as number[];
  const info = describe(call, shape, filter.shape);
  if (!info || !isFloat(dy, filter)) return undefined;
  const dx = makeTensor(bench, info.inShape);
  const size = { high: info.outHeight, wide: info.outWidth };
  return multiply(bench, {
    source: { ...size, address: addressOf(bench, dy), depth: info.outChannels },
    target: {
      ...{ high: info.inHeight, wide: info.inWidth },
      ...{ address: addressOf(bench, dx), depth: info.inChannels },
    },
    weights: addressOf(bench, filter),
    info,
    rows: gradientAxis(heightOf(info)),
    columns: gradientAxis(widthOf(info)),
    transposed: true,
  })
    ? dx
    : discard(bench, dx);
}

/** A batch of maps, `[images, high, wide, depth]`. */
interface Maps {
  readonly address: number;
  readonly high: number;
  readonly wide: number;
  readonly depth: number;
}

interface Sliding {
  readonly source: Maps;
  readonly target: Maps;
  readonly weights: number;
  readonly info: Info;
  readonly rows: AxisPlan;
  readonly columns: AxisPlan;
  /** Whether the filter's input channels are the target's: so in the gradient. */
  readonly transposed: boolean;
}

/** Fills the target; false where a row of the product would be too long. */
function multiply(bench: Bench, sliding: Sliding): boolean {
  const { source, target, info, rows, columns } = sliding;
  const places = rows.places.flatMap((row) =>
    columns.places.map((column) => row * info.filterWidth + column),
  );
  if (places.length * source.depth > LONGEST_ROW) return false;
  const packing = {
    ...{ matrix: sliding.weights, packed: 0, places },
    ...{ depth: source.depth, columns: target.depth },
    transposed: sliding.transposed,
    rowStep: info.outChannels * WORD,
    tapStep: info.inChannels * info.outChannels * WORD,
  };
  const packed = bench.team.workspace(packedBytes(packing));
  const product = {
    ...{ source: source.address, target: target.address, packed },
    ...{ columns: target.depth, images: info.batchSize },
    sourceImage: source.high * source.wide * source.depth * WORD,
    targetImage: target.high * target.wide * target.depth * WORD,
    panel: panelBytes(packing),
    accumulate: false,
    classes: rowClasses(sliding),
  };
  bench.team.run([
    packMatrix({ ...packing, packed }),
    multiplyRows(product, bench.team.threads),
  ]);
  return true;
}

/** Each class of rows crossed with each class of columns. */
function rowClasses({ source, target, rows, columns }: Sliding): RowClass[] {
  const pixel = source.depth * WORD;
  const line = source.wide * pixel;
  const targetPixel = target.depth * WORD;
  const targetLine = target.wide * targetPixel;
  const place = source.depth * 8 * WORD;
  const placeLine = columns.places.length * place;
  return rows.classes.flatMap((y) =>
    columns.classes.map((x) => ({
      high: y.count,
      wide: x.count,
      segments: x.taps === 0 ? 0 : y.taps,
      length: x.taps * source.depth,
      source: y.source * line + x.source * pixel,
      sourceDown: y.sourceStep * line,
      sourceRight: x.sourceStep * pixel,
      sourceStep: line,
      target: y.target * targetLine + x.target * targetPixel,
      targetDown: y.targetStep * targetLine,
      targetRight: x.targetStep * targetPixel,
      packed: y.place * placeLine + x.place * place,
      packedStep: placeLine,
    })),
  );
}

function filterGradient(call: Call, bench: Bench): tf.TensorInfo | undefined {
  const x = input(call, "x");
  const dy = input(call, "dy");
  const shape = call.attrs.filterShape as number[];
  const info = describe(call, x.shape, shape);
  if (!info || !isFloat(x, dy)) return undefined;
  const dw = makeTensor(bench, info.filterShape);
  const pixel = info.inChannels * WORD;
  const targetPixel = info.outChannels * WORD;
  const product = multiplyColumns({
    left: addressOf(bench, x),
    right: addressOf(bench, dy),
    target: addressOf(bench, dw),
    columns: info.outChannels,
    images: info.batchSize,
    leftImage: info.inHeight * info.inWidth * pixel,
    rightImage: info.outHeight * info.outWidth * targetPixel,
    leftDown: info.strideHeight * info.inWidth * pixel,
    leftRight: info.strideWidth * pixel,
    rightDown: info.outWidth * targetPixel,
    rightRight: targetPixel,
    accumulate: false,
    parts: filterParts(info),
  });
  bench.team.run([product]);
  return dw;
}

/** One part a tap; where all outputs see all taps of a line, one part a line. */
function filterParts(info: Info): ColumnPart[] {
  const pixel = info.inChannels * WORD;
  const targetPixel = info.outChannels * WORD;
  const columns = filterAxis(widthOf(info));
  const whole = columns.every((each) => each.count === info.outWidth);
  const firsts = whole ? columns.slice(0, 1) : columns;
  return filterAxis(heightOf(info)).flatMap((y) =>
    firsts.map((x) => ({
      high: y.count,
      wide: x.count,
      left: (y.source * info.inWidth + x.source) * pixel,
      right: (y.target * info.outWidth + x.target) * targetPixel,
      target:
        (y.place * info.filterWidth + x.place) * info.inChannels * targetPixel,
      rows: info.inChannels * (whole ? info.filterWidth : 1),
    })),
  );
}

function heightOf(info: Info): Axis {
  return {
    input: info.inHeight,
    output: info.outHeight,
    filter: info.filterHeight,
    stride: info.strideHeight,
    padding: info.padInfo.top,
  };
}

function widthOf(info: Info): Axis {
  return {
    input: info.inWidth,
    output: info.outWidth,
    filter: info.filterWidth,
    stride: info.strideWidth,
    padding: info.padInfo.left,
  };
}

/** All sizes of the convolution, or undefined where it is none that our kernels know. */
function describe(
  { attrs }: Call,
  inputShape: number[],
  filterShape: number[],
): Info | undefined {
  const { strides, pad, dimRoundingMode, dataFormat, dilations } = attrs;
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides as number,
    (dilations as number | undefined) ?? 1,
    pad as number,
    dimRoundingMode as "floor",
    false,
    tf.backend_util.convertConv2DDataFormat(dataFormat as "NHWC"),
  );
  const dilated = info.dilationHeight !== 1 || info.dilationWidth !== 1;
  if (dilated || info.dataFormat !== "channelsLast") return undefined;
  return tf.util.sizeFromShape(info.inShape) > 0 ? info : undefined;
}

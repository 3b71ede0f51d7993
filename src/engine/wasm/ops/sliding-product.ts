import { axesOf, type ConvolutionInfo } from "../../convolution-info.ts";
import {
  type AxisPlan,
  filterAxis,
  forwardAxis,
  gradientAxis,
} from "../../convolution-plan.ts";
import {
  type ColumnPart,
  LONGEST_ROW,
  multiplyColumns,
  multiplyRows,
  PANEL,
  packedBytes,
  packMatrix,
  panelBytes,
  type RowClass,
  WORD,
} from "../operations.ts";
import type { ConvolutionPlan } from "./placed.ts";

/** Maps `[high, wide, depth]`, such as one image. */
interface Maps {
  readonly high: number;
  readonly wide: number;
  readonly depth: number;
}

interface Sliding {
  readonly source: Maps;
  readonly target: Maps;
  readonly rows: AxisPlan;
  readonly columns: AxisPlan;
}

/**
 * Output from input (`forward`) or the input's gradient from the output's. Undefined where a row of
 * the product would be too long.
 */
export function planSliding(
  info: ConvolutionInfo,
  direction: "forward" | "gradient",
  threads: number,
): ConvolutionPlan | undefined {
  const axis = direction === "forward" ? forwardAxis : gradientAxis;
  const [source, target] = mapsOf(info, direction);
  const [height, width] = axesOf(info);
  const [rows, columns] = [axis(height), axis(width)];
  const places = rows.places.flatMap((row) =>
    columns.places.map((column) => row * info.filterWidth + column),
  );
  if (places.length * source.depth > LONGEST_ROW) return undefined;
  const packing = {
    ...{ matrix: 0, packed: 0, places },
    ...{ depth: source.depth, columns: target.depth },
    transposed: direction === "gradient",
    rowStep: info.outChannels * WORD,
    tapStep: info.inChannels * info.outChannels * WORD,
  };
  const product = {
    ...{ source: 0, target: 0, packed: 0 },
    ...{ columns: target.depth, images: info.batchSize },
    sourceImage: source.high * source.wide * source.depth * WORD,
    targetImage: target.high * target.wide * target.depth * WORD,
    panel: panelBytes(packing),
    accumulate: false,
    classes: rowClasses({ source, target, rows, columns }),
  };
  return {
    operations: [
      { operation: packMatrix(packing), bases: ["other", "workspace"] },
      {
        operation: multiplyRows(product, threads),
        bases: ["source", "target", "workspace"],
      },
    ],
    bytes: packedBytes(packing),
  };
}

function mapsOf(
  info: ConvolutionInfo,
  direction: "forward" | "gradient",
): [Maps, Maps] {
  const { inHeight, inWidth, inChannels } = info;
  const { outHeight, outWidth, outChannels } = info;
  const ins = { high: inHeight, wide: inWidth, depth: inChannels };
  const outs = { high: outHeight, wide: outWidth, depth: outChannels };
  return direction === "forward" ? [ins, outs] : [outs, ins];
}

/** Each class of rows crossed with each class of columns. */
function rowClasses({ source, target, rows, columns }: Sliding): RowClass[] {
  const pixel = source.depth * WORD;
  const line = source.wide * pixel;
  const targetPixel = target.depth * WORD;
  const targetLine = target.wide * targetPixel;
  const place = source.depth * PANEL * WORD;
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

/** The filter's gradient. */
export function planFilter(info: ConvolutionInfo): ConvolutionPlan {
  const pixel = info.inChannels * WORD;
  const targetPixel = info.outChannels * WORD;
  const operation = multiplyColumns({
    ...{ left: 0, right: 0, target: 0 },
    ...{ columns: info.outChannels, images: info.batchSize },
    leftImage: info.inHeight * info.inWidth * pixel,
    rightImage: info.outHeight * info.outWidth * targetPixel,
    leftDown: info.strideHeight * info.inWidth * pixel,
    leftRight: info.strideWidth * pixel,
    rightDown: info.outWidth * targetPixel,
    rightRight: targetPixel,
    parts: filterParts(info),
  });
  return {
    operations: [{ operation, bases: ["source", "other", "target"] }],
    bytes: 0,
  };
}

/** One part a tap; where all outputs see all taps of a line, one part a line. */
function filterParts(info: ConvolutionInfo): ColumnPart[] {
  const pixel = info.inChannels * WORD;
  const targetPixel = info.outChannels * WORD;
  const [height, width] = axesOf(info);
  const columns = filterAxis(width);
  const whole = columns.every((each) => each.count === info.outWidth);
  const firsts = whole ? columns.slice(0, 1) : columns;
  return filterAxis(height).flatMap((y) =>
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

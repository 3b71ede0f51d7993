import type { ConvolutionInfo } from "../../convolution-info.ts";
import {
  multiplyColumns,
  multiplyRows,
  type Operation,
  PANEL,
  packMatrix,
  panelBytes,
  WORD,
} from "../operations.ts";
import type { Base, ConvolutionPlan, Placeable, Wanted } from "./placed.ts";
import {
  type Cut,
  filtersBytes,
  planeBytes,
  planesBytes,
  productsOf,
  tilesOf,
  type Winograd,
  winogradOf,
} from "./winograd-tiles.ts";

/**
 * Winograd's convolutions: filters of 3 × 3 over maps of the same size, with fewer multiplications.
 *
 * Along an axis, y = Aᵀ[(G g) · (Bᵀ d)] has four outputs y of six inputs d and a filter g in 6
 * products instead of 12; two outputs that see nothing but their two inputs in 3 instead of 4. Over
 * both axes the products are matrices: one for each pair of places, over all tiles. The gradient by d
 * is such a convolution too; that by g is Gᵀ[(Bᵀ d) · (A dy)].
 * The order of additions is another than a plain product's, and the last digits with it.
 * Source: Lavin & Gray 2015, "Fast Algorithms for Convolutional Neural Networks".
 */

const [INPUT, OUTPUT, SLOPE, FILTER, FILTER_SLOPE] = [0, 1, 2, 3, 4] as const;

/** Undefined where it is no such convolution, or a plain one is as fast. */
export function planWinograd(
  info: ConvolutionInfo,
  wanted: Wanted,
  threads: number,
): ConvolutionPlan | undefined {
  const winograd = winogradOf(info);
  if (!winograd) return undefined;
  return wanted === "filter"
    ? filterGradient(winograd)
    : slide(winograd, wanted, threads);
}

/** The convolution, or its gradient by the input. */
function slide(
  winograd: Winograd,
  direction: "forward" | "gradient",
  threads: number,
): ConvolutionPlan {
  const { inChannels, outChannels, batchSize } = winograd.info;
  const isForward = direction === "forward";
  const depth = isForward ? inChannels : outChannels;
  const columns = isForward ? outChannels : inChannels;
  const products = productsOf(winograd);
  const tiles = tilesOf(winograd);
  const packed = filtersBytes(winograd);
  const from = 2 * packed;
  const to = from + planesBytes(winograd, depth);
  const packing = {
    ...{ matrix: 0, packed, places: range(products) },
    ...{ depth, columns, transposed: !isForward },
    rowStep: outChannels * WORD,
    tapStep: packed / products,
  };
  const product = multiplyRows(
    {
      ...{ source: from, target: to, packed, columns, images: batchSize },
      sourceImage: tiles * depth * WORD,
      targetImage: tiles * columns * WORD,
      ...{ panel: panelBytes(packing), accumulate: false },
      classes: range(products).map((place) => ({
        ...{ high: 1, wide: tiles, segments: 1, length: depth },
        source: place * planeBytes(winograd, depth),
        ...{ sourceDown: 0, sourceRight: depth * WORD, sourceStep: 0 },
        target: place * planeBytes(winograd, columns),
        ...{ targetDown: 0, targetRight: columns * WORD },
        ...{ packed: place * depth * PANEL * WORD, packedStep: 0 },
      })),
    },
    threads,
  );
  return {
    bytes: to + planesBytes(winograd, columns),
    operations: [
      transformFilter(winograd, FILTER, "other", !isForward),
      inWorkspace(packMatrix(packing), 2),
      transformMaps(winograd, INPUT, depth, "source", from),
      inWorkspace(product, 3),
      transformMaps(winograd, OUTPUT, columns, "target", to),
    ],
  };
}

/** The filter's gradient. */
function filterGradient(winograd: Winograd): ConvolutionPlan {
  const { inChannels, outChannels, batchSize } = winograd.info;
  const products = productsOf(winograd);
  const tiles = tilesOf(winograd);
  const left = filtersBytes(winograd);
  const right = left + planesBytes(winograd, inChannels);
  const product = multiplyColumns({
    ...{ left, right, target: 0, columns: outChannels, images: batchSize },
    leftImage: tiles * inChannels * WORD,
    rightImage: tiles * outChannels * WORD,
    ...{ leftDown: 0, leftRight: inChannels * WORD },
    ...{ rightDown: 0, rightRight: outChannels * WORD },
    parts: range(products).map((place) => ({
      ...{ high: 1, wide: tiles, rows: inChannels },
      left: place * planeBytes(winograd, inChannels),
      right: place * planeBytes(winograd, outChannels),
      target: (place * left) / products,
    })),
  });
  return {
    bytes: right + planesBytes(winograd, outChannels),
    operations: [
      transformMaps(winograd, INPUT, inChannels, "source", left),
      transformMaps(winograd, SLOPE, outChannels, "other", right),
      inWorkspace(product, 3),
      transformFilter(winograd, FILTER_SLOPE, "target", false),
    ],
  };
}

/** With so many addresses, all of the workspace. */
function inWorkspace(operation: Operation, addresses: number): Placeable {
  return { operation, bases: Array(addresses).fill("workspace") };
}

/** Between maps and the planes of the products, `[products, images, tiles, channels]`. */
function transformMaps(
  winograd: Winograd,
  matrix: typeof INPUT | typeof OUTPUT | typeof SLOPE,
  channels: number,
  maps: Base,
  planes: number,
): Placeable {
  const { info, height, width } = winograd;
  const { batchSize, inHeight, inWidth } = info;
  const pixel = channels * WORD;
  const line = inWidth * pixel;
  const before = (cut: Cut) => (matrix === INPUT ? cut.before : 0);
  const [top, left] = [before(height), before(width)];
  const tiles = height.tiles * width.tiles;
  const plane = planeBytes(winograd, channels);
  const ofMaps = [
    ...[inHeight * line, height.outputs * line, width.outputs * pixel],
    ...[line, pixel],
    ...[-top, height.outputs, inHeight, -left, width.outputs, inWidth],
  ];
  const ofPlanes = [
    ...[tiles * pixel, width.tiles * pixel, pixel],
    ...[width.products * plane, plane],
    ...[0, 0, height.products, 0, 0, width.products],
  ];
  const matrices = [height.first + matrix, width.first + matrix];
  const sizes = [pixel, batchSize, height.tiles, width.tiles, ...matrices];
  const corner = -top * line - left * pixel;
  return matrix === OUTPUT
    ? {
        operation: [13, planes, corner, ...sizes, ...ofPlanes, ...ofMaps],
        bases: ["workspace", maps],
      }
    : {
        operation: [13, corner, planes, ...sizes, ...ofMaps, ...ofPlanes],
        bases: [maps, "workspace"],
      };
}

/** Between a filter, `[3, 3, inputs, outputs]`, and `[products, inputs, outputs]` of it. */
function transformFilter(
  winograd: Winograd,
  matrix: typeof FILTER | typeof FILTER_SLOPE,
  filter: Base,
  isFlipped: boolean,
): Placeable {
  const { info, height, width } = winograd;
  const { inChannels, outChannels } = info;
  const row = outChannels * WORD;
  const tap = inChannels * row;
  const [corner, way] = isFlipped ? [8 * tap, -1] : [0, 1];
  const ofFilter = [row, 0, 0, way * 3 * tap, way * tap, 0, 0, 3, 0, 0, 3];
  const { products } = width;
  const place = filtersBytes(winograd) / productsOf(winograd);
  const ofPlaces = [
    ...[row, 0, 0, products * place, place],
    ...[0, 0, height.products, 0, 0, products],
  ];
  const matrices = [height.first + matrix, width.first + matrix];
  const sizes = [row, inChannels, 1, 1, ...matrices];
  return matrix === FILTER
    ? {
        operation: [13, corner, 0, ...sizes, ...ofFilter, ...ofPlaces],
        bases: [filter, "workspace"],
      }
    : {
        operation: [13, 0, corner, ...sizes, ...ofPlaces, ...ofFilter],
        bases: ["workspace", filter],
      };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

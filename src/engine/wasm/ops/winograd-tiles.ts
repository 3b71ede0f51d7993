import {
  type Axis,
  axesOf,
  type ConvolutionInfo,
} from "../../convolution-info.ts";
import { filterAxis } from "../../convolution-plan.ts";
import { PANEL, WORD } from "../operations.ts";

/** What an axis is cut into: tiles of so many outputs, and the numbers of its matrices. */
export interface Cut {
  readonly tiles: number;
  /** Outputs and inputs of a tile, and its products. */
  readonly outputs: number;
  readonly inputs: number;
  readonly products: number;
  /** Inputs before the first output. */
  readonly before: number;
  /** Number of Bᵀ in kernels/winograd.ts; Aᵀ, A, G and Gᵀ follow. */
  readonly first: number;
}

/** With fewer channels, transforming takes longer than the products that it saves. */
const LEAST_CHANNELS = 32;
/** What kernels/winograd.ts has room for. */
const MOST_CHANNELS = 1024;
/** So many times the products of a plain one are worth the transforms. */
const WORTH = 1.5;

/** A convolution that is worth it, and how its axes are cut. */
export interface Winograd {
  readonly info: ConvolutionInfo;
  readonly height: Cut;
  readonly width: Cut;
}

/** Undefined where it is no such convolution, or a plain one is as fast. */
export function winogradOf(info: ConvolutionInfo): Winograd | undefined {
  const { inChannels, outChannels } = info;
  const fits = [inChannels, outChannels].every(
    (each) =>
      each >= LEAST_CHANNELS && each <= MOST_CHANNELS && each % PANEL === 0,
  );
  const [rows, columns] = axesOf(info);
  if (!fits || !isCentred(rows) || !isCentred(columns)) return undefined;
  const winograd = { info, height: cut(rows), width: cut(columns) };
  const products = productsOf(winograd) * tilesOf(winograd);
  const isWorth = products * WORTH <= seen(rows) * seen(columns);
  return isWorth ? winograd : undefined;
}

function isCentred({ stride, filter, before, after }: Axis): boolean {
  return stride === 1 && filter === 3 && before === 1 && after === 1;
}

function cut({ output }: Axis): Cut {
  return output === 2
    ? { tiles: 1, outputs: 2, inputs: 2, products: 3, before: 0, first: 5 }
    : {
        ...{ tiles: Math.ceil(output / 4), outputs: 4, inputs: 6 },
        ...{ products: 6, before: 1, first: 0 },
      };
}

/** Products of a plain convolution along the axis. */
function seen(axis: Axis): number {
  return filterAxis(axis).reduce((sum, { count }) => sum + count, 0);
}

/** Products of a tile. */
export function productsOf({ height, width }: Winograd): number {
  return height.products * width.products;
}

/** Tiles of an image. */
export function tilesOf({ height, width }: Winograd): number {
  return height.tiles * width.tiles;
}

/**
 * Added to every plane, since a tile is written to all of them at once: powers of two apart, they
 * would compete for the same few lines of the cache.
 */
const APART = 64;

/** Bytes of the vectors of all tiles at one place. */
export function planeBytes(
  { info, height, width }: Winograd,
  channels: number,
) {
  const tiles = info.batchSize * height.tiles * width.tiles;
  return tiles * channels * WORD + APART;
}

/** Bytes of all places. */
export function planesBytes(winograd: Winograd, channels: number): number {
  return productsOf(winograd) * planeBytes(winograd, channels);
}

/** Bytes of the filters at all places; packed, they take less. */
export function filtersBytes(winograd: Winograd): number {
  const { inChannels, outChannels } = winograd.info;
  return productsOf(winograd) * (inChannels * outChannels * WORD + APART);
}

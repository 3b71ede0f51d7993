import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import type { BuiltTopic } from "../read/topic.ts";
import { type FigureChange, type FigureValue, verdictOf } from "../report.ts";
import type { Calm } from "./noise.ts";

/** Values of a figure that are shown; the rest are counted. */
const most = 50;

/** Where a figure keeps what was measured; everything else is how it is shown. */
const measured =
  /^(series|lines|panels|rows|counts|values|edges|grid)\b.*\d\]$/;

/** The figures that differ in their data or in what is seen of them. */
export function compareFigures(
  before: BuiltTopic,
  after: BuiltTopic,
  calm: Calm,
): FigureChange[] {
  const [old, now] = [before.record.figures, after.record.figures];
  const names = new Set([...Object.keys(now), ...Object.keys(old)]);
  return [...names].flatMap((name) => {
    const values = differences(old[name], now[name]);
    const pixels = sharePixels(
      before.pictures.get(name),
      after.pictures.get(name),
    );
    const verdict = verdictOf(old[name], now[name]);
    if (verdict === "changed" && values.length === 0 && !pixels) return [];
    const isNoise =
      calm.all &&
      verdict === "changed" &&
      values.length > 0 &&
      values.every(({ path }) => measured.test(path));
    return [
      {
        name,
        verdict: isNoise ? ("within noise" as const) : verdict,
        pixels,
        differing: verdict === "changed" ? values.length : 0,
        values: verdict === "changed" ? values.slice(0, most) : [],
      },
    ];
  });
}

/** Every plain value in which two trees of data differ, by its path. */
function differences(
  before: unknown,
  after: unknown,
  path = "",
): FigureValue[] {
  if (isTree(before) || isTree(after)) {
    const [old, now] = [childrenOf(before), childrenOf(after)];
    const keys = new Set([...Object.keys(now), ...Object.keys(old)]);
    return [...keys].flatMap((key) =>
      differences(old[key], now[key], stepTo(path, key, after ?? before)),
    );
  }
  if (before === after) return [];
  return [{ path, before: plain(before), after: plain(after) }];
}

function isTree(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function childrenOf(value: unknown): { readonly [key: string]: unknown } {
  return isTree(value) ? Object.fromEntries(Object.entries(value)) : {};
}

function stepTo(path: string, key: string, within: unknown): string {
  if (Array.isArray(within)) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}

function plain(value: unknown): FigureValue["before"] {
  return typeof value === "number" ||
    typeof value === "string" ||
    typeof value === "boolean"
    ? value
    : null;
}

/**
 * Share of the pixels that differ to the eye, 0 to 1, on a page as large as both together; null
 * where a picture is missing or cannot be read.
 */
function sharePixels(
  before: Buffer | undefined,
  after: Buffer | undefined,
): number | null {
  if (before === undefined || after === undefined) return null;
  if (before.equals(after)) return 0;
  try {
    const [old, now] = [PNG.sync.read(before), PNG.sync.read(after)];
    const width = Math.max(old.width, now.width);
    const height = Math.max(old.height, now.height);
    const pages = [old, now].map((each) => {
      const page = new PNG({ width, height });
      PNG.bitblt(each, page, 0, 0, each.width, each.height, 0, 0);
      return page.data;
    }) as [Buffer, Buffer];
    const differing = pixelmatch(...pages, undefined, width, height, {
      threshold: 0.05,
    });
    return differing / (width * height);
  } catch {
    return null;
  }
}

import { join } from "node:path";
import type { Flags } from "../course/settings.ts";
import { isInside, readIfThere } from "../files.ts";
import { isHash, isObject, parseJson } from "../json.ts";

/**
 * What Lectern knows of one topic's output: which inputs made which files. It lies in
 * `output/<topic>/.lectern/`; without it everything is simply made again.
 */
export interface Manifest {
  readonly format: 1;
  readonly parts: { readonly [name in PartName]?: Part };
  /** How the documents were asked for. */
  readonly flags: Flags;
  /** The version that wrote the output last; undefined where it was one that did not say. */
  readonly lectern?: string;
}

/** SHA-256 by path in the topic's output folder. */
export interface Hashes {
  readonly [path: string]: string;
}

/** Files that are made together from the same inputs. */
export interface Part {
  /** Hash of everything that the part was made from. */
  readonly key: string;
  readonly files: Hashes;
}

export const partNames = ["run", "article", "deck"] as const;

export type PartName = (typeof partNames)[number];

/** Where it lies in a topic's output folder. */
export const manifestPath = ".lectern/manifest.json";

/**
 * What `lectern verify` leaves beside the parts: it speaks of one state of them, and goes with it.
 */
export const attestations = [
  "verify.json",
  "verify.svg",
  "ro-crate-metadata.json",
] as const;

/** The manifest in a topic's output folder; undefined when there is none that can be used. */
export async function readManifest(
  folder: string,
): Promise<Manifest | undefined> {
  return parseManifest(
    parseJson(await readIfThere(join(folder, manifestPath))),
  );
}

/**
 * A manifest out of what a file held, undefined where it is none. By hand: a build with
 * nothing to do is done before a schema library would be loaded.
 */
export function parseManifest(value: unknown): Manifest | undefined {
  if (!isObject(value) || value.format !== 1) return undefined;
  const { parts, flags, lectern } = value;
  if (!isObject(parts) || !isFlags(flags)) return undefined;
  const isWhole = Object.entries(parts).every(
    ([name, part]) => isPartName(name) && isPart(part),
  );
  if (!isWhole) return undefined;
  const by = typeof lectern === "string" ? { lectern } : {};
  return { format: 1, parts, flags, ...by };
}

function isPartName(name: string): boolean {
  return (partNames as readonly string[]).includes(name);
}

function isPart(value: unknown): value is Part {
  if (!isObject(value) || typeof value.key !== "string") return false;
  if (!isObject(value.files)) return false;
  return Object.entries(value.files).every(
    ([path, hash]) => isInside(path) && isHash(hash),
  );
}

function isFlags(value: unknown): value is Flags {
  if (!isObject(value)) return false;
  const { author, baseUrl, pace, theme, date, tags, digits } = value;
  const isList = (each: unknown) =>
    each === undefined ||
    (Array.isArray(each) && each.every((one) => typeof one === "string"));
  const isText = (each: unknown) =>
    each === undefined || typeof each === "string";
  return (
    isText(author) &&
    isText(baseUrl) &&
    isText(date) &&
    isList(tags) &&
    isList(digits) &&
    (digits === undefined || (digits as unknown[]).length === 2) &&
    (pace === undefined || Number.isFinite(pace)) &&
    (theme === undefined || theme === "light" || theme === "dark")
  );
}

import { posix } from "node:path";
import type { Code } from "mdast";
import type { VFile } from "vfile";
import { didYouMean } from "../../errors.ts";
import type { Sources } from "../bound.ts";
import {
  attributeOf,
  type Binding,
  bindEach,
  type LeafDirective,
} from "../directive.ts";
import { describeInvisible, findInvisible } from "../read/invisible.ts";
import { report } from "../report.ts";
import { parseRegions, type Regions } from "./regions.ts";

/** The source that a listing shows when it does not say which. */
const ownSource = "experiment.ts";

const languages: { readonly [extension: string]: string } = {
  ".ts": "typescript",
  ".js": "javascript",
  ".py": "python",
};

/**
 * `::listing{#region}` shows a region of `experiment.ts`, `::listing{#region from="pytorch.py"}`
 * one of another source, as a code block in its language. What is wrong with the markers of
 * that source is reported there.
 */
export const remarkListing = bindEach("leafDirective", "listing", bindListing);

const parsed = new WeakMap<Sources, Map<string, Regions>>();

/** The regions of a source, taken apart once however many listings show it. */
function regionsOf(sources: Sources, source: string): Regions {
  const known = parsed.get(sources) ?? new Map<string, Regions>();
  const regions = known.get(source) ?? parseRegions(source);
  parsed.set(sources, known.set(source, regions));
  return regions;
}

function bindListing(
  node: LeafDirective,
  file: VFile,
  { sources }: Binding,
): Code[] {
  const name = attributeOf(node, "id") ?? "";
  const from = attributeOf(node, "from") ?? ownSource;
  const source = Object.hasOwn(sources, from) ? sources[from] : undefined;
  if (source === undefined) {
    const files = Object.keys(sources);
    report(file, node.position, {
      rule: "unknown-source",
      message: `unknown source: ${from}`,
      hint: didYouMean(from, files) ?? `the sources are ${files.join(", ")}`,
    });
    return [];
  }
  const { regions, problems } = regionsOf(sources, source);
  const path = posix.join(posix.dirname(file.path), from);
  for (const { line, column, ...problem } of problems) {
    report(file, { line, column }, { ...problem, file: path });
  }
  for (const sign of findInvisible(source)) {
    report(file, sign, { ...describeInvisible(sign), file: path });
  }
  const region = regions.get(name);
  if (!region) {
    const names = [...regions.keys()];
    report(file, node.position, {
      rule: "unknown-region",
      message: `unknown region of ${from}: ${name}`,
      hint:
        didYouMean(name, names) ??
        (names.length > 0
          ? `its regions are ${names.join(", ")}`
          : `mark one with #region ${name} … #endregion`),
    });
    return [];
  }
  const lines = linesOf(node, name, region.code.split("\n").length, file);
  return [
    {
      type: "code",
      lang: languages[posix.extname(from)] ?? null,
      value: region.code,
      data: {
        bound: { kind: "listing", name, file: from },
        ...(lines.length > 0 && { lines }),
      },
      position: node.position,
    },
  ];
}

/** The lines that `highlight="2-3,5"` names, from 1, in order. */
function linesOf(
  node: LeafDirective,
  name: string,
  count: number,
  file: VFile,
): number[] {
  const told = attributeOf(node, "highlight");
  if (told === undefined) return [];
  const lines = told.split(",").flatMap((each) => {
    const [, from = "", to = from] =
      /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(each) ?? [];
    const [first, last] = [Number(from), Number(to)];
    const isInside =
      from !== "" && first >= 1 && first <= last && last <= count;
    if (!isInside)
      report(file, node.position, {
        rule: "unknown-line",
        message: `no such lines in region ${name}: ${each.trim() || "nothing"}`,
        hint: `it has lines 1 to ${count}: write 2 or 2-3,5`,
      });
    return isInside
      ? Array.from({ length: last - first + 1 }, (_, index) => first + index)
      : [];
  });
  return [...new Set(lines)].sort((a, b) => a - b);
}

import { posix } from "node:path";
import type { Code, Root } from "mdast";
import type { VFile } from "vfile";
import { didYouMean } from "../../errors.ts";
import {
  attributeOf,
  type Binding,
  isWhole,
  type LeafDirective,
} from "../directive.ts";
import { describeInvisible, findInvisible } from "../read/invisible.ts";
import { report } from "../report.ts";
import { replaceNodes } from "../tree.ts";
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
export function remarkListing(binding: Binding) {
  const parsed = new Map<string, Regions>();
  const regionsOf = (source: string): Regions => {
    const known = parsed.get(source) ?? parseRegions(source);
    parsed.set(source, known);
    return known;
  };
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) =>
      isWhole(node, "leafDirective", "listing")
        ? bindListing(binding, regionsOf, file, node)
        : [node],
    );
}

function bindListing(
  binding: Binding,
  regionsOf: (source: string) => Regions,
  file: VFile,
  node: LeafDirective,
): Code[] {
  const name = attributeOf(node, "id") ?? "";
  const from = attributeOf(node, "from") ?? ownSource;
  const source = Object.hasOwn(binding.sources, from)
    ? binding.sources[from]
    : undefined;
  if (source === undefined) {
    const files = Object.keys(binding.sources);
    report(file, node.position, {
      rule: "unknown-source",
      message: `unknown source: ${from}`,
      hint: didYouMean(from, files) ?? `the sources are ${files.join(", ")}`,
    });
    return [];
  }
  const { regions, problems } = regionsOf(source);
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
  return [
    {
      type: "code",
      lang: languages[posix.extname(from)] ?? null,
      value: region.code,
      data: { bound: { kind: "listing", name, file: from } },
      ...(node.position && { position: node.position }),
    },
  ];
}

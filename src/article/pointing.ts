import type { RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { didYouMean } from "../errors.ts";
import { type Pointing, partsOf } from "../figure/data/pointing.ts";
import type { Figure } from "../figure/figure.ts";
import { findAnchor, takesCallouts } from "../figure/plan/callouts.ts";
import { sha256 } from "../files.ts";
import type { FigureNode } from "./bound.ts";
import {
  attributeOf,
  type ContainerDirective,
  type Directive,
  isWhole,
  type LeafDirective,
} from "./directive.ts";
import { type Problem, report } from "./report.ts";
import { oneLine } from "./tree.ts";

/** More words beside a point are a caption, and more callouts a table. */
const most = { letters: 60, callouts: 3 } as const;

/**
 * The names in `highlight="one | other"`, each once. Reports those that are none of `known`, with the
 * nearest that is; `of` says whose parts they are.
 */
export function readHighlight(
  node: Directive,
  known: readonly string[],
  of: string,
  file: VFile,
): string[] {
  const told = attributeOf(node, "highlight")?.trim();
  if (told === undefined) return [];
  // A name may have a bar in it.
  const names = known.includes(told)
    ? [told]
    : told.split("|").map((each) => each.trim());
  const isKnown = (name: string) => known.includes(name);
  for (const name of names.filter((each) => !isKnown(each)))
    report(file, node.position, unknownPart(name, known, of));
  return [...new Set(names.filter(isKnown))];
}

function unknownPart(
  name: string,
  known: readonly string[],
  of: string,
): Problem {
  const shown = known.slice(0, 6).join(" | ");
  const more = known.length > 6 ? " | …" : "";
  return {
    rule: "unknown-part",
    message: `unknown part of ${of}: ${name || "nothing"}`,
    hint:
      didYouMean(name, known) ??
      (known.length > 0
        ? `it has ${shown}${more}`
        : "it has no parts with names: leave the attribute out"),
  };
}

/** What a directive points at in its figure; undefined where that is nothing. */
export function pointingOf(
  node: ContainerDirective | LeafDirective,
  name: string,
  figure: Figure,
  file: VFile,
): Pointing | undefined {
  const highlight = readHighlight(
    node,
    partsOf(figure),
    `figure ${name}`,
    file,
  );
  const told = node.children.filter((child) =>
    isWhole(child, "leafDirective", "callout"),
  );
  const callouts = told.flatMap((each) =>
    readCallout(each, name, figure, file),
  );
  if (told.length > most.callouts)
    report(file, told[most.callouts]?.position, {
      rule: "callout",
      message: `${told.length} callouts in one figure: at most ${most.callouts} are read`,
      hint: "keep the one that the text speaks of",
    });
  if (highlight.length === 0 && callouts.length === 0) return undefined;
  return { highlight, callouts };
}

function readCallout(
  node: LeafDirective,
  name: string,
  figure: Figure,
  file: VFile,
): Pointing["callouts"][number][] {
  const at = (attributeOf(node, "at") ?? "").trim();
  const text = oneLine(toText(node)).trim();
  const wrong = (message: string, hint: string, rule = "callout") => {
    report(file, node.position, { rule, message, hint });
    return [];
  };
  if (!takesCallouts(figure))
    return wrong(
      `no room for a callout in a figure of kind ${figure.kind}: ${name}`,
      'point with highlight="…", and say it in the caption',
    );
  const found = findAnchor(figure, at);
  if (found.kind === "none") {
    report(file, node.position, unknownPart(at, found.names, `figure ${name}`));
    return [];
  }
  if ([...text].length > most.letters)
    return wrong(
      `callout of ${[...text].length} letters: at most ${most.letters} stand beside a point`,
      "shorten it, or say it in the caption",
    );
  checkTyped(node, file);
  return [{ at: found.kind === "part" ? found.name : at, text }];
}

/** A decimal or a percentage that no run has given. */
function checkTyped(node: LeafDirective, file: VFile): void {
  visit(node, "text", ({ value, data, position }) => {
    if (data?.bound !== undefined) return;
    const [typed] = /\d+[.,]\d+|\d+\s?%/.exec(value) ?? [];
    if (typed === undefined) return;
    report(file, position, {
      rule: "callout",
      severity: "warning",
      message: `number typed by hand in a callout: ${typed}`,
      hint: "quote it from the run with :number[name] or :percent[name]",
    });
  });
}

/** Reports a callout that stands in no figure, and takes it out. */
export function dropStray(node: RootContent, file: VFile): RootContent[] {
  if (!isWhole(node, "leafDirective", "callout")) return [node];
  report(file, node.position, {
    rule: "callout",
    message: "callout outside of a figure",
    hint: "write it between :::figure{#…} and :::, below the caption",
  });
  return [];
}

/**
 * What the drawing of a figure is called: as the record calls it, and where something is pointed at
 * with a hash of that behind it, since an article may show both.
 */
export function drawingOf({
  name,
  pointing,
}: Pick<FigureNode, "name" | "pointing">): string {
  if (pointing === undefined) return name;
  return `${name}-${sha256(JSON.stringify(pointing)).slice(0, 8)}`;
}

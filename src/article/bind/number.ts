import type { Root, RootContent } from "mdast";
import type { VFile } from "vfile";
import { inLanguage } from "../../language.ts";
import {
  attributeOf,
  type Binding,
  bindEach,
  type Directive,
  isWhole,
  labelOf,
  lookUp,
} from "../directive.ts";
import { report } from "../report.ts";
import { boundText, replaceNodes } from "../tree.ts";
import {
  formatNumber,
  formatPercent,
  formatSpread,
  maxDigits,
} from "./format.ts";

/**
 * `:number[name]`, `:number[name]{digits=4}`, `:number[name]{thousands}` and
 * `:percent[name]{digits=2}`: a number of the record, rounded as `formatNumber` and
 * `formatPercent` say. A percent is a fraction in the record: 0.9168 is shown as 91.68%.
 */
export function remarkNumber(binding: Binding) {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) =>
      isWhole(node, "textDirective", "number") ||
      isWhole(node, "textDirective", "percent")
        ? bindNumber(binding, file, node)
        : [node],
    );
}

/**
 * `:spread[name]`, `:spread[name]{digits=3}` and `:spread[name]{thousands}`: the mean of repeated runs with what they lay
 * between, as `formatSpread` writes it.
 */
export const remarkSpread = bindEach(
  "textDirective",
  "spread",
  (node, file, binding) => {
    const name = labelOf(node);
    const digits = readDigits(file, node);
    const spread = lookUp(binding, file, node, "spreads", name);
    if (spread === undefined) return [];
    const text = inLanguage(
      formatSpread(spread, { digits, thousands: readFlag(file, node) }),
      binding.language,
    );
    return [boundText(text, { kind: "spread", name }, node.position)];
  },
);

function bindNumber(
  binding: Binding,
  file: VFile,
  node: Directive,
): RootContent[] {
  const kind = node.name === "percent" ? "percent" : "number";
  const name = labelOf(node);
  const digits = readDigits(file, node);
  const value = lookUp(binding, file, node, "numbers", name);
  if (value === undefined) return [];
  const text =
    kind === "percent"
      ? formatPercent(value, digits)
      : formatNumber(value, { digits, thousands: readFlag(file, node) });
  if (value !== 0 && !/[1-9]/.test(text)) {
    report(file, node.position, {
      rule: "rounds-to-zero",
      message: `shown as zero: ${name} is ${value}`,
      hint: "give it more digits, or none for the default",
      severity: "warning",
    });
  }
  const shown = inLanguage(text, binding.language);
  return [boundText(shown, { kind, name, value }, node.position)];
}

/** The decimals asked for; undefined, and reported, where they are none. */
function readDigits(file: VFile, node: Directive): number | undefined {
  const text = attributeOf(node, "digits");
  if (text === undefined) return undefined;
  const digits = /^\d{1,2}$/.test(text) ? Number(text) : maxDigits + 1;
  if (digits <= maxDigits) return digits;
  report(file, node.position, {
    rule: "digits-out-of-range",
    message: `digits out of range: ${text || "nothing"}`,
    hint: `write a whole number from 0 to ${maxDigits}: the decimals shown`,
  });
  return undefined;
}

function readFlag(file: VFile, node: Directive): boolean {
  const value = attributeOf(node, "thousands");
  if (value) {
    report(file, node.position, {
      rule: "attribute-value",
      message: `thousands takes no value: ${value}`,
      hint: "write {thousands}, or leave it out",
    });
  }
  return value !== undefined;
}

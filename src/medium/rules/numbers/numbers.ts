import type { Text } from "mdast";
import { visit } from "unist-util-visit";
import { roundDecimal } from "../../../article/bind/format.ts";
import { yamlIn } from "../../../article/read/frontmatter.ts";
import { fromLanguage, type Language, languageOf } from "../../../language.ts";
import type { BoundArticle } from "../../input.ts";
import { placeOfSetting } from "../../settings.ts";
import { hole, listPassages, placeIn } from "../passages.ts";
import type { Reporter, Rule } from "../rule.ts";
import { findTypedNumbers, type TypedNumber } from "./typed-numbers.ts";

/** Every number that a run printed comes from the record, and is what the record says. */
export const numberRules: readonly Rule[] = [
  {
    id: "MD-55",
    check({ article, record }, report) {
      const { language = languageOf() } = article;
      for (const key of ["title", "subtitle", "kicker"]) {
        const text = readRaw(article, key);
        for (const found of findTypedNumbers(text, record.numbers, language))
          reportTyped(found, placeOfSetting(article, key), report);
      }
      for (const passage of listPassages(article.tree)) {
        for (const found of findTypedNumbers(
          passage.text,
          record.numbers,
          language,
        )) {
          const { offset, text } = found.token;
          reportTyped(found, placeIn(passage, offset, text, article), report);
        }
      }
      visit(article.tree, "text", (node) => {
        checkBound(node, record.numbers, language, report);
      });
    },
  },
];

function reportTyped(
  { kind, token, name, recorded, directive, isSure }: TypedNumber,
  at: Parameters<Reporter["error"]>[0],
  report: Reporter,
): void {
  const typed = token.text + (token.isPercent ? "%" : "");
  const add = isSure ? report.error : report.warning;
  add(
    at,
    kind === "typed"
      ? `number typed by hand: ${typed} (${name})`
      : `number typed by hand: ${typed} (near ${name}, ${recorded})`,
    `write ${directive}; if it is another number, set it as code`,
  );
}

/** A front matter value as written, its directives taken out. */
function readRaw({ template = "" }: BoundArticle, key: string): string {
  const line =
    new RegExp(`^${key}:(.*)$`, "m").exec(yamlIn(template))?.[1] ?? "";
  return line.replace(/:[a-z]+\[[^\]]*\](\{[^}]*\})?/g, hole).trim();
}

/** A number that a directive wrote is the record's, rounded to the digits shown. */
function checkBound(
  node: Text,
  numbers: { readonly [name: string]: number },
  language: Language,
  report: Reporter,
): void {
  const { bound } = node.data ?? {};
  if (bound === undefined || bound.value === undefined) return;
  if (bound.kind !== "number" && bound.kind !== "percent") return;
  const recorded = numbers[bound.name];
  const shown = fromLanguage(node.value, language);
  if (recorded === undefined || !/^-?\d+(\.\d+)?$/.test(shown)) return;
  const decimals = shown.split(".")[1]?.length ?? 0;
  const wanted = roundDecimal(
    recorded,
    decimals,
    bound.kind === "percent" ? 2 : 0,
  );
  if (Number(wanted) !== Number(shown))
    report.stale(
      node,
      `${bound.name} shown as ${node.value}, recorded as ${recorded}`,
    );
}

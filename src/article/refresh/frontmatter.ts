import { isScalar, parse } from "yaml";
import { pairsOf, parseYaml, yamlIn } from "../read/frontmatter.ts";

/** A text of the front matter, as it is written there. */
export interface FoundScalar {
  /** Offsets in the template, without quotes. */
  readonly range: readonly [from: number, to: number];
  /** The quotation mark around it; "" without. */
  readonly quote: string;
}

/** Where the text under `key` stands in one line; undefined for none, and for one in a block. */
export function findScalar(
  template: string,
  key: string,
): FoundScalar | undefined {
  const yaml = yamlIn(template);
  const fence = /^---\r?\n/.exec(template)?.[0].length ?? 0;
  const pair = pairsOf(parseYaml(yaml).document).find(
    (each) => isScalar(each.key) && each.key.value === key,
  );
  const value = pair?.value;
  if (!isScalar(value) || !value.range) return undefined;
  const [from, to] = [value.range[0] + fence, value.range[1] + fence];
  const text = template.slice(from, to);
  if (/[\r\n]/.test(text) || text === "") return undefined;
  const [quote = ""] = /^["']/.exec(text) ?? [];
  const range = [from + quote.length, to - quote.length] as const;
  return { range, quote };
}

/** What YAML reads where `text` stands behind a key; undefined where that is no text on its own. */
export function readScalar(text: string, quote: string): string | undefined {
  try {
    const value: unknown = parse(`key: ${quote}${text}${quote}\nlast: 1\n`);
    const read = Object(value).key as unknown;
    return Object(value).last === 1 && typeof read === "string"
      ? read
      : undefined;
  } catch {
    return undefined;
  }
}

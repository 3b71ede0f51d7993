import { readFileSync } from "node:fs";
import type { Drawn, MediumInput } from "../../src/medium/input.ts";
import { drawForArticle, pathOf, readCase } from "./case.ts";

/** A whole article with its figures drawn: prose, code, a formula, tables of all three forms. */
export async function readSample(): Promise<MediumInput> {
  const sources = {
    "experiment.ts": readFileSync(pathOf("sample/experiment.ts"), "utf8"),
  };
  const input = readCase(pathOf("sample"), sources);
  const figures = new Map<string, Drawn>();
  for (const [name, figure] of Object.entries(input.record.figures)) {
    figures.set(name, await drawForArticle(figure));
  }
  return { ...input, figures };
}

import { readArticle } from "../../src/article/article.ts";
import { findQuotes } from "../../src/article/bind/quotes.ts";
import { parseRegions } from "../../src/article/bind/regions.ts";
import { mathToUnicode } from "../../src/article/formula/math.ts";
import { articleMarkdown } from "../../src/article/markdown.ts";
import { parseConfig } from "../../src/course/config.ts";
import { buildDeck } from "../../src/deck/build.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { FindingsError, stopsBuild, UserError } from "../../src/errors.ts";
import { drawFigure } from "../../src/figure/draw.ts";
import { drawFormula } from "../../src/medium/formula/formula.ts";
import type { Figures } from "../../src/medium/input.ts";
import { cleanCode } from "../../src/medium/lower/code.ts";
import { buildKit } from "../../src/medium/pages/kit.ts";
import { checkKit } from "../../src/medium/rules/check.ts";
import { record, sources } from "../article/sample.ts";

/** Reads one text as Lectern does; throws what Lectern would call a bug of its own. */
export type Target = (text: string) => unknown;

/** Everything that reads what a person wrote: a new parser starts with a line here. */
export const targets: { readonly [name: string]: Target } = {
  article: async (text) => {
    findQuotes(text);
    const article = readArticle(text, "article.md", record, sources);
    if (article.findings.some(stopsBuild)) return;
    articleMarkdown(article);
    const options = { topic: record.topic, sources };
    const input = { article, record, options, figures: await figures };
    checkKit(input, buildKit(input));
  },
  deck: (text) => {
    findQuotes(text);
    readDeck(text, "deck.md", record, sources);
  },
  pptx: async (text) => {
    findQuotes(text);
    const deck = readDeck(text, "deck.md", record, sources);
    if (deck.findings.some(stopsBuild)) return;
    const png = (await figures).get("ideal-digits")?.bytes ?? Buffer.alloc(0);
    await buildDeck(deck, record, async () => ({ png }), {
      talk: { pace: 130 },
      theme: "light",
    });
  },
  config: async (text) => {
    try {
      await parseConfig(text, "lectern.config.json");
    } catch (error) {
      const isSaid =
        error instanceof UserError || error instanceof FindingsError;
      if (!isSaid) throw error;
    }
  },
  tex: (text) => {
    mathToUnicode(text);
    drawFormula(text);
  },
  code: (text) => {
    parseRegions(text);
    cleanCode(text);
  },
};

const figures: Promise<Figures> = drawAll();

async function drawAll(): Promise<Figures> {
  const drawn = Object.entries(record.figures).map(async ([name, figure]) => {
    const { png, ...size } = await drawFigure(figure);
    return [name, { bytes: png, ...size }] as const;
  });
  return new Map(await Promise.all(drawn));
}

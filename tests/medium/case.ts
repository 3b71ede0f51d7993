import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readArticle } from "../../src/article/article.ts";
import { drawFigure } from "../../src/figure/draw.ts";
import type { Figure } from "../../src/figure/figure.ts";
import type {
  Drawn,
  Figures,
  MediumInput,
  MediumOptions,
} from "../../src/medium/input.ts";
import { Record } from "../../src/record/record.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Path of a file or folder beside the tests of the kit. */
export function pathOf(...parts: string[]): string {
  return join(here, ...parts);
}

/** Settings of one case, beside its article. */
type CaseOptions = Partial<MediumOptions>;

/**
 * The input of the kit for the article in `folder`, with its own `record.json`, `sources.json`,
 * `held.json` (what the sources hold when the rules look) and `options.json`, or the common ones.
 */
export function readCase(
  folder: string,
  given: { readonly [file: string]: string } = {},
): MediumInput {
  const record = Record.parse(
    readJson(join(folder, "record.json")) ??
      readJson(pathOf("rules/record.json")),
  );
  const sources = (readJson(join(folder, "sources.json")) ?? given) as {
    [file: string]: string;
  };
  const held = (readJson(join(folder, "held.json")) ?? sources) as {
    [file: string]: string;
  };
  const options = (readJson(join(folder, "options.json")) ?? {}) as CaseOptions;
  const template = readFileSync(join(folder, "article.md"), "utf8");
  return {
    article: readArticle(template, "article.md", record, sources),
    figures: readFigures(),
    record,
    options: { topic: "03-pixel-similarity", sources: held, ...options },
  };
}

/** The input with every figure of its record drawn that has no PNG of its own. */
export async function drawCase(input: MediumInput): Promise<MediumInput> {
  const figures = new Map(input.figures);
  for (const [name, figure] of Object.entries(input.record.figures)) {
    if (!figures.has(name)) figures.set(name, await drawForArticle(figure));
  }
  return { ...input, figures };
}

/** A figure as an article shows it. */
export async function drawForArticle(figure: Figure): Promise<Drawn> {
  const { png, ...size } = await drawFigure(figure);
  return { bytes: png, ...size };
}

/** The files that lie below `folder`, by path inside it; none when it is not there. */
export function readFiles(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true })) {
    const path = join(folder, String(entry));
    if (statSync(path).isFile()) {
      files.set(
        relative(folder, path).replaceAll("\\", "/"),
        readFileSync(path),
      );
    }
  }
  return files;
}

/** Real PNGs, drawn once: `loss` keeps the rules, the others break one each. */
function readFigures(): Figures {
  const figures = new Map<string, Drawn>();
  for (const [file, png] of readFiles(pathOf("rules/figures"))) {
    // The header chunk begins with width and height. A broken file has none.
    const [width, height] =
      png.length > 24
        ? [png.readUInt32BE(16), png.readUInt32BE(20)]
        : [1400, 700];
    figures.set(file.replace(".png", ""), {
      bytes: png,
      width,
      height,
    });
  }
  return figures;
}

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

import { sha256 } from "../../files.ts";
import { languageOf, primary } from "../../language.ts";
import type { MediumInput } from "../input.ts";
import { type Lowered, lower } from "../lower/lower.ts";
import { hostedAt, numberPictures } from "../lower/pictures.ts";
import { readSettings, type Settings } from "../settings.ts";
import { listCode } from "./code-blocks.ts";
import { renderImport } from "./import.ts";
import { renderMarkdown, renderTitle } from "./markdown.ts";
import { renderMeta } from "./meta.ts";
import { renderPage } from "./page.ts";
import { renderPaste } from "./paste.ts";
import { readingTime } from "./reading.ts";
import type { Handoff } from "./steps.ts";

/** The files of the `medium` folder, by path inside it. */
export type MediumFiles = ReadonlyMap<string, Buffer | string>;

/** One article's kit, and what the rules look at. */
export interface BuiltKit {
  readonly settings: Settings;
  readonly lowered: Lowered;
  readonly files: MediumFiles;
}

/** Builds the files of one article's kit: the same input gives the same bytes. */
export function buildKit(input: MediumInput): BuiltKit {
  const { article, options } = input;
  const settings = readSettings(article, options);
  const lowered = lower(input, settings);
  const pictures = numberPictures(lowered, options.baseUrl);
  const html = renderPaste(lowered, pictures);
  const text = renderMarkdown(lowered, pictures);
  const { title, subtitle } = settings;
  const files = new Map<string, Buffer | string>();
  files.set("article.html", html);
  files.set("article.md", `${renderTitle(settings)}${text}`);
  const lang = primary((article.language ?? languageOf()).language);
  const page =
    options.baseUrl && renderImport(lowered, pictures, settings, lang);
  if (page) files.set(page.name, page.html);
  for (const { file, picture } of pictures) {
    if (file !== undefined && picture.drawn !== undefined)
      files.set(file, picture.drawn.bytes);
  }
  const handoff: Handoff = {
    ...{ input, settings, lowered, pictures, body: { html, text } },
    reading: readingTime(lowered),
    code: listCode(lowered),
    edition: sha256(html + title + subtitle).slice(0, 10),
    importUrl: page ? hostedAt(options.baseUrl ?? "", page.name) : undefined,
  };
  files.set("index.html", renderPage(handoff));
  files.set("meta.json", renderMeta(handoff, files));
  return { settings, lowered, files };
}

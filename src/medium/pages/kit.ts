import { sha256 } from "../../files.ts";
import type { MediumInput } from "../input.ts";
import { languageOf } from "../lower/code.ts";
import { type Lowered, lower } from "../lower/lower.ts";
import { hostedAt, numberPictures } from "../lower/pictures.ts";
import { readSettings, type Settings } from "../settings.ts";
import { renderImport } from "./import.ts";
import { renderMarkdown, renderTitle } from "./markdown.ts";
import { listCode, renderMeta } from "./meta.ts";
import { renderPage } from "./page.ts";
import { renderPaste } from "./paste.ts";
import { readingTime } from "./reading.ts";

/** The files of the `medium` folder, by path inside it. */
export type MediumFiles = Map<string, Buffer | string>;

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
  const reading = readingTime(lowered);
  const code = listCode(lowered, languageOf);
  const html = renderPaste(lowered, pictures);
  const text = renderMarkdown(lowered, pictures);
  const edition = sha256(html + settings.title + settings.subtitle).slice(
    0,
    10,
  );
  const body = { html, text };
  const files: MediumFiles = new Map();
  files.set("article.html", html);
  files.set("article.md", `${renderTitle(settings)}${text}`);
  const page =
    options.baseUrl === undefined
      ? undefined
      : renderImport(lowered, pictures, settings);
  if (page !== undefined) files.set(page.name, page.html);
  const importUrl = page && hostedAt(options.baseUrl ?? "", page.name);
  for (const { file, picture } of pictures) {
    if (file !== undefined && picture.drawn !== undefined)
      files.set(file, picture.drawn.png);
  }
  files.set(
    "index.html",
    renderPage({
      input,
      settings,
      lowered,
      pictures,
      reading,
      code,
      body,
      edition,
      importUrl,
    }),
  );
  files.set(
    "meta.json",
    renderMeta(input, settings, lowered, pictures, reading, code, files),
  );
  return { settings, lowered, files };
}

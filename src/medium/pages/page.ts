import { readFileSync } from "node:fs";
import type { MediumInput } from "../input.ts";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { Settings } from "../settings.ts";
import { escapeHtml } from "./html.ts";
import type { Meta } from "./meta.ts";
import { renderPolicy } from "./policy.ts";
import { renderPreview } from "./preview.ts";
import type { Reading } from "./reading.ts";
import type { Step } from "./step.ts";
import { type Handoff, listSteps } from "./steps.ts";

/** Everything that the hand-off page shows. */
export interface PageInput {
  readonly input: MediumInput;
  readonly settings: Settings;
  readonly lowered: Lowered;
  readonly pictures: readonly NumberedPicture[];
  readonly reading: Reading;
  readonly code: Meta["code"];
  /** The paste fragment, and the same as plain text. */
  readonly body: { readonly html: string; readonly text: string };
  /** Address of the page for the importer; undefined when nothing is hosted. */
  readonly importUrl: string | undefined;
  /** Changes with what is pasted: old ticks are then questioned. */
  readonly edition: string;
}

/** What one button puts on the clipboard. */
interface Copy {
  readonly text: string;
  readonly html?: string;
}

/** The hand-off page: one file that needs no server and no network. */
export function renderPage(page: PageInput): string {
  const { settings, input } = page;
  const check = renderCheck(page);
  const { options } = input;
  const { pictures } = page;
  const blocks = page.code.length;
  const { importUrl } = page;
  const handoff: Handoff = {
    settings,
    options,
    pictures,
    blocks,
    tables: page.lowered.tables.map(({ form }) => form),
    check,
    importUrl,
  };
  const steps = listSteps(handoff);
  const data = {
    key: `lectern:${options.topic}`,
    edition: page.edition,
    copies: listCopies(page, check),
  };
  const style = `\n${asset("page.css")}`;
  const script = `\n${asset("page.js")}`;
  const policy = renderPolicy({
    scripts: [script],
    styles: [style],
    images: ["'self'", "data:", "https:"],
  });
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
${policy}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Post on Medium: ${escapeHtml(settings.title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#preview">Skip to the article</a>
${renderHead(page)}<main>
<section class="desk" aria-labelledby="steps-title">
<h2 class="column-title" id="steps-title">Steps, <span id="count">${steps.length} to do</span></h2>
<progress id="progress" max="${steps.length}" value="0" aria-labelledby="steps-title"></progress>
${renderNotices(input)}<ol class="steps">
${steps.map(renderStep).join("\n")}
</ol>
</section>
<section id="preview" aria-labelledby="preview-title">
<h2 class="column-title" id="preview-title">As Medium shows it</h2>
${renderPreview(page.lowered, pictures, settings, byline(page))}</section>
</main>
<p class="unseen" id="said" role="status"></p>
<script type="application/json" id="kit">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
<script>${script}</script>
</body>
</html>
`;
}

function renderHead({ input, reading, pictures, code }: PageInput): string {
  const { course, topic } = input.options;
  const facts = [
    [`${reading.minutes} min`, "to read, about"],
    [reading.words.toLocaleString("en"), "words"],
    [String(pictures.length), pictures.length === 1 ? "picture" : "pictures"],
    [String(code.length), code.length === 1 ? "code block" : "code blocks"],
  ];
  const over = [course, topic].filter((each) => each !== undefined).join(" · ");
  return `<header class="head">
<div>
<p class="over">${escapeHtml(over)}</p>
<h1>Post it on Medium</h1>
</div>
<dl class="facts">
${facts.map(([value, name]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("\n")}
</dl>
</header>
`;
}

function byline({ settings, reading }: PageInput): string {
  const time = `${reading.minutes} min read`;
  return settings.author === undefined ? time : `${settings.author} · ${time}`;
}

/** What one must know before posting: a quick run is no result; and that ticks are old. */
function renderNotices({ record }: MediumInput): string {
  const quick =
    record.profile === "quick"
      ? `<p class="notice"><strong>A quick run.</strong> Its numbers come from little data and few epochs. Build without <code>--quick</code> before you post.</p>\n`
      : "";
  return `${quick}<div class="notice" id="changed" hidden><p>The article changed since you ticked these.</p><button type="button" id="start-over">Start over</button></div>\n`;
}

function renderStep(step: Step, index: number): string {
  const { id, title, action = "", body } = step;
  return `<li class="step" id="step-${id}">
<div class="line">
<label class="tick"><input type="checkbox" data-step="${id}"><span>${index + 1}. ${escapeHtml(title)}</span></label>
${action}
</div>
<div class="body">
${body}
</div>
</li>`;
}

function listCopies(
  { settings, pictures, body, importUrl }: PageInput,
  check: string,
): { [item: string]: Copy } {
  const copies: { [item: string]: Copy } = {
    title: { text: settings.title },
    subtitle: { text: settings.subtitle },
    body,
    tags: { text: settings.tags.join(", ") },
    check: { text: check },
  };
  if (settings.kicker !== undefined) copies.kicker = { text: settings.kicker };
  if (settings.canonical !== undefined)
    copies.canonical = { text: settings.canonical };
  if (importUrl !== undefined) copies.import = { text: importUrl };
  for (const { number, alt, caption } of pictures) {
    copies[`alt-${number}`] = { text: alt };
    if (caption !== "") copies[`caption-${number}`] = { text: caption };
  }
  return copies;
}

/** The after-paste check, with what it expects written into it. */
function renderCheck({ code, pictures }: PageInput): string {
  const expected = {
    code: code.map(({ sha256, first }) => ({ sha256, first })),
    pictures: pictures.length,
  };
  return asset("draft-check.js")
    .replace("EXPECTED", () => JSON.stringify(expected))
    .trim();
}

const assets = new Map<string, string>();

/** A file of `templates/medium`, as text. */
function asset(name: string): string {
  const kept = assets.get(name);
  if (kept !== undefined) return kept;
  const url = new URL(`../../../templates/medium/${name}`, import.meta.url);
  const text = readFileSync(url, "utf8");
  assets.set(name, text);
  return text;
}

import { formatSession } from "../../course/course.ts";
import type { MediumOptions } from "../input.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { TableForm } from "../lower/tables.ts";
import type { Settings } from "../settings.ts";
import { escapeHtml } from "./html.ts";
import { pictureStep } from "./picture-step.ts";
import type { Step } from "./step.ts";

/** What the steps talk about. */
export interface Handoff {
  readonly settings: Settings;
  readonly options: MediumOptions;
  readonly pictures: readonly NumberedPicture[];
  readonly blocks: number;
  /** What became of each table, in the order of the article. */
  readonly tables: readonly TableForm[];
  /** Source of the after-paste check. */
  readonly check: string;
  /** Address of the page for the importer; undefined when nothing is hosted. */
  readonly importUrl: string | undefined;
}

/** From an empty story to a submitted one, in the order in which they are done. */
export function listSteps(handoff: Handoff): Step[] {
  const { settings, pictures } = handoff;
  return [
    openStep(handoff),
    titleStep(settings),
    {
      id: "subtitle",
      title: "Paste the subtitle",
      action: copyButton("subtitle", "Subtitle", "Copy subtitle"),
      body: `<p class="sample">${escapeHtml(settings.subtitle)}</p>
<p class="quiet">On the line below the title; then select it and choose the small T.</p>`,
    },
    bodyStep(handoff),
    ...(pictures.length === 0 ? [] : [pictureStep(pictures)]),
    checkStep(handoff),
    publishStep(settings),
    submitStep(handoff),
  ];
}

/** A button that copies `item`; `what` is announced as copied. */
function copyButton(
  item: string,
  what: string,
  label: string,
  main = false,
): string {
  const name = main ? ' class="main"' : "";
  return `<button type="button"${name} data-copy="${item}" data-what="${escapeHtml(what)}">${label}</button>`;
}

function openStep({ importUrl }: Handoff): Step {
  const link = `<p><a href="https://medium.com/new-story" target="_blank" rel="noopener">medium.com/new-story</a>, beside this page. Nothing here is sent anywhere: you copy, you paste.</p>`;
  const other =
    importUrl === undefined
      ? ""
      : `
<details><summary>Or import it by its address</summary>
<p>${copyButton("import", "Import address", "Copy address")}</p>
<p class="quiet">For <a href="https://medium.com/p/import" target="_blank" rel="noopener">medium.com/p/import</a>, once the folder is published. Title, text and pictures arrive at once; code may lose its lines and has no language, so look at every block.</p></details>`;
  return { id: "open", title: "Open a new story", body: link + other };
}

function titleStep(settings: Settings): Step {
  const kicker =
    settings.kicker === undefined
      ? ""
      : `
<p class="row">${copyButton("kicker", "Kicker", "Copy kicker")} <span class="sample">${escapeHtml(settings.kicker)}</span></p>
<p class="quiet">The kicker goes on a line above the title: select it and choose the small T.</p>`;
  return {
    id: "title",
    title: "Paste the title",
    action: copyButton("title", "Title", "Copy title"),
    body: `<p class="sample">${escapeHtml(settings.title)}</p>${kicker}`,
  };
}

function bodyStep({ pictures, blocks, tables }: Handoff): Step {
  const local = pictures.filter((each) => each.url === undefined).length;
  const markers =
    local > 0
      ? `A line such as <code>[IMAGE 1 of ${pictures.length}: …]</code> marks the place of each picture.`
      : "The pictures arrive by themselves.";
  return {
    id: "body",
    title: "Paste the body",
    action: copyButton("body", "Body", "Copy body", true),
    body: `<p class="quiet">On the line below the subtitle: <kbd>Ctrl</kbd> <kbd>V</kbd>, on a Mac <kbd>⌘</kbd> <kbd>V</kbd>. Headings, links and ${count(blocks, "code block")} keep their form. ${markers}${tellTables(tables)}</p>`,
  };
}

const forms: {
  readonly [form in TableForm]: readonly [one: string, more: string];
} = {
  list: ["a list", "lists"],
  text: ["text in columns", "texts in columns"],
  picture: [
    "a picture with the same in words",
    "pictures with the same in words",
  ],
};

/** Medium has no tables: what became of them, so that nobody looks for one. */
function tellTables(tables: readonly TableForm[]): string {
  if (tables.length === 0) return "";
  const became = [...new Set(tables)].map((form) => {
    const number = tables.filter((each) => each === form).length;
    const [one, more] = forms[form];
    return number === 1 ? one : `${number} ${more}`;
  });
  return ` Medium has no tables: ${count(tables.length, "table")} became ${became.join(", ")}.`;
}

function checkStep({ check, blocks, pictures }: Handoff): Step {
  return {
    id: "check",
    title: "Check the draft",
    action: copyButton("check", "Check", "Copy check"),
    body: `<p class="quiet">In the draft's tab open the console (<kbd>F12</kbd>, <em>Console</em>), paste, press Enter. It compares ${count(blocks, "code block")} and ${count(pictures.length, "picture")} with what was built, and changes nothing.</p>
<details><summary>What it runs</summary><pre tabindex="0">${escapeHtml(check)}</pre></details>`,
  };
}

const advice = {
  none: "You declared no AI help with the text, so nothing is said about it. If there was some, write <code>assistance: edited</code> or <code>assistance: generated</code> into the article's front matter and build again.",
  edited:
    "The article says in its first two paragraphs that an AI assistant helped with the wording, as Medium asks.",
  generated:
    "<strong>Do not paywall:</strong> Medium allows no paywall on text that is mostly AI-written. The article says so in its first two paragraphs.",
} as const;

function publishStep(settings: Settings): Step {
  const tags = settings.tags
    .map((tag) => `<li>${escapeHtml(tag)}</li>`)
    .join("");
  const canonical =
    settings.canonical === undefined
      ? ""
      : `<p>${copyButton("canonical", "Canonical link", "Copy canonical link")}</p>
<p class="quiet">Story settings, <em>Advanced settings</em>, <em>Customize canonical link</em>.</p>`;
  return {
    id: "publish",
    title: "Fill in the dialog",
    action: copyButton("tags", "Topics", "Copy topics"),
    body: `<p class="quiet">Under <em>Publish</em>. The topics:</p>
<ul class="tags">${tags}</ul>
<p class="quiet">Preview title and subtitle are the article's own. As preview picture take the first.</p>
${canonical}<p>${advice[settings.assistance]}</p>
<p>Untick <em>Paywall</em>, so that your course can read it.</p>`,
  };
}

function submitStep({ settings, options }: Handoff): Step {
  const { publication } = settings;
  const session =
    options.session === undefined
      ? ""
      : `<p>The session is on <strong>${escapeHtml(formatSession(options.session))}</strong>.</p>`;
  const where =
    publication === undefined
      ? "<p>In the story's menu (<strong>…</strong>) choose <em>Add to publication</em>, pick your course's, then <em>Submit</em>.</p>"
      : `<p>In the story's menu (<strong>…</strong>) choose <em>Add to publication</em>, pick <strong>${escapeHtml(publication)}</strong>, then <em>Submit</em>.</p>`;
  return {
    id: "submit",
    title:
      publication === undefined
        ? "Submit to the publication"
        : `Submit to ${publication}`,
    body: `${where}\n${session}`.trimEnd(),
  };
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

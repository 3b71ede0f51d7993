import type { Element } from "hast";
import { h } from "hastscript";
import { languageOf, primary } from "../../language.ts";
import {
  lines,
  type Part,
  policyOf,
  readAsset,
  writePage,
} from "../../page.ts";
import { formatName } from "../../signature.ts";
import type { MediumInput } from "../input.ts";
import { embedItem, listEmbeds } from "./embed-step.ts";
import { previewOf } from "./preview.ts";
import { advise, button, stepItem } from "./step.ts";
import { type Handoff, listSteps } from "./steps.ts";

/** What one button puts on the clipboard. */
export interface Copy {
  readonly text: string;
  readonly html?: string;
}

/** The hand-off page: one file that needs no server and no network. */
export function renderPage(handoff: Handoff): string {
  const { settings, input, lowered, pictures } = handoff;
  const check = renderCheck(handoff);
  const steps = listSteps(handoff, check);
  const data = {
    key: `lectern:${input.options.topic}`,
    edition: handoff.edition,
    copies: listCopies(handoff, check),
  };
  const style = `\n${readAsset("medium/page.css")}`;
  const script = `\n${readAsset("medium/page.js")}`;
  const policy = policyOf({
    scripts: [script],
    styles: [style],
    images: ["'self'", "data:", "https:"],
  });
  const viewport = "width=device-width, initial-scale=1";
  const preview = previewOf(lowered, pictures, settings, byline(handoff));
  const desk = h("section.desk", { ariaLabelledBy: "steps-title" }, [
    "\n",
    ...lines(
      h("h2.column-title#steps-title", [
        "Steps, ",
        h("span#count", `${steps.length} to do`),
      ]),
      h("progress#progress", {
        max: steps.length,
        value: 0,
        ariaLabelledBy: "steps-title",
      }),
      ...noticesOf(input),
      h("ol.steps", "\n", ...lines(...steps.map(stepItem))),
    ),
  ]);
  const title = h("h2.column-title#preview-title", "As Medium shows it");
  const { language = languageOf() } = input.article;
  const lang = primary(language.language);
  const story = {
    ariaLabelledBy: "preview-title",
    // The steps around it are English.
    ...(lang !== "en" && { lang }),
  };
  return writePage(
    policy,
    [
      h("meta", { name: "viewport", content: viewport }),
      h("title", `Post on Medium: ${settings.title}`),
      h("style", style),
    ],
    [
      h("a.skip", { href: "#preview" }, "Skip to the article"),
      headOf(handoff),
      h("main", [
        "\n",
        ...lines(
          desk,
          h("section#preview", story, "\n", ...lines(title, preview)),
        ),
      ]),
      h("p.unseen#said", { role: "status" }),
      h(
        "script#kit",
        { type: "application/json" },
        JSON.stringify(data).replaceAll("<", "\\u003c"),
      ),
      h("script", script),
    ],
  );
}

function headOf({ input, settings, ...handoff }: Handoff): Element {
  const { reading, pictures, code } = handoff;
  const { topic } = input.options;
  const facts = [
    [`${reading.minutes} min`, "to read, about"],
    [reading.words.toLocaleString("en"), "words"],
    [String(pictures.length), pictures.length === 1 ? "picture" : "pictures"],
    [String(code.length), code.length === 1 ? "code block" : "code blocks"],
  ];
  const over = [settings.course, topic]
    .filter((each) => each !== undefined)
    .join(" · ");
  const titles = [h("p.over", over), h("h1", "Post it on Medium")];
  const items = facts.map(([value, name]) =>
    h("div", h("dt", name), h("dd", value)),
  );
  return h("header.head", [
    "\n",
    h("div", "\n", ...lines(...titles)),
    "\n",
    h("dl.facts", "\n", ...lines(...items)),
    "\n",
  ]);
}

/** Who signs the article, and how long it takes to read: "Ada · 5 min read". */
export function byline({
  settings,
  reading,
}: Pick<Handoff, "settings" | "reading">): string {
  const time = `${reading.minutes} min read`;
  const name = formatName(settings);
  return name === undefined ? time : `${name} · ${time}`;
}

/** What one must know before posting: a quick run is no result; and that ticks are old. */
function noticesOf({ record }: MediumInput): Part[] {
  const quick = advise(
    "**A quick run.** Its numbers come from little data and few epochs. Build without `--quick` before you post.",
    ".notice",
  );
  const changed = h("div.notice#changed", { hidden: true }, [
    h("p", "The article changed since you ticked these."),
    button("Start over", { id: "start-over" }),
  ]);
  return record.profile === "quick" ? [quick, changed] : [changed];
}
function listCopies(
  { settings, pictures, body, importUrl, lowered }: Handoff,
  check: string,
): { [item: string]: Copy } {
  const copies: { [item: string]: Copy } = {
    title: { text: settings.title },
    subtitle: { text: settings.subtitle },
    body,
    tags: { text: settings.tags.join(", ") },
    check: { text: check },
  };
  for (const [index, address] of listEmbeds(lowered.tree).entries())
    copies[embedItem(index)] = { text: address };
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
function renderCheck({ code, pictures }: Handoff): string {
  const expected = {
    code: code.map(({ sha256, first }) => ({ sha256, first })),
    pictures: pictures.length,
  };
  return readAsset("medium/draft-check.js")
    .replace("EXPECTED", () => JSON.stringify(expected))
    .trim();
}

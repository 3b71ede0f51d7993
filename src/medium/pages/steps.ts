import { h } from "hastscript";
import { lines } from "../../page.ts";
import { count } from "../../sentences.ts";
import { formatSession } from "../../signature.ts";
import type { MediumInput } from "../input.ts";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { TableForm } from "../lower/tables.ts";
import type { Settings } from "../settings.ts";
import type { CodeBlock } from "./code-blocks.ts";
import { embedStep, listEmbeds } from "./embed-step.ts";
import { pictureStep } from "./picture-step.ts";
import type { Reading } from "./reading.ts";
import { advise, copyButton, quiet, type Step } from "./step.ts";

/** Everything that the hand-off page shows. */
export interface Handoff {
  readonly input: MediumInput;
  readonly settings: Settings;
  readonly lowered: Lowered;
  readonly pictures: readonly NumberedPicture[];
  readonly reading: Reading;
  readonly code: readonly CodeBlock[];
  /** The paste fragment, and the same as plain text. */
  readonly body: { readonly html: string; readonly text: string };
  /** Address of the page for the importer; undefined when nothing is hosted. */
  readonly importUrl: string | undefined;
  /** Changes with what is pasted: old ticks are then questioned. */
  readonly edition: string;
}

/**
 * From an empty story to a submitted one, in the order in which they are done. `check` is the
 * source of the after-paste check.
 */
export function listSteps(handoff: Handoff, check: string): Step[] {
  const { settings, pictures, lowered } = handoff;
  const embeds = listEmbeds(lowered.tree);
  return [
    openStep(handoff),
    titleStep(settings),
    {
      id: "subtitle",
      title: "Paste the subtitle",
      action: copyButton("subtitle", "Subtitle"),
      body: [
        h("p.sample", settings.subtitle),
        quiet(
          "On the line below the title; then select it and choose the small T.",
        ),
      ],
    },
    bodyStep(handoff),
    ...(pictures.length === 0 ? [] : [pictureStep(pictures)]),
    ...(embeds.length === 0 ? [] : [embedStep(embeds)]),
    checkStep(handoff, check),
    publishStep(settings),
    submitStep(handoff),
  ];
}

function openStep({ importUrl }: Handoff): Step {
  const importing = [
    h("summary", "Or import it by its address"),
    h("p", copyButton("import", "Import address", "Copy address")),
    quiet(
      "For [medium.com/p/import](https://medium.com/p/import), once the folder is published. Title, text and pictures arrive at once; code may lose its lines and has no language, so look at every block.",
    ),
  ];
  return {
    id: "open",
    title: "Open a new story",
    body: [
      advise(
        "[medium.com/new-story](https://medium.com/new-story), beside this page. Nothing here is sent anywhere: you copy, you paste.",
      ),
      importUrl && h("details", ...lines(...importing)),
    ],
  };
}

function titleStep({ title, kicker }: Settings): Step {
  const above = kicker
    ? [
        h(
          "p.row",
          copyButton("kicker", "Kicker"),
          " ",
          h("span.sample", kicker),
        ),
        quiet(
          "The kicker goes on a line above the title: select it and choose the small T.",
        ),
      ]
    : [];
  return {
    id: "title",
    title: "Paste the title",
    action: copyButton("title", "Title"),
    body: [h("p.sample", title), ...above],
  };
}

function bodyStep({ pictures, code, lowered }: Handoff): Step {
  const isLocal = pictures.some((each) => each.url === undefined);
  const blocks = count(code.length, "code block");
  const markers = isLocal
    ? `A line such as \`[IMAGE 1 of ${pictures.length}: …]\` marks the place of each picture.`
    : "The pictures arrive by themselves.";
  const tables = tellTables(lowered.tables.map(({ form }) => form));
  return {
    id: "body",
    title: "Paste the body",
    action: copyButton("body", "Body", undefined, { className: ["main"] }),
    body: [
      quiet(
        `On the line below the subtitle: :kbd[Ctrl] :kbd[V], on a Mac :kbd[⌘] :kbd[V]. Headings, links and ${blocks} keep their form. ${markers}${tables}`,
      ),
    ],
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

function checkStep({ code, pictures }: Handoff, check: string): Step {
  const blocks = count(code.length, "code block");
  const images = count(pictures.length, "picture");
  const source = h("pre", { tabindex: 0 }, check);
  return {
    id: "check",
    title: "Check the draft",
    action: copyButton("check", "Check"),
    body: [
      quiet(
        `In the draft's tab open the console (:kbd[F12], *Console*), paste, press Enter. It compares ${blocks} and ${images} with what was built, and changes nothing.`,
      ),
      h("details", h("summary", "What it runs"), source),
    ],
  };
}

const advice = {
  none: "You declared no AI help with the text, so nothing is said about it. If there was some, write `assistance: edited` or `assistance: generated` into the article's front matter and build again.",
  edited:
    "The article says in its first two paragraphs that an AI assistant helped with the wording, as Medium asks.",
  generated:
    "**Do not paywall:** Medium allows no paywall on text that is mostly AI-written. The article says so in its first two paragraphs.",
} as const;

function publishStep({ tags, canonical, assistance }: Settings): Step {
  const link = canonical
    ? [
        h("p", copyButton("canonical", "Canonical link")),
        quiet(
          "Story settings, *Advanced settings*, *Customize canonical link*.",
        ),
      ]
    : [];
  return {
    id: "publish",
    title: "Fill in the dialog",
    action: copyButton("tags", "Topics"),
    body: [
      quiet("Under *Publish*. The topics:"),
      h("ul.tags", ...tags.map((tag) => h("li", tag))),
      quiet(
        "Preview title and subtitle are the article's own. As preview picture take the first.",
      ),
      ...link,
      advise(advice[assistance]),
      advise("Untick *Paywall*, so that your course can read it."),
    ],
  };
}

function submitStep({ settings }: Handoff): Step {
  const { publication, session } = settings;
  return {
    id: "submit",
    title: `Submit to ${publication ?? "the publication"}`,
    body: [
      h("p", [
        ...advise(
          "In the story's menu (**…**) choose *Add to publication*, pick",
        ).children,
        " ",
        publication ? h("strong", publication) : "your course's",
        ...[", then ", h("em", "Submit"), "."],
      ]),
      session &&
        h("p", "The session is on ", h("strong", formatSession(session)), "."),
    ],
  };
}

import { randomBytes } from "node:crypto";
import type { Element } from "hast";
import { h } from "hastscript";
import { lines, type Part, readAsset, writePage } from "../page.ts";
import type { Topic } from "../topic/topic.ts";
import { fontRules } from "./fonts.ts";
import type { Reply, Route } from "./server/server.ts";

/** What the page loads, in `templates/preview`. */
const scripts = [
  "preview.js",
  "patch.js",
  "say.js",
  "panes.js",
  "places.js",
  "findings.js",
  "work.js",
  "rehearse.js",
  "recorder.js",
  "drill.js",
] as const;

/** The scripts of the page, each at its own address. */
export const scriptRoutes: ReadonlyMap<string, Route> = new Map(
  scripts.map((name) => [
    `/${name}`,
    {
      get: (): Reply => ({
        type: "text/javascript",
        body: readAsset(`preview/${name}`),
      }),
    },
  ]),
);

/** Everything that is set: the rules of slides hold for those alone. */
function styleSheet(): string {
  return [
    fontRules,
    `#slides {\n${readAsset("slides/slides.css")}}`,
    storyRules(readAsset("medium/page.css")),
    readAsset("preview/preview.css"),
    readAsset("preview/talk.css"),
  ].join("\n");
}

/** Of the hand-off page its colours and how Medium sets an article: not what stands around it. */
function storyRules(css: string): string {
  const end = css.indexOf("/* Head of the page */");
  const begin = css.indexOf("/* The article, as Medium sets it */");
  if (end < 0 || begin < end) throw new Error("page.css has other parts");
  return css.slice(0, end) + css.slice(begin);
}

/** The page on one of the topics: without any of its content, which it is told. */
export function renderPage(topic: Topic, topics: readonly Topic[]): Reply {
  const nonce = randomBytes(16).toString("base64");
  const viewport = "width=device-width, initial-scale=1";
  const html = writePage(
    h("meta", { name: "viewport", content: viewport }),
    [
      h("title", `${topic.name} · Lectern`),
      // Without it a browser asks for one, and is told that there is nothing.
      h("link", { rel: "icon", href: "data:," }),
      h("style", { nonce }, styleSheet()),
      h("script", { nonce, type: "module", src: "/preview.js" }),
    ],
    [barOf(topic, topics), noticeOf(), mainOf(), findingsOf(), ...restOf()],
  ).replace("<body>", () => `<body data-topic="${topic.name}">`);
  return {
    type: "text/html",
    body: html,
    headers: { "content-security-policy": policyWith(nonce) },
  };
}

/** What the page may load and run. Source: W3C CSP Level 3. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'self'`,
    `style-src 'nonce-${nonce}'`,
    // Slides are placed by attributes that Lectern writes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: https:",
    "font-src 'self'",
    "media-src blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const parts = [
  ["article", "Article"],
  ["slides", "Slides"],
  ["talk", "Talk"],
  ["questions", "Questions"],
] as const;

function barOf(topic: Topic, topics: readonly Topic[]): Element {
  const options = topics.map(({ name }) =>
    h("option", { value: name, selected: name === topic.name }, name),
  );
  const toggles = parts.map(([name, label]) =>
    button(label, { dataPane: name, ariaPressed: "false" }),
  );
  return h("header#toolbar", [
    h("h1.unseen", "Preview"),
    h("select#topic", { ariaLabel: "Topic" }, options),
    h("div.row", { role: "group", ariaLabel: "Parts that are shown" }, toggles),
    h("div.row.end", [
      button("Nothing to mend", {
        ...{ id: "found", ariaExpanded: "false", ariaControls: "findings" },
      }),
      button("Build", {
        id: "build",
        title: "Write output/, as lectern build",
      }),
    ]),
  ]);
}

/** What is said of the run, and how far the next one is. */
function noticeOf(): Element {
  return h("section#bar", { hidden: true, ariaLabel: "The run" }, [
    h("p", { role: "status" }),
    h("progress", { max: 1, hidden: true, ariaLabel: "How far it is" }),
    button("Run the experiment", { id: "run", className: ["main"] }),
    button("Quick run", { id: "quick", hidden: true }),
    button("Stop", { id: "stop", hidden: true }),
    h("pre", { hidden: true, tabIndex: 0, ariaLabel: "What was said last" }),
  ]);
}

function mainOf(): Element {
  const tools: { readonly [part: string]: Element } = {
    talk: h("div.row.tools#rehearsal", [
      h("span#clock", { role: "timer" }),
      button("Rehearse", { id: "start", className: ["main"] }),
      h("label", [
        h("input#voice", { type: "checkbox" }),
        " record me, in this page only",
      ]),
      button("Next slide", { id: "next", className: ["main"], hidden: true }),
      button("Pause", { id: "pause", hidden: true }),
      button("End", { id: "finish", hidden: true }),
      h("p.quiet#pace", { hidden: true }),
    ]),
    questions: h("div.row.tools", [
      h("span#drill-clock", { role: "timer" }),
      button("Drill", { id: "drill", className: ["main"] }),
      button("Answer (A)", { id: "answer", hidden: true }),
      button("Next (N)", {
        id: "next-question",
        className: ["main"],
        hidden: true,
      }),
      button("End", { id: "stop-drill", hidden: true }),
    ]),
  };
  const panes = parts.map(([name, label]) => {
    const title = `${name}-title`;
    const story = name === "article" ? "article.story" : `div.${name}`;
    return h(
      `section.pane#${name}-pane`,
      { ariaLabelledBy: title, hidden: true },
      [
        h("div.head-of-pane", [h(`h2#${title}`, label), tools[name]]),
        h("div.scroll", { tabIndex: 0, role: "group", ariaLabelledBy: title }, [
          h(`${story}#${name}`, { dataPart: name }),
        ]),
      ],
    );
  });
  const none = h("p#none.quiet", { hidden: true }, "Choose a part above.");
  return h("main#panes", "\n", ...lines(...panes, none));
}

function findingsOf(): Element {
  return h(
    "aside#findings",
    { hidden: true, ariaLabelledBy: "findings-title" },
    [
      h("h2#findings-title", "To mend"),
      h("p#fine.quiet", "Nothing: a build would go through."),
      h("ul"),
    ],
  );
}

function restOf(): Part[] {
  return [
    h("p#lost", { hidden: true, role: "status" }, [
      "The preview has ended. Start it again: this page goes on then.",
    ]),
    h("div#popup", {
      popover: "auto",
      role: "dialog",
      ariaLabel: "Where it comes from",
    }),
    h("p.unseen#said", { role: "status" }),
  ];
}

function button(
  label: string,
  properties: Parameters<typeof h>[1] & object,
): Element {
  return h("button", { type: "button", ...properties }, label);
}

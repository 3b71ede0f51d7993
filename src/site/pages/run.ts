import type { Element } from "hast";
import { h } from "hastscript";
import { lines, type Part, readAsset } from "../../page.ts";
import type { Choice } from "../../reader/choice.ts";
import type { ReaderRun } from "../../reader/reader.ts";
import { engineScript } from "./place.ts";

/** The form in which a reader runs the article's experiment: nothing is loaded before it is sent. */
export function runSection({ choices, script, engine }: ReaderRun): Element {
  const bytes = script.script.length + engine.script.length;
  return h(
    "section#the-run",
    { dataEngine: `../${engineScript}`, dataTopic: "run.js" },
    [
      "\n",
      ...lines(
        h("h2", "Run it here"),
        h(
          "p",
          `The experiment behind this article runs in your browser, too: the same code, on the same kernels, in one thread. It loads ${megabytes(bytes)} from beside this page, asks no other place for anything, and sends nothing.`,
        ),
        h("noscript", h("p.aside", "It needs JavaScript.")),
        h("form.choose", { hidden: true }, [
          "\n",
          ...lines(
            ...choicesOf(choices),
            h("p.act", [
              h("button", { type: "submit" }, "Run it here"),
              h("button.stop", { type: "button", hidden: true }, "Stop"),
              h("progress", { hidden: true, ariaLabel: "How far the run is" }),
              h("span.stage"),
            ]),
          ),
        ]),
        h("p.verdict", { role: "status" }),
        h(
          "section.table.values",
          {
            ...{ hidden: true, tabIndex: 0 },
            ariaLabel: "Every value of the run",
          },
          h("table", [
            h("thead", [
              h("tr", [
                h("th", { scope: "col" }, "Value"),
                h("th", { scope: "col" }, "Recorded"),
                h("th", { scope: "col" }, "Here"),
                h("th", { scope: "col" }, "Equal"),
              ]),
            ]),
            h("tbody"),
          ]),
        ),
      ),
    ],
  );
}

/** What can be run, with what it is compared with; to be chosen where there are two. */
function choicesOf(choices: readonly Choice[]): Part[] {
  const [only] = choices;
  if (choices.length === 1 && only !== undefined)
    return [
      h("p", wordsOf(only)),
      only.digits === "picked" ? filesField() : undefined,
      h("input", { type: "hidden", name: "choice", value: 0 }),
    ];
  return choices.map((choice, at) => {
    const id = `run-${at}`;
    return h("div.choice", [
      h("input", {
        ...{ type: "radio", name: "choice", id, value: at },
        ...{ checked: at === 0, ariaDescribedBy: `${id}-words` },
      }),
      h("label", { htmlFor: id }, titleOf(choice)),
      h(`p#${id}-words`, wordsOf(choice)),
      choice.digits === "picked" ? filesField() : undefined,
    ]);
  });
}

function titleOf({ digits, name }: Choice): string {
  if (digits === "picked") return `With your own files of ${dataOf(name)}`;
  return "With handwriting that Lectern draws";
}

function wordsOf(choice: Choice): string {
  const { against, digits, name, profile, pictures } = choice;
  if (against === "handwriting")
    return `A quick run: ${pictures.toLocaleString("en-US")} pictures of each digit to learn from, drawn in your browser. Its values are compared with those of the same run outside of a browser, and not with the article's, which is about other pictures.`;
  const run = profile === "quick" ? "The quick run" : "The run";
  const begin = `${run} of this article: its values are compared with those that the article quotes.`;
  if (digits === "drawn")
    return `${begin} Its digits are handwriting that Lectern draws, here anew.`;
  if (digits === "none") return `${begin} It reads no digits.`;
  return `${begin} Pick the four files of ${dataOf(name)}, packed or not: they stay on your machine.`;
}

function dataOf(name: string): string {
  return name === "MNIST" ? "MNIST" : "its digits";
}

function filesField(): Element {
  return h("p.pick", [
    h(
      "label",
      { htmlFor: "run-files" },
      "Files, such as train-images-idx3-ubyte.gz",
    ),
    h("input#run-files", { type: "file", multiple: true }),
  ]);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What the style sheet says of it. */
export function runRules(): string {
  return readAsset("site/run.css");
}

/** The script of the form. */
export function runScript(): string {
  return `\n${readAsset("site/run.js")}`;
}

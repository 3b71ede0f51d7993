import { diffWordsWithSpace } from "diff";
import type { Element } from "hast";
import { h } from "hastscript";
import { sha256 } from "../../files.ts";
import {
  lines,
  type Part,
  policyOf,
  readAsset,
  writePage,
} from "../../page.ts";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { Copy } from "../pages/page.ts";
import { renderPaste } from "../pages/paste.ts";
import {
  button,
  copyButton,
  copyLabel,
  quiet,
  stepItem,
} from "../pages/step.ts";
import type { Change } from "./behind.ts";
import type { Published } from "./published.ts";

/** What the page is made from. */
interface Behind {
  readonly topic: string;
  readonly published: Published;
  readonly changes: readonly Change[];
  readonly lowered: Lowered;
  readonly pictures: readonly NumberedPicture[];
}

/**
 * `changes.html`: what has to be changed on Medium, in the order in which the article is read, each
 * to be copied and ticked off. It needs no server and no network.
 */
export function renderChanges(behind: Behind): string {
  const { topic, published, changes } = behind;
  const copies: { [item: string]: Copy } = {};
  const steps = changes.map((change, index) => ({
    id: `change-${index + 1}`,
    title: titleOf(change),
    body: bodyOf(change, index + 1, behind, copies),
  }));
  const data = {
    key: `lectern:changes:${topic}`,
    edition: sha256(JSON.stringify(changes)).slice(0, 10),
    copies,
  };
  const style = `\n${readAsset("medium/page.css")}`;
  const script = `\n${readAsset("medium/page.js")}`;
  const policy = policyOf({
    scripts: [script],
    styles: [style],
    images: ["'self'", "data:", "https:"],
  });
  const address = {
    href: published.address,
    target: "_blank",
    rel: "noopener",
  };
  return writePage(
    policy,
    [
      h("meta", {
        name: "viewport",
        content: "width=device-width, initial-scale=1",
      }),
      h("title", `Change on Medium: ${published.title}`),
      h("style", style),
    ],
    [
      h("header.head", [
        "\n",
        h("div", [
          h("p.over", topic),
          h("h1", "Change it on Medium"),
          h("p.quiet", [
            `Published ${published.since}: `,
            h("a", address, published.address),
          ]),
        ]),
        "\n",
      ]),
      h("main.alone", [
        "\n",
        h("section.desk", { ariaLabelledBy: "steps-title" }, [
          "\n",
          ...lines(
            h("h2.column-title#steps-title", [
              "Changes, ",
              h("span#count", `${steps.length} to do`),
            ]),
            h("progress#progress", {
              max: steps.length,
              value: 0,
              ariaLabelledBy: "steps-title",
            }),
            h("div.notice#changed", { hidden: true }, [
              h("p", "The article changed since you ticked these."),
              button("Start over", { id: "start-over" }),
            ]),
            h("ol.steps", "\n", ...lines(...steps.map(stepItem))),
            quiet(
              "When all of them are done: `lectern published` with the same address keeps this edition as the one that is read.",
            ),
          ),
        ]),
        "\n",
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

const names: { readonly [kind in Change["kind"]]: string } = {
  ...{ title: "the title", subtitle: "the subtitle", heading: "a heading" },
  ...{ sentence: "a sentence", item: "a list item", quote: "a quotation" },
  ...{ code: "a code block", picture: "a picture" },
};

function titleOf({ kind, section, before, after }: Change): string {
  const verb =
    before === undefined ? "Add" : after === undefined ? "Take out" : "Change";
  const where = section === "" ? "" : `, under “${section}”`;
  return `${verb} ${names[kind]}${where}`;
}

function bodyOf(
  change: Change,
  number: number,
  behind: Behind,
  copies: { [item: string]: Copy },
): Part[] {
  const { kind, before, after, block } = change;
  if (kind === "picture") return pictureBody(change, number, behind);
  const shown = [
    before === undefined
      ? undefined
      : h("p.sample.before", markWords(before, after, "del")),
    after === undefined
      ? undefined
      : h("p.sample.after", markWords(after, before, "ins")),
  ];
  if (after === undefined) return shown;
  const item = `change-${number}`;
  copies[item] = { text: after };
  const buttons = [copyButton(item, `Text ${number}`, "Copy the text")];
  const node = behind.lowered.tree.children[block];
  if (node !== undefined && kind !== "title" && kind !== "subtitle") {
    const tree = { type: "root", children: [node] } as const;
    const html = renderPaste(
      { ...behind.lowered, tree: { ...tree, children: [node] } },
      behind.pictures,
    );
    const whole = `block-${number}`;
    copies[whole] = { text: after, html };
    buttons.push(
      copyButton(
        whole,
        `Block ${number}`,
        "Copy the whole block, with its form",
      ),
    );
  }
  return [...shown, h("p.row", ...buttons.flatMap((each) => [each, " "]))];
}

function pictureBody(
  { before, after, block }: Change,
  number: number,
  { lowered, pictures }: Behind,
): Part[] {
  const [alt = "", caption = ""] = (after ?? before ?? "").split("\n");
  const node = lowered.tree.children[block];
  const shown = pictures.find(({ picture }) => picture === node);
  const words = [
    h("p", [h("b", "Alt text: "), alt]),
    caption === "" ? undefined : h("p", [h("b", "Caption: "), caption]),
  ];
  const drawn = shown?.picture.drawn;
  if (after === undefined || shown === undefined) return words;
  if (drawn === undefined) return [h("p.file", shown.url), ...words];
  const { bytes, type = "png", width, height } = drawn;
  const src = `data:image/${type};base64,${bytes.toString("base64")}`;
  const name = `Picture ${number}`;
  return [
    h(
      `figure#picture-${number}`,
      h("img", { src, width, height, alt, loading: "lazy" }),
    ),
    h(
      "p.row",
      button("Copy the picture", {
        dataPicture: number,
        dataWhat: name,
        ariaLabel: copyLabel(name),
      }),
    ),
    ...words,
  ];
}

/** `text` with the words that the other one lacks marked. */
function markWords(
  text: string,
  other: string | undefined,
  tag: "ins" | "del",
): (Element | string)[] {
  if (other === undefined) return [text];
  return diffWordsWithSpace(other, text).flatMap(
    ({ value, added, removed }) => {
      if (removed) return [];
      return [added ? h(tag, value) : value];
    },
  );
}

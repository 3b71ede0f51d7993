import { h } from "hastscript";
import type { Root } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { lines } from "../../page.ts";
import { copyButton, quiet, type Step } from "./step.ts";

/** The addresses that stand alone on a line, as they are written: what Medium embeds there. */
export function listEmbeds({ children }: Root): string[] {
  return children.flatMap((node) => {
    if (node.type !== "paragraph" || node.children.length !== 1) return [];
    const [link] = node.children;
    const isBare = link?.type === "link" && toText(link) === link.url;
    return isBare && /^https:\/\//i.test(link.url) ? [link.url] : [];
  });
}

/** Under which name the page copies an embed's address; `index` counts from 0. */
export function embedItem(index: number): string {
  return `embed-${index + 1}`;
}

/**
 * The step in which videos and gists get their places: no markup does it, only an address that is
 * pasted into the editor on a line of its own.
 */
export function embedStep(addresses: readonly string[]): Step {
  const items = addresses.map((address, index) =>
    h("li", [
      h("span.sample", address),
      " ",
      copyButton(embedItem(index), `Embed ${index + 1}`),
    ]),
  );
  return {
    id: "embeds",
    title:
      addresses.length === 1
        ? "Embed an address"
        : `Embed ${addresses.length} addresses`,
    body: [
      quiet(
        "Each arrived as a link on a line of its own. Copy it here, delete that line in the draft, paste the address on the empty line and press :kbd[Enter]: Medium puts the video, the gist or the card in its place. One that stays a link is none that Medium knows.",
      ),
      h("ol.embeds", "\n", ...lines(...items)),
    ],
  };
}

import type { Nodes } from "mdast";
import { nameOf } from "../../article/node-names.ts";
import { commentHint } from "../../article/read/comment.ts";
import { placeOf, type Report } from "../report.ts";

/** Takes a node that cannot be shown; `part` names what of it is lost, where that is not all. */
export type Lose = (node: Nodes, part?: string) => void;

/** Where in a deck a text stands: each shows a little less than the one before. */
export type Where = "slide" | "list" | "table" | "notes";

const where: { readonly [each in Where]: string } = {
  slide: "cannot stand on a slide",
  list: "cannot stand in a list on a slide",
  table: "cannot stand in a table on a slide",
  notes: "cannot stand in the notes",
};

const picture =
  "put its file into the topic's folder, and ![what it shows](file) into a paragraph of its own";
const formula =
  "a slide has letters only, such as those of $x^2 \\le \\alpha$ in a line: say it in words";

/** What to do about it, by type of node. */
const hints: { readonly [type in Nodes["type"]]?: string } = {
  break: "leave it out: a slide breaks its lines by itself",
  definition: "write the address at its link: [words](https://…)",
  delete: "take the words out, or the tildes",
  footnoteDefinition: "say it in the notes",
  footnoteReference: "say it in the notes",
  html: "write Markdown; a comment with the notes has lines of its own",
  image: picture,
  imageReference: picture,
  inlineMath: formula,
  linkReference: "write the address at its link: [words](https://…)",
  math: formula,
};

const elsewhere: { readonly [each in Where]: string } = {
  slide:
    "use a figure, a table, a listing, an output or up to four short lines",
  list: "keep one short line an item",
  table: "put it into a line below the table",
  notes: "say it in words, or show it on a slide",
};

/**
 * Reports what a text of a deck cannot show, so that nothing is left out in silence: a reader
 * of nodes hands over whatever it has no place for.
 */
export function loseInto(report: Report, place: Where): Lose {
  return (node, part) => {
    // The grammar of directives has said what is wrong with it.
    if (node.data?.rejected) return;
    const hint = node.type === "html" ? commentHint(node) : undefined;
    report(placeOf(node), {
      rule: "DK-04",
      message: `${where[place]}: ${part ?? nameOf(node)}`,
      hint:
        hint ??
        (part === undefined ? hints[node.type] : undefined) ??
        elsewhere[place],
    });
  };
}

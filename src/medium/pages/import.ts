import type { Element } from "hast";
import { h } from "hastscript";
import type { Code } from "mdast";
import { sha256 } from "../../files.ts";
import { policyOf, writePage } from "../../page.ts";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { Settings } from "../settings.ts";
import { blocksOf } from "./html.ts";
import { figureOf } from "./paste.ts";

/** A page for "Import a story", and its name: a corrected page must have a new address. */
interface ImportPage {
  /** `import-<sha10>.html` */
  readonly name: string;
  readonly html: string;
}

/**
 * The whole article as a page that Medium's importer reads: title and subtitle first, hosted
 * pictures, code in the one shape of which anyone reported that it survives. No canonical link:
 * the importer would follow it and may serve an older copy. `lang` is BCP 47.
 */
export function renderImport(
  { tree }: Lowered,
  pictures: readonly NumberedPicture[],
  { title, subtitle, author }: Settings,
  lang: string,
): ImportPage {
  const blocks = blocksOf(tree, pictures, {
    code: importCode,
    picture: (picture) => {
      if (picture.url === undefined)
        throw new Error(`not hosted: ${picture.picture.name}`);
      return [figureOf(picture, picture.url)];
    },
  });
  const html = writePage(
    policyOf({ images: ["https:"] }),
    [
      h("title", title),
      h("meta", { name: "description", content: subtitle }),
      author && h("meta", { name: "author", content: author }),
    ],
    [
      h("article", [
        ...["\n", h("h1", title), "\n", h("p", subtitle), "\n"],
        blocks,
      ]),
    ],
    lang,
  );
  return { name: `import-${sha256(html).slice(0, 10)}.html`, html };
}

/** Lines joined by `<br>`, indentation as tabs (four spaces one), no-break space on empty lines. */
function importCode({ value }: Code): Element {
  const lines = value.split("\n").flatMap((line) => {
    if (line.trim() === "") return ["\u00a0", h("br")];
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    const tabs = "\t".repeat(Math.floor(indent / 4));
    return [tabs + " ".repeat(indent % 4) + line.slice(indent), h("br")];
  });
  return h("pre", lines.slice(0, -1));
}

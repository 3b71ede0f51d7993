import { createHash } from "node:crypto";
import type { Code } from "mdast";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import type { Settings } from "../settings.ts";
import { escapeHtml, renderBlocks } from "./html.ts";
import { renderFigure } from "./paste.ts";
import { renderPolicy } from "./policy.ts";

/** A page for "Import a story", and its name: a corrected page must have a new address. */
export interface ImportPage {
  /** `import-<sha10>.html` */
  readonly name: string;
  readonly html: string;
}

/**
 * The whole article as a page that Medium's importer reads: title and subtitle first, hosted
 * pictures, code in the one shape of which anyone reported that it survives. No canonical link:
 * the importer would follow it and may serve an older copy.
 */
export function renderImport(
  lowered: Lowered,
  pictures: readonly NumberedPicture[],
  settings: Settings,
): ImportPage {
  const numbered = new Map(pictures.map((each) => [each.picture, each]));
  const body = renderBlocks(lowered.tree, {
    code: importCode,
    picture: (node) => {
      const picture = numbered.get(node);
      if (picture?.url === undefined)
        throw new Error(`not hosted: ${node.name}`);
      return renderFigure(picture, picture.url);
    },
  });
  const author =
    settings.author === undefined
      ? ""
      : `<meta name="author" content="${escapeHtml(settings.author)}">\n`;
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
${renderPolicy({ images: ["https:"] })}
<title>${escapeHtml(settings.title)}</title>
<meta name="description" content="${escapeHtml(settings.subtitle)}">
${author}</head>
<body>
<article>
<h1>${escapeHtml(settings.title)}</h1>
<p>${escapeHtml(settings.subtitle)}</p>
${body}</article>
</body>
</html>
`;
  const hash = createHash("sha256").update(html).digest("hex").slice(0, 10);
  return { name: `import-${hash}.html`, html };
}

/** Lines joined by `<br>`, indentation as tabs (four spaces one), no-break space on empty lines. */
function importCode({ value }: Code): string {
  const lines = value.split("\n").map((line) => {
    if (line.trim() === "") return "&nbsp;";
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    const tabs = "\t".repeat(Math.floor(indent / 4));
    return `${tabs}${" ".repeat(indent % 4)}${escapeHtml(line.slice(indent))}`;
  });
  return `<pre>${lines.join("<br>")}</pre>`;
}

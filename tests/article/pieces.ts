/**
 * Markdown of every kind of node with a marker in it: what a person may write, and a reader must
 * meet again, or else a finding must name.
 */

/** Pieces that stand inside a line. `below` is what they need at the end of the text. */
export const inline: {
  readonly [name: string]: (marker: string) => string | [string, string];
} = {
  words: (m) => m,
  bold: (m) => `**${m}**`,
  italic: (m) => `*${m}*`,
  "italic in bold": (m) => `**a *${m}***`,
  struck: (m) => `~~${m}~~`,
  code: (m) => `\`${m}\``,
  "break, then words": (m) => `a\\\n${m}`,
  "words of a link": (m) => `[${m}](https://example.org/abcdef1)`,
  "address of a link": (m) => `[words](https://example.org/${m})`,
  "title of a link": (m) => `[words](https://example.org/ "${m}")`,
  "address as it is": (m) => `https://example.org/${m}`,
  "address in brackets": (m) => `<https://example.org/${m}>`,
  "mail address": (m) => `<${m}@example.org>`,
  "words of a named link": (m) => [
    `[${m}][there]`,
    "[there]: https://example.org/abcdef1",
  ],
  "address of a named link": (m) => [
    `[words][${m}]`,
    `[${m}]: https://example.org/${m}`,
  ],
  "title of a named link": (m) => [
    "[words][there]",
    `[there]: https://example.org/ "${m}"`,
  ],
  "words of an image": (m) => `![${m}](https://example.org/abcdef1.png)`,
  "address of an image": (m) => `![A digit](https://example.org/${m}.png)`,
  "local image": (m) => `![A digit](${m}.png)`,
  "linked image": (m) =>
    `[![${m}](https://example.org/abcdef1.png)](https://example.org/)`,
  "named image": (m) => [
    `![${m}][there]`,
    "[there]: https://example.org/abcdef1.png",
  ],
  "words in HTML": (m) => `<b>${m}</b>`,
  "name of an element": (m) => `<${m}>`,
  comment: (m) => `<!-- ${m} -->`,
  formula: (m) => `$${m}$`,
  "formula that has no signs": (m) => `$\\${m}{x}$`,
  "footnote's words": (m) => ["a[^note]", `[^note]: ${m}`],
  "unknown directive": (m) => `:nope[${m}]`,
  entity: (m) => `&lt;${m}&gt;`,
};

const fence = "```";

/** Pieces that stand on lines of their own. */
export const blocks: { readonly [name: string]: (marker: string) => string } = {
  paragraph: (m) => m,
  "heading 1": (m) => `# ${m}\n\nwords`,
  "heading 2": (m) => `## ${m}\n\nwords`,
  "heading 3": (m) => `### ${m}\n\nwords`,
  "heading 4": (m) => `#### ${m}\n\nwords`,
  "heading 6": (m) => `###### ${m}\n\nwords`,
  "underlined heading": (m) => `${m}\n---\n\nwords`,
  quote: (m) => `> ${m}`,
  "quote in a quote": (m) => `> > ${m}`,
  "list in a quote": (m) => `> - ${m}`,
  list: (m) => `- ${m}`,
  "numbered list": (m) => `1. ${m}`,
  "list from 7": (m) => `7. ${m}`,
  "task, open": (m) => `- [ ] ${m}`,
  "task, done": (m) => `- [x] ${m}`,
  "list in a list": (m) => `- a\n  - ${m}`,
  "second paragraph of an item": (m) => `- a\n\n  ${m}`,
  "code in an item": (m) => `- a\n\n  ${fence}\n  ${m}\n  ${fence}`,
  "quote in an item": (m) => `- a\n\n  > ${m}`,
  "table in an item": (m) => `- a\n\n  | a |\n  |---|\n  | ${m} |`,
  "item of code alone": (m) => `- ${fence}\n  ${m}\n  ${fence}`,
  code: (m) => `${fence}ts\n${m}\n${fence}`,
  "indented code": (m) => `    ${m}`,
  "words behind the language": (m) => `${fence}ts ${m}\na\n${fence}`,
  "first head of a table": (m) => `| ${m} | a |\n|---|---|\n| 1 | 2 |`,
  "head of a table": (m) => `| a | ${m} |\n|---|---|\n| 1 | 2 |`,
  "cell of a table": (m) => `| a | b |\n|---|---|\n| 1 | ${m} |`,
  "cell without a head": (m) => `| a | b |\n|---|---|\n| 1 | 2 | ${m} |`,
  "formula on its own lines": (m) => `$$\n\\text{${m}}\n$$`,
  "formula with a mistake": (m) => `$$\n\\${m}\n$$`,
  "words behind the dollars": (m) => `$$ ${m}\nx\n$$`,
  "HTML block": (m) => `<div>\n${m}\n</div>`,
  comment: (m) => `<!-- ${m} -->`,
  "words between comments": (m) => `<!-- a --> ${m} <!-- b -->`,
  "words behind a comment": (m) => `<!-- a --> ${m}`,
  "unclosed comment": (m) => `<!-- ${m}`,
  "address that nothing names": (m) => `[${m}]: https://example.org/`,
  "second address of a name": (m) =>
    `[a][a]\n\n[a]: https://example.org/\n[a]: https://example.org/${m}`,
  "footnote that nothing names": (m) => `[^${m}]: Words.`,
  "unknown directive": (m) => `::nope{#${m}}`,
  "unknown container": (m) => `:::nope\n${m}\n:::`,
  image: (m) => `![${m}](https://example.org/abcdef1.png "By me")`,
  "words below an image": (m) =>
    `![A digit](https://example.org/abcdef1.png "${m}")`,
  "local image": (m) => `![${m}](digit.png)`,
  "image with words": (m) => `![${m}](https://example.org/abcdef1.png) words`,
  "images in one paragraph": (m) =>
    `![A digit](https://example.org/abcdef1.png)\n![${m}](https://example.org/abcdef1.png)`,
};

/** What stands inside a line, with what it needs at the end of the text. */
export function inLine(name: string, marker: string): [string, string] {
  const made = inline[name]?.(marker) ?? "";
  return typeof made === "string" ? [made, ""] : made;
}

import fc from "fast-check";

/**
 * Characters that mean something in Markdown, YAML or a directive, among plain ones.
 * No @ and no w: remark's reader links addresses even where they are escaped.
 */
const characters = [
  ..."abc 012.,-+*_~`|[](){}<>#!&\\\"'/=^ ",
  "é",
  "→",
  "²",
  "👍",
];

/** A line of text in which any character may be special. */
export const specialText = fc
  .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 24 })
  .map((each) => each.join(""));

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const words = fc
  .array(word, { minLength: 1, maxLength: 6 })
  .map((each) => each.join(" "));

const phrase = fc.oneof(
  words,
  words.map((each) => `*${each}*`),
  words.map((each) => `**${each}**`),
  words.map((each) => `\`${each}\``),
  words.map((each) => `[${each}](https://example.org/a:b)`),
  fc.constantFrom("at 10:30", "3:2", "a:b", "https://example.org/x:y", "$x^2$"),
);
const line = fc
  .array(phrase, { minLength: 1, maxLength: 5 })
  .map((each) => each.join(" "));

const block = fc.oneof(
  line,
  line.map((each) => `## ${each}`),
  line.map((each) => `> ${each}`),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((each) => each.map((one) => `- ${one}`).join("\n")),
  line.map((each) => `\`\`\`ts\n${each}\n\`\`\``),
  words.map((each) => `| a | b |\n| - | -: |\n| ${each} | 1:2 |`),
  fc.constant("---"),
);

/** Markdown of many kinds, with colons and without directives. */
export const markdown = fc
  .array(block, { minLength: 1, maxLength: 6 })
  // A rule at the top would open front matter.
  .map((each) => `start\n\n${each.join("\n\n")}\n`);

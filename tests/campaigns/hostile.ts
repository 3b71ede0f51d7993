/** Texts that once never ended, overflowed the stack or took gigabytes, by name. */

const top = "---\ntitle: T\nsubtitle: S\ntags: [a]\n---\n\nText.\n\n";
const deckTop = "---\ntitle: T\nsubtitle: S\n---\n\n# It is so\n\n";
const mega = 1_000_000;

function times(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join("");
}

/** Bodies of an article or a deck. */
const bodies: { readonly [name: string]: () => string } = {
  "1 MB of tabs": () => "\t".repeat(mega),
  "1 MB of spaces": () => `a${" ".repeat(mega)}b`,
  "200,000 spaces in lines": () => `a${" ".repeat(9_000)}b\n\n`.repeat(20),
  "200,000 digits": () => "1".repeat(200_000),
  "digits as long as a word may be": () => `${"1".repeat(1_900)} `.repeat(9),
  "1,1,1": () => "1,".repeat(mega / 2),
  "1,1,1 in paragraphs": () => `${"1,".repeat(900)}\n\n`.repeat(4),
  "1 %1 %": () => "1 %".repeat(mega / 3),
  "1 % 1 % in paragraphs": () => `${"1 % ".repeat(900)}\n\n`.repeat(4),
  "0.9168 in a row": () => "0.9168 ".repeat(1_900),
  "20,000 definitions": () => times(20_000, (index) => `[a${index}]: b\n`),
  "10,000 nested links": () => `${"[".repeat(10_000)}a${"](b)".repeat(10_000)}`,
  "10,000 nested images": () =>
    `${"![".repeat(10_000)}a${"](b)".repeat(10_000)}`,
  "nested images within the limits": () =>
    `${"![".repeat(48)}a${"](b)".repeat(48)}\n\n`.repeat(60),
  "10,000 nested emphases": () =>
    "*a **a ".repeat(5_000) + "b** b*".repeat(5_000),
  "nested emphases within the limits": () =>
    `${"*a **a ".repeat(90)}${"b** b*".repeat(90)}\n\n`.repeat(20),
  "10,000 directives": () => ":number[accuracy] ".repeat(10_000),
  "10,000 nested directives": () => ":a[".repeat(10_000) + "]".repeat(10_000),
  "10,000 open blocks": () => ":::figure{#ideal-digits}\n".repeat(10_000),
  "400 blocks": () => ":::figure{#ideal-digits}\nWords.\n:::\n\n".repeat(400),
  "1 MB of back-ticks": () => "`".repeat(mega),
  "back-ticks of every length": () =>
    times(1_400, (index) => `${"`".repeat(index + 1)}a`),
  "1 MB of $": () => "$".repeat(mega),
  "quotes 1,000 deep": () => `${">".repeat(1_000)} a`,
  "quotes 10,000 deep": () => `${"> ".repeat(10_000)} a`,
  "lists 10,000 deep in a line": () => `${"- ".repeat(10_000)}a`,
  "lists 1,000 deep": () =>
    times(1_000, (index) => `${"  ".repeat(index)}- a\n`),
  "10,000 quotes": () => "> a\n\n".repeat(10_000),
  "10,000 headings with dashes": () => "a\n-\n".repeat(10_000),
  "10,000 comments": () => "<!-- a -->\n\n".repeat(10_000),
  "400 comments": () => "<!-- a -->\n\n".repeat(400),
  "10,000 <?": () => "a<?".repeat(10_000),
  "10,000 CDATA": () => "a<![CDATA[".repeat(10_000),
  "a table of 10,000 rows": () => `|a|b|\n|-|-|\n${"|a|b|\n".repeat(10_000)}`,
  "a table of 10,000 columns": () =>
    `${"|a".repeat(10_000)}|\n${"|-".repeat(10_000)}|\n`,
  "a word of 1 MB": () => "a.".repeat(mega / 2),
  "a big TeX array": () =>
    `$$\n\\begin{array}{c}${"a & b \\\\ ".repeat(20_000)}\\end{array}\n$$`,
  "a big formula": () => `$$\n${"x + y ".repeat(20_000)}\n$$`,
  "many formulas": () => `$$\n${"x_1 + ".repeat(80)}y\n$$\n\n`.repeat(15),
  "TeX 10,000 deep": () =>
    `$$\n${"{".repeat(10_000)}x${"}".repeat(10_000)}\n$$`,
  "2,000 superscripts": () =>
    `$${"x^".repeat(2_000)}x$ and $${"^".repeat(500)}x$`,
  "5 MB of code in a line": () =>
    `\`\`\`ts\n${"x = 1; ".repeat(750_000)}\n\`\`\``,
  "10 MB of code in a word": () => `\`\`\`ts\n${"x".repeat(10 * mega)}\n\`\`\``,
  "25,000 tabs of code": () =>
    `\`\`\`ts\n${`${"\t".repeat(900)}x\n`.repeat(28)}\`\`\``,
  "code of 19,000 lines": () =>
    `\`\`\`text\n${"x = foo(1, 2)\n".repeat(19_000)}\`\`\``,
  "code full of directives": () =>
    `\`\`\`text\n${":number[accuracy] \n".repeat(18_000)}\`\`\``,
  "a fence that a list hides": () =>
    `- \`\`\`\n  x\n  \`\`\`\n  ${"*a **a ".repeat(5_000)}${"b** b*".repeat(5_000)}`,
  "a fence that HTML hides": () =>
    `<div>\n\`\`\`\n\n${"*a **a ".repeat(5_000)}${"b** b*".repeat(5_000)}`,
  "19,000 line ends": () => "\n".repeat(19_000),
  "1 MB of line ends": () => "\n".repeat(mega - 100),
  "1 MB of returns": () => "\r".repeat(mega - 100),
  "1 MB of zeros": () => "\0".repeat(mega - 100),
  "33,000 words": () => `${"word ".repeat(200)}\n\n`.repeat(190),
};

const frontmatters: { readonly [name: string]: string } = {
  "an alias": "title: *Nearer*",
  "an alias bomb": `a: &a [x,x,x,x]\n${times(20, (index) => `b${index}: &b${index} [*a,*a,*a]\n`)}`,
  "an alias of itself": "a: &x [*x]",
  "a merge": "<<: *a",
  "a merge of no map": "%YAML 1.1\n---\na: &a 1\nb:\n  <<: *a",
  "sequences 10,000 deep": "[".repeat(10_000),
  "keys 10,000 deep": "? ".repeat(10_000),
  "items 10,000 deep": `a: ${"- ".repeat(10_000)}b`,
  "10,000 keys": times(10_000, (index) => `a${index}: b\n`),
  "a title full of escapes": `title: "${"\\x5b!".repeat(3_000)}"`,
};

export interface Hostile {
  readonly target: string;
  readonly name: string;
  make(): string;
}

/** Every hostile text with the targets that read it. */
export const hostile: readonly Hostile[] = [
  ...Object.entries(bodies).flatMap(([name, make]) => [
    { target: "article", name, make: () => top + make() },
    { target: "pptx", name, make: () => deckTop + make() },
    {
      target: "pptx",
      name: `notes of ${name}`,
      make: () => `${deckTop}Text.\n\n<!--\n${make()}\n-->\n`,
    },
    { target: "code", name, make },
  ]),
  ...Object.entries(frontmatters).flatMap(([name, yaml]) =>
    ["article", "deck"].map((target) => ({
      target,
      name: `front matter with ${name}`,
      make: () => `---\n${yaml}\n---\n\n# Text\n`,
    })),
  ),
  {
    target: "pptx",
    name: "1,000 slides",
    make: () => `${deckTop}Text.\n${"\n---\n\n# Next\n\nText.\n".repeat(990)}`,
  },
  {
    target: "config",
    name: "100,000 brackets",
    make: () => "[".repeat(99_000),
  },
  {
    target: "tex",
    name: "2,000 superscripts",
    make: () => `x${"^x".repeat(2_000)}`,
  },
  {
    target: "tex",
    name: "a row of superscripts",
    make: () => `x${"^".repeat(1_900)}`,
  },
  {
    target: "tex",
    name: "10,000 braces",
    make: () => `${"{".repeat(10_000)}x${"}".repeat(10_000)}`,
  },
  {
    target: "tex",
    name: "roots in roots",
    make: () => `${"\\sqrt".repeat(300)} x`,
  },
  {
    target: "tex",
    name: "roots with spaces",
    make: () => `${"\\sqrt\\frac1".repeat(150)} x`,
  },
  {
    target: "tex",
    name: "scripts in scripts",
    make: () => `x${"^{x_{x".repeat(200)}`,
  },
  { target: "tex", name: "2,000 signs", make: () => "x".repeat(2_000) },
  {
    target: "tex",
    name: "an array of 199 rows",
    make: () => `\\begin{array}{c}${"abcdef\\\\".repeat(199)}\\end{array}`,
  },
  {
    target: "tex",
    name: "an array of the largest size",
    make: () => `\\begin{array}{c}${"a\\\\".repeat(600)}\\end{array}`,
  },
  {
    target: "code",
    name: "a marker with 100,000 spaces",
    make: () => `// #region a${" ".repeat(100_000)}b`,
  },
  {
    target: "code",
    name: "100,000 escapes",
    make: () => "\u001b[0".repeat(100_000),
  },
  { target: "code", name: "5 MB of tabs", make: () => "\t".repeat(5_000_000) },
];

/** Whole numbers below a bound, which depend on the seed alone. */
export type Draw = (bound: number) => number;

/** Source: mulberry32, T. Ettinger, public domain. */
export function seeded(seed: number): Draw {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * bound);
  };
}

export function pick<T>(draw: Draw, from: readonly T[]): T {
  return from[draw(from.length)] as T;
}

/** What means something to one of the parsers, in one place of a text or another. */
const pieces = [
  ...[
    "---",
    "***",
    "===",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "\0",
    "\u2028",
    "\u202e",
    "👍",
    "\ud800",
  ],
  ...[
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "```",
    "```ts\n",
    "~~~",
    "$",
    "$$",
    "$$\n",
    "\\",
    "|",
    "|-|-|",
    "> ",
    "- ",
    "1. ",
    "# ",
    "## ",
    "### ",
  ],
  ...[
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "[a](b)",
    "![a](b)",
    "![",
    "[^1]",
    "[^1]: x",
    "[a]: b",
    "- [ ] ",
    "<",
    "<!--",
    "-->",
    "<div>",
    "<?",
    "<![CDATA[",
    "&amp;",
    "&#91;",
    "www.a.b",
    "a@b.c",
    "https://",
  ],
  ...[
    ":",
    "::",
    ":::",
    "::::",
    ":number[accuracy]",
    ":percent[accuracy]{digits=2}",
    ":number[zero]{thousands}",
    ":text[shape]",
    ":run[data]",
    "{digits=99}",
    "{#",
    "{=",
    ':claim[x]{#mean-wins otherwise="y"}',
  ],
  ...[
    "\n::listing{#distances}\n",
    "\n::output{#ideal-shape}\n",
    "\n::table{#results}\n",
    "\n:::figure{#ideal-digits}\nWords.\n:::\n",
    "\n:::claim{#mean-wins}\nx\n:::\n:::otherwise\ny\n:::\n",
    "\n# Questions\n",
  ],
  ...[
    "title: ",
    "subtitle: x\n",
    "tags: [a]\n",
    ": ",
    " #x",
    "&a ",
    "*a",
    "<<: *a",
    "!x ",
    "? ",
    "%YAML 1.1",
    "'",
    '"',
    "@",
    "|\n",
    ">-\n",
  ],
  ...[
    "^",
    "_{",
    "x^2",
    "\\frac",
    "\\sqrt",
    "\\left(",
    "\\right)",
    "\\begin{array}{c}",
    "\\end{array}",
    "\\\\",
    "&",
    "\\text{a}",
    "\\mathbb{R}",
    "\\alpha",
    "\\def\\a{\\a}\\a",
  ],
  ...[
    "0.9168",
    "91.7 %",
    "1,234",
    "1e-5",
    "-0.25",
    "1998",
    "// #region a",
    "// #endregion",
    "# region b",
    "\u001b[31m",
    "\u001b]0;",
  ],
  ...[
    "{\n",
    "},",
    ",\n",
    '"author": "A"',
    "null",
    "true",
    "[1, 2]",
    '"session": {"date": "2026-12-03"}',
  ],
] as const;

/** `text` with one to four changes that a slip of the hand or a program could have made. */
export function mutate(draw: Draw, text: string, other: string): string {
  let mutated = text;
  for (let round = draw(4); round >= 0; round -= 1)
    mutated = pick(draw, changes)(draw, mutated, other);
  return mutated;
}

type Change = (draw: Draw, text: string, other: string) => string;

const insert: Change = (draw, text) => {
  const at = draw(text.length + 1);
  return text.slice(0, at) + pick(draw, pieces) + text.slice(at);
};

const changes: readonly Change[] = [
  insert,
  insert,
  (draw, text) => {
    const at = draw(text.length + 1);
    return text.slice(0, at) + text.slice(at + draw(20) + 1);
  },
  (draw, text) => {
    const at = draw(text.length + 1);
    return (
      text.slice(0, at) + pick(draw, pieces).repeat(draw(300)) + text.slice(at)
    );
  },
  (draw, text) => {
    const lines = text.split("\n");
    lines.splice(draw(lines.length), draw(3), pick(draw, lines));
    return lines.join("\n");
  },
  (draw, text, other) => {
    const from = draw(other.length + 1);
    return (
      text.slice(0, draw(text.length + 1)) + other.slice(from, from + draw(400))
    );
  },
  (draw, text) => {
    const from = draw(text.length + 1);
    const part = text.slice(from, from + draw(30));
    return text.slice(0, from) + part.repeat(draw(20)) + text.slice(from);
  },
];

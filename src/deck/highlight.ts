import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";

/** What a stretch of code is, for its colour. */
export type Token =
  | "plain"
  | "keyword"
  | "string"
  | "number"
  | "comment"
  | "title";

interface CodeRun {
  readonly text: string;
  readonly token: Token;
}

export type CodeLine = readonly CodeRun[];

hljs.registerLanguage("typescript", typescript);
hljs.registerLanguage("python", python);
hljs.registerLanguage("bash", bash);
hljs.registerLanguage("json", json);

const tokens: readonly (readonly [RegExp, Token])[] = [
  [/subst/, "plain"],
  [/keyword|built_in|type|meta/, "keyword"],
  [/string|regexp|char/, "string"],
  [/number|literal|symbol/, "number"],
  [/comment|doctag/, "comment"],
  [/title|function/, "title"],
];

/** Code as coloured lines; a language that is not known stays plain. Tabs are two columns. */
export function highlight(
  code: string,
  language: string | undefined,
): readonly CodeLine[] {
  const text = code.replaceAll("\t", "  ").trimEnd();
  const known = language !== undefined && hljs.getLanguage(language);
  const runs = known ? colored(text, language) : [plainRun(text)];
  const lines: CodeRun[][] = [[]];
  for (const run of runs) {
    const [first = "", ...rest] = run.text.split(/\r?\n/);
    if (first !== "") lines.at(-1)?.push({ ...run, text: first });
    for (const part of rest)
      lines.push(part === "" ? [] : [{ ...run, text: part }]);
  }
  return lines;
}

/** Columns of the longest line. */
export function columns(lines: readonly CodeLine[]): number {
  const length = (line: CodeLine) =>
    line.reduce((sum, run) => sum + [...run.text].length, 0);
  return Math.max(0, ...lines.map(length));
}

const plainRun = (text: string): CodeRun => ({ text, token: "plain" });

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#x27": "'",
};

/** highlight.js answers in HTML of nested spans only; the innermost known class colours. */
function colored(text: string, language: string): CodeRun[] {
  const html = hljs.highlight(text, { language }).value;
  const open: Token[] = ["plain"];
  const runs: CodeRun[] = [];
  for (const part of html.split(/(<[^>]*>)/)) {
    if (part.startsWith("</")) open.pop();
    else if (part.startsWith("<"))
      open.push(tokenOf(part) ?? open.at(-1) ?? "plain");
    else if (part !== "") {
      const raw = part.replace(
        /&(#x27|[a-z]+);/g,
        (entity, name: string) => named[name] ?? entity,
      );
      runs.push({ text: raw, token: open.at(-1) ?? "plain" });
    }
  }
  return runs;
}

function tokenOf(span: string): Token | undefined {
  return tokens.find(([pattern]) => pattern.test(span))?.[1];
}

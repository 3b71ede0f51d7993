import type { Code, Root } from "mdast";
import { visit } from "unist-util-visit";
import { cleanCode, hashCode, isKnownLanguage } from "../lower/code.ts";
import type { CodeBlock } from "../pages/meta.ts";
import {
  findElements,
  placeInPaste,
  readPaste,
  textOfElement,
} from "./paste-tree.ts";
import { type Rule, type Subject, textOf } from "./rule.ts";

/** Widest line and highest block that a phone shows well. */
const widest = 80;
const highest = 40;
const longestOutput = 30;

/** Rules on code blocks and on what they print. */
export const codeRules: readonly Rule[] = [
  {
    id: "MD-20",
    check(subject, report) {
      visit(subject.article.tree, "code", (node) => {
        if (!isKnownLanguage(node.lang))
          report.error(
            node,
            `Medium does not know the language: ${node.lang}`,
            "use one that it knows, such as python or typescript, or text for none",
          );
      });
      for (const pre of findElements(readPaste(subject), "pre")) {
        const mode = String(pre.properties.dataCodeBlockMode ?? "");
        const lang = pre.properties.dataCodeBlockLang;
        if (mode === "2" ? lang === undefined : mode !== "0")
          report.error(
            placeInPaste(pre),
            `code block of mode ${mode || "none"}${lang === undefined ? " without a language" : ""}`,
            "run lectern build: Medium would guess the language",
          );
      }
    },
  },
  {
    id: "MD-21",
    check(subject, report) {
      for (const pre of findElements(readPaste(subject), "pre")) {
        const text = textOfElement(pre);
        if (/(^|\n)(\n|$)/.test(text))
          report.error(
            placeInPaste(pre),
            "empty line in a code block",
            "run lectern build: an empty line splits the block in two",
          );
        if (text.includes("\t"))
          report.error(
            placeInPaste(pre),
            "tab in a code block",
            "run lectern build",
          );
      }
      for (const [path, bytes] of subject.files) {
        if (path.startsWith("import-"))
          checkImport(path, bytes.toString(), report.error);
      }
    },
  },
  {
    id: "MD-22",
    check({ lowered }, report) {
      visitCode(lowered.tree, (node) => {
        const lines = node.value.split("\n");
        const wide = lines.findIndex((line) => [...line].length > widest);
        if (wide >= 0)
          report.warning(
            node,
            `line ${wide + 1} of the code block has ${[...(lines[wide] ?? "")].length} columns`,
            `keep to ${widest}: a phone shows half of that`,
          );
        if (node.data?.bound?.kind !== "output" && lines.length > highest)
          report.warning(
            node,
            `code block of ${lines.length} lines`,
            "show the part that matters, and link to the rest",
          );
      });
    },
  },
  { id: "MD-23", check: checkHashes },
  {
    id: "MD-24",
    check(subject, report) {
      const { lowered } = subject;
      for (const pre of findElements(readPaste(subject), "pre")) {
        const text = textOfElement(pre);
        if (
          cleanCode(text.replace(/^ $/gm, "")).length <
          text.replace(/^ $/gm, "").trim().length
        )
          report.error(
            placeInPaste(pre),
            "control characters in a code block",
            "run lectern build: they are taken out",
          );
      }
      visitCode(lowered.tree, (node) => {
        const lines = node.value.split("\n");
        const isOutput =
          node.data?.bound?.kind === "output" || node.lang === null;
        const isElided = lines.some((line) => /…|\.\.\./.test(line));
        if (isOutput && lines.length > longestOutput && !isElided)
          report.warning(
            node,
            `output of ${lines.length} lines`,
            "print fewer, with a line such as … 20 more … in their place",
          );
      });
    },
  },
];

/** The code blocks as pasted are those of `meta.json`, and listings those of their source. */
function checkHashes(
  subject: Subject,
  report: Parameters<Rule["check"]>[1],
): void {
  const meta = readMeta(subject);
  const at = { file: "medium/meta.json", line: 1, column: 1 };
  if (meta === undefined) {
    report.error(at, "meta.json is missing or not JSON", "run lectern build");
    return;
  }
  const pasted = findElements(readPaste(subject), "pre");
  pasted.forEach((pre, index) => {
    if (hashCode(textOfElement(pre)) !== meta[index]?.sha256)
      report.error(
        placeInPaste(pre),
        `code block ${index + 1} is not the one in meta.json`,
        "run lectern build: the check in the draft would fail",
      );
  });
  if (pasted.length < meta.length)
    report.error(
      at,
      `${meta.length} code blocks, of which ${pasted.length} are pasted`,
      "run lectern build",
    );
  visitCode(subject.lowered.tree, (node) => {
    const { file, name, kind } = node.data?.bound ?? {};
    if (kind !== "listing" || file === undefined) return;
    const source = subject.options.sources?.[file];
    if (source === undefined) return;
    const lines = new Set(
      source.split("\n").map((line) => cleanCode(line).trim()),
    );
    const odd = node.value.split("\n").find((line) => !lines.has(line.trim()));
    if (odd !== undefined)
      report.error(
        node,
        `listing ${name} is not what ${file} holds: ${odd.trim()}`,
        "run lectern build",
      );
  });
}

function readMeta(subject: Subject): readonly CodeBlock[] | undefined {
  try {
    const meta: unknown = JSON.parse(textOf(subject, "meta.json") ?? "");
    return (meta as { code: CodeBlock[] }).code;
  } catch {
    return undefined;
  }
}

/** In the import page a block is one line: tabs indent, `<br>` ends a line, none is empty. */
function checkImport(
  path: string,
  html: string,
  error: Parameters<Rule["check"]>[1]["error"],
): void {
  html.split("\n").forEach((line, index) => {
    const open = line.indexOf("<pre>");
    if (open < 0) return;
    const at = { file: `medium/${path}`, line: index + 1, column: open + 1 };
    const close = line.indexOf("</pre>", open);
    if (close < 0) {
      error(
        at,
        "code block over several lines in the import page",
        "run lectern build: the importer joins them; lines end in <br> there",
      );
      return;
    }
    const lines = line.slice(open + "<pre>".length, close).split("<br>");
    if (lines.some((each) => each.trim() === ""))
      error(
        at,
        "empty line in a code block of the import page",
        "run lectern build: a no-break space keeps it",
      );
    if (lines.some((each) => /^\t* {4}/.test(each)))
      error(
        at,
        "code indented with spaces in the import page",
        "run lectern build: the importer keeps tabs only",
      );
  });
}

function visitCode(tree: Root, visitor: (node: Code) => void): void {
  visit(tree, "code", visitor);
}

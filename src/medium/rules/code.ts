import type { Element } from "hast";
import { visit } from "unist-util-visit";
import type { Place } from "../input.ts";
import { cleanCode, hashCode, isKnownLanguage } from "../lower/code.ts";
import type { CodeBlock } from "../pages/code-blocks.ts";
import {
  findElements,
  listImports,
  placeInHtml,
  textOfElement,
} from "./html-tree.ts";
import {
  type Reporter,
  type Rule,
  type Subject,
  startOf,
  textOf,
} from "./rule.ts";

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
      for (const pre of findElements(subject, "pre")) {
        const mode = String(pre.properties.dataCodeBlockMode ?? "");
        const lang = pre.properties.dataCodeBlockLang;
        if (mode === "2" ? lang === undefined : mode !== "0")
          report.error(
            placeInHtml(pre),
            `code block of mode ${mode || "none"}${lang === undefined ? " without a language" : ""}`,
            "run lectern build: Medium would guess the language",
          );
      }
    },
  },
  {
    id: "MD-21",
    check(subject, report) {
      for (const pre of findElements(subject, "pre")) {
        const text = textOfElement(pre);
        if (/(^|\n)(\n|$)/.test(text))
          report.error(
            placeInHtml(pre),
            "empty line in a code block",
            "run lectern build: an empty line splits the block in two",
          );
        if (text.includes("\t"))
          report.stale(placeInHtml(pre), "tab in a code block");
      }
      for (const path of listImports(subject))
        for (const pre of findElements(subject, "pre", path))
          checkImport(pre, placeInHtml(pre, path), report);
    },
  },
  {
    id: "MD-22",
    check({ lowered }, report) {
      visit(lowered.tree, "code", (node) => {
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
      for (const pre of findElements(subject, "pre")) {
        const text = textOfElement(pre).replace(/^ $/gm, "");
        if (cleanCode(text).length < text.trim().length)
          report.error(
            placeInHtml(pre),
            "control characters in a code block",
            "run lectern build: they are taken out",
          );
      }
      visit(lowered.tree, "code", (node) => {
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
function checkHashes(subject: Subject, report: Reporter): void {
  const meta = readMeta(subject);
  const at = startOf("meta.json");
  if (meta === undefined) {
    report.error(at, "meta.json is missing or not JSON", "run lectern build");
    return;
  }
  const pasted = findElements(subject, "pre");
  pasted.forEach((pre, index) => {
    if (hashCode(textOfElement(pre)) !== meta[index]?.sha256)
      report.error(
        placeInHtml(pre),
        `code block ${index + 1} is not the one in meta.json`,
        "run lectern build: the check in the draft would fail",
      );
  });
  if (pasted.length < meta.length)
    report.stale(
      at,
      `${meta.length} code blocks, of which ${pasted.length} are pasted`,
    );
  visit(subject.lowered.tree, "code", (node) => {
    const { file, name, kind } = node.data?.bound ?? {};
    if (kind !== "listing" || file === undefined) return;
    const source = subject.options.sources?.[file];
    if (source === undefined) return;
    const lines = new Set(
      source.split("\n").map((line) => cleanCode(line).trim()),
    );
    const odd = node.value.split("\n").find((line) => !lines.has(line.trim()));
    if (odd !== undefined)
      report.stale(
        node,
        `listing ${name} is not what ${file} holds: ${odd.trim()}`,
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
function checkImport(pre: Element, at: Place, { error }: Reporter): void {
  const isBroken = pre.children.some(
    (node) => node.type === "text" && node.value.includes("\n"),
  );
  if (isBroken) {
    error(
      at,
      "code block over several lines in the import page",
      "run lectern build: the importer joins them; lines end in <br> there",
    );
    return;
  }
  const lines = textOfElement(pre).split("\n");
  if (lines.some((each) => /^[ \t]*$/.test(each)))
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
}

import { limits } from "../../limits.ts";

/** What a line of a template is, as far as it can be told without parsing the text. */
type LineKind =
  | "prose"
  | "blank"
  /** Inside a fence of code, or the fence. */
  | "code"
  | "comment"
  /** Front matter with its fences, or a formula on lines of its own with its. */
  | "raw";

export interface TemplateLine {
  /** 1-based. */
  readonly number: number;
  /** Without what ends it. */
  readonly text: string;
  readonly kind: LineKind;
}

/** What a line was opened by that is not closed yet. */
type Open =
  | { readonly kind: "code"; readonly closing: RegExp }
  | { readonly kind: "comment" }
  | { readonly kind: "raw"; readonly closing: RegExp };

const fence = /^(`{3,})[^`]*$|^(~{3,})/;
const formula = /^(\${2,})[^$]*$/;
/** A fence or a comment that something else holds: where that ends, so does it. */
const heldInside = /^[\s>*+\d.)-]+(?:`{3}|~{3}|<!--|\$\$)/;
/** HTML that is neither a comment nor an address: it may hide a fence, or show one. */
const html = /^ {0,3}<(?!!--|[a-z][a-z\d+.-]*:|[^\s<>]*@)[a-z/!?]/i;

/**
 * The lines of a template with what they are. Where that cannot be told without parsing (a
 * fence in a list, HTML), every line from there on counts as prose, and `isSure` is false: to
 * take prose for code would be a way around the limits. Lines above `limits.allLines` and one more are
 * not looked at.
 */
export function readLines(text: string): {
  readonly lines: readonly TemplateLine[];
  readonly isSure: boolean;
} {
  // One line more than may be there is enough to tell that there are too many.
  const all = text.split(/\r\n|\n|\r/, limits.allLines + 1);
  const lines: TemplateLine[] = [];
  let open: Open | undefined = opensFrontmatter(all)
    ? { kind: "raw", closing: /^---[ \t]*$/ }
    : undefined;
  let isSure = true;
  for (const [index, line] of all.entries()) {
    let kind: LineKind = open?.kind ?? "prose";
    if (isSure && open !== undefined) {
      // The end of a directive's block ends what is open in it.
      if (open.kind !== "comment" && /^ {0,3}:{3,}[ \t]*$/.test(line))
        isSure = false;
      else if (index > 0 && closes(open, line)) open = undefined;
    } else if (isSure) {
      if (html.test(line) || heldInside.test(line)) isSure = false;
      else {
        open = openedBy(line);
        kind = open?.kind ?? "prose";
        if (open?.kind === "comment" && closes(open, line)) open = undefined;
      }
    }
    if (!isSure) kind = "prose";
    const isBlank = kind !== "code" && line.trim() === "";
    lines.push({
      number: index + 1,
      text: line,
      kind: isBlank ? "blank" : kind,
    });
  }
  return { lines, isSure };
}

/** Without its end it is no front matter. */
function opensFrontmatter([first = "", ...rest]: readonly string[]): boolean {
  const edge = /^---[ \t]*$/;
  return edge.test(first) && rest.some((line) => edge.test(line));
}

function openedBy(line: string): Open | undefined {
  const code = fence.exec(line);
  if (code !== null) {
    const marks = code[1] ?? code[2] ?? "";
    return { kind: "code", closing: closingOf(marks) };
  }
  if (line.startsWith("<!--")) return { kind: "comment" };
  const [, dollars] = formula.exec(line) ?? [];
  return dollars === undefined
    ? undefined
    : { kind: "raw", closing: closingOf(dollars) };
}

function closingOf(marks: string): RegExp {
  return new RegExp(`^ {0,3}[${marks[0]}]{${marks.length},}[ \\t]*$`);
}

function closes(open: Open, line: string): boolean {
  return open.kind === "comment"
    ? line.includes("-->")
    : open.closing.test(line);
}

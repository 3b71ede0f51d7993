import { sha256 } from "../../files.ts";

/** Languages that Medium's code blocks know, with the short names that authors write. */
const languages =
  `python py, javascript js, typescript ts, bash sh shell, json, yaml yml, sql, java,
  go, rust rs, csharp cs, kotlin, ruby rb, xml, html, css`
    .split(/,\s+/)
    .map((names) => names.split(" "));

/** Names that mean "no language": output, logs, plain text. */
const none = new Set(["", "text", "txt", "plain", "output", "log", "console"]);

/** The language as Medium calls it, or undefined: a plain block. */
export function languageOf(
  name: string | null | undefined,
): string | undefined {
  const asked = (name ?? "").toLowerCase();
  return languages.find((names) => names.includes(asked))?.[0];
}

/** Whether a fence's language is one of ours, or says that it has none. */
export function isKnownLanguage(name: string | null | undefined): boolean {
  return none.has((name ?? "").toLowerCase()) || languageOf(name) !== undefined;
}

const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/** ANSI sequences: colours, cursor moves, window titles. Source: ECMA-48, section 5.4. */
const ansi = new RegExp(
  `${esc}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)|[@-Z_])`,
  "g",
);
/** Control characters, except tab and newline. */
const controls = /[^\P{Cc}\t\n]/gu;

/**
 * Code without ANSI sequences and control characters, tabs as four columns, no spaces at a
 * line's end, no empty lines around it.
 */
export function cleanCode(code: string): string {
  return (
    code
      .replace(/\r\n?/g, "\n")
      .replace(ansi, "")
      .replace(controls, "")
      .split("\n")
      .map((line) => expandTabs(line).trimEnd())
      .join("\n")
      // Every line ends in a sign by now: what is left at the end is line breaks.
      .trimEnd()
      .replace(/^\n+/, "")
  );
}

function expandTabs(line: string): string {
  if (!line.includes("\t")) return line;
  let out = "";
  let columns = 0;
  for (const sign of line) {
    const wide = sign === "\t" ? 4 - (columns % 4) : 1;
    out += sign === "\t" ? " ".repeat(wide) : sign;
    columns += wide;
  }
  return out;
}

/**
 * SHA-256 of a block as the after-paste check computes it in the draft: no-break spaces are
 * spaces, no spaces at a line's end, nothing around the block.
 */
export function hashCode(code: string): string {
  const lines = code.replaceAll("\u00a0", " ").split("\n");
  return sha256(
    lines
      .map((line) => line.trimEnd())
      .join("\n")
      .trim(),
  );
}

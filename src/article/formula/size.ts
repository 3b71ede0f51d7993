import { limits } from "../../limits.ts";

/** What is too large about a formula to be set in a moment, or undefined. */
export function findFormulaExcess(latex: string): string | undefined {
  if (latex.length > limits.formula)
    return `formula of ${latex.length} characters, at most ${limits.formula}`;
  const rows = latex.split("\\\\").length;
  if (rows > limits.formulaRows)
    return `formula of ${rows} rows, at most ${limits.formulaRows}`;
  let depth = 0;
  let row = 0;
  for (const [token] of latex.matchAll(/\\(?:[a-zA-Z]+|.)|[{}^_]|\S/gs)) {
    if (token === "{" || token === "\\left") depth += 1;
    else if (token === "}" || token === "\\right") depth -= 1;
    // Signs that take an argument without a brace stand inside one another, too.
    row = /^(?:[\^_]|\\[a-zA-Z]+)$/.test(token) ? row + 1 : 0;
    if (depth > limits.braces)
      return `braces inside one another, at most ${limits.braces}`;
    if (row > limits.braces)
      return `commands in a row without a sign, at most ${limits.braces}`;
  }
  return undefined;
}

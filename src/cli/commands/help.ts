import { nearest, UserError } from "../../errors.ts";
import type { Command, Input, Streams } from "../command.ts";

/** `lectern help <word…>`: a page of the documentation, or the sections on a word. */
export function openHelp(commands: readonly string[]): Command {
  return {
    name: "help",
    summary:
      "looks up a page, a rule (MD-45), a directive (figure), a key or a command",
    args: "[word...]",
    options: [],
    run: (input, streams) => runHelp(input, streams, commands),
  };
}

async function runHelp(
  { args }: Input,
  { stdout }: Streams,
  commands: readonly string[],
): Promise<number> {
  const found: string[] = [];
  for (const word of args) found.push(await lookUp(word, commands));
  stdout.write(found.join("\n"));
  return 0;
}

/** The page of that name, else every section on the word. Throws UserError with the nearest. */
async function lookUp(
  word: string,
  commands: readonly string[],
): Promise<string> {
  const { pageNames, readPage, readSections } = await import("../pages.ts");
  const asked = word.toLowerCase().replace(/^:+/, "");
  const page = pageNames.find((each) => each === asked);
  if (page !== undefined) return readPage(page);
  const sections = [];
  for (const each of pageNames)
    sections.push(...readSections(await readPage(each)));
  const found = sections.filter(({ names }) =>
    names.some((each) => each.toLowerCase() === asked),
  );
  if (found.length > 0) return found.map(({ text }) => text).join("\n");
  const names = sections.flatMap((each) => each.names);
  const known = [...pageNames, ...commands, ...names];
  // Rules are written large, and asked for as the fingers find them.
  const best = nearest(
    asked,
    known.map((each) => each.toLowerCase()),
  );
  const meant = known.find((each) => each.toLowerCase() === best);
  throw new UserError(
    `nothing to look up: ${word}`,
    meant === undefined
      ? `the pages are ${pageNames.join(", ")}`
      : `did you mean ${meant}?`,
    2,
  );
}

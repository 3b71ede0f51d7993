import { atomsOf, fitAtoms, isMark, printOf } from "./atoms.ts";
import { type Block, insideItalic, readAlike } from "./blocks.ts";
import { findScalar, readScalar } from "./frontmatter.ts";
import { type Rewritten, rewrite } from "./rewrite.ts";
import type { Origin, Trace } from "./trace.ts";

/** A block's words in the template, rewritten; or why that cannot be. */
export type Reworded =
  | { readonly text: string; readonly rewritten: Rewritten }
  | { readonly refused: string };

const otherwise =
  "her words would read otherwise in the template, where signs mean more";

/** Puts what a person made of a block into the words of the template that it came from. */
export function reword(
  trace: Trace,
  origin: Origin,
  was: Block,
  is: Block,
): Reworded {
  const inner = innerOf(origin.kind);
  const [before, hers] = [inner(was), inner(is)];
  if (before === undefined || hers === undefined)
    return { refused: `no longer written as a ${origin.kind}` };
  const raw = trace.template.slice(...origin.source);
  const isMeta = origin.kind === "title" || origin.kind === "subtitle";
  const atoms = atomsOf(raw, trace.printed);
  const fitted = atoms && fitAtoms(atoms, before);
  if (fitted === undefined || printOf(fitted) !== before)
    return { refused: "cannot be told apart from its directives" };
  // Where words of a caption went with one of two marks around them, the marks go too: they show nothing.
  for (const each of [fitted, fitted.filter((atom) => !isMark(atom))]) {
    const rewritten = rewrite(each, hers, isMeta ? withoutEscapes : undefined);
    if (rewritten === undefined)
      return { refused: "nobody can tell which number is which" };
    const text = isMeta
      ? asScalar(trace, origin.kind, rewritten)
      : asMarkdown(trace, rewritten, origin.kind === "caption");
    if (text !== undefined) return { text, rewritten };
  }
  return { refused: otherwise };
}

/** The words of a block without the marks that every such block has. */
function innerOf(kind: Origin["kind"]): (block: Block) => string | undefined {
  if (kind === "title")
    return ({ text, node }) =>
      node.type === "heading" && node.depth === 1
        ? text.replace(/^#\s+/, "")
        : undefined;
  return kind === "subtitle" || kind === "caption"
    ? insideItalic
    : ({ text }) => text;
}

/** The words as they are written in the template, where they are read there as she reads them. */
function asMarkdown(
  { printed }: Trace,
  { source, built }: Rewritten,
  italic: boolean,
): string | undefined {
  const atoms = atomsOf(source, printed);
  const isRead =
    atoms !== undefined && readAlike(printOf(atoms), built, italic);
  return isRead ? source : undefined;
}

/** The same of a text in the front matter, in quotes where it needs them. */
function asScalar(
  { template, printed }: Trace,
  kind: string,
  { source, built }: Rewritten,
): string | undefined {
  const { quote = "" } = findScalar(template, kind) ?? {};
  const quoted = `'${source.replaceAll("'", "''")}'`;
  const spellings = [
    [source, quote, source],
    ...(quote === "" ? [[quoted.slice(1, -1), "'", quoted]] : []),
  ] as const;
  for (const [text, mark, written] of spellings) {
    const read = readScalar(text ?? "", mark ?? "");
    const atoms = read === undefined ? undefined : atomsOf(read, printed);
    if (atoms && withoutEscapes(printOf(atoms)) === withoutEscapes(built))
      return written;
  }
  return undefined;
}

/** A title is no Markdown: there a sign means itself. */
function withoutEscapes(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

import type { Root } from "mdast";
import { remark } from "remark";
import { VFile } from "vfile";
import { type Language, languageOf } from "../../language.ts";
import type { Plugins } from "../../plugins.ts";
import type { Record } from "../../record/record.ts";
import { remarkAddress } from "../address.ts";
import type { BoundText, Pictures, Sources } from "../bound.ts";
import type { Binding } from "../directive.ts";
import { remarkMerge } from "../merge.ts";
import { remarkCourse } from "../plugins.ts";
import { readFrontmatter } from "../read/frontmatter.ts";
import { remarkInvisible } from "../read/invisible.ts";
import { parseWithinLimits } from "../read/parse.ts";
import { findUnclosed } from "../read/unclosed.ts";
import { readFindings, report } from "../report.ts";
import { remarkClaim } from "./claim.ts";
import { unclosed } from "./complaint.ts";
import { remarkCallout, remarkFigure } from "./figure.ts";
import { remarkGrammar } from "./grammar.ts";
import { remarkLeftover } from "./leftover.ts";
import { remarkListing } from "./listing.ts";
import { remarkNumber, remarkSpread } from "./number.ts";
import { remarkOutput } from "./output.ts";
import { remarkPicture } from "./picture.ts";
import { remarkRun } from "./run.ts";
import { remarkTable } from "./table.ts";
import { remarkText } from "./text.ts";

/**
 * Binds the directives of `template` to `record`, `sources` and `pictures`: text in, tree and
 * findings out, numbers as `language` writes them (default: English). `path` is the template's
 * path relative to the project root. Never throws for what an
 * author wrote; where a finding is an error the tree has gaps and must not be shown. Throws
 * UserError for a plugin of the course that does.
 */
export function bind(
  template: string,
  path: string,
  record: Record,
  sources: Sources,
  pictures: Pictures = new Map(),
  language: Language = languageOf(),
  plugins: Plugins["remarkPlugins"] = [],
): BoundText {
  const file = new VFile({ path, value: template });
  const tree = parseWithinLimits(readClosed(template, file), file);
  if (tree === undefined) {
    const nothing: Root = { type: "root", children: [] };
    return {
      frontmatter: undefined,
      tree: nothing,
      findings: readFindings(file),
    };
  }
  const binding = openBinding({ record, sources, pictures, language }, plugins);
  const frontmatter = readFrontmatter(tree, file, binding);
  binding.bindTree(tree, file);
  return { frontmatter, tree, findings: readFindings(file) };
}

/**
 * The text up to the first block that is not closed, which is reported: what the parser makes
 * of the rest is none of what was meant, and finding by finding as wrong.
 */
function readClosed(template: string, file: VFile): string {
  const open = findUnclosed(template);
  if (open === undefined) return template;
  report(file, { line: open.line, column: 1 }, unclosed(open.name));
  const lines = template.split(/(?<=\r\n|\n|\r(?!\n))/);
  return lines.slice(0, open.line - 1).join("");
}

/** The list of plugins, in the order in which they run. */
function openBinding(
  given: Omit<Binding, "bindTree">,
  plugins: Plugins["remarkPlugins"],
): Binding {
  const binding: Binding = {
    ...given,
    bindTree: (tree: Root, file) => void processor.runSync(tree, file),
  };
  const processor = remark()
    // First, while all that stands there was written by a person.
    .use(remarkLeftover, binding)
    .use(remarkCourse, plugins)
    // Those below may take every directive for known and whole.
    .use(remarkGrammar)
    .use(remarkAddress)
    .use(remarkNumber, binding)
    .use(remarkSpread, binding)
    .use(remarkText, binding)
    .use(remarkRun, binding)
    .use(remarkListing, binding)
    .use(remarkOutput, binding)
    .use(remarkTable, binding)
    .use(remarkFigure, binding)
    .use(remarkCallout)
    .use(remarkPicture, binding)
    // Behind those above: it drops whole branches, which have been checked by then.
    .use(remarkClaim, binding)
    .use(remarkMerge)
    .use(remarkInvisible, binding)
    .freeze();
  return binding;
}

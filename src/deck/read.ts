import type { Root, RootContent } from "mdast";
import { z } from "zod";
import { bind } from "../article/bind.ts";
import type { Sources } from "../article/bound.ts";
import { describeInvisible, findInvisible } from "../article/invisible.ts";
import type { Finding } from "../errors.ts";
import type { Record } from "../record/record.ts";
import { allEvidence, type Deck, plain, type Slide } from "./deck.ts";
import { loseInto } from "./lose.ts";
import { readNotes } from "./notes.ts";
import { inOrder, type Report, reportInto } from "./report.ts";
import { readSlide } from "./slide.ts";

export interface ReadOptions {
  /** BCP 47. Default: "en-US". */
  readonly language?: string;
}

const Frontmatter = z.object({
  title: z.string().trim().min(1),
  subtitle: z.string().trim().default(""),
});

/** The heading that stops the clock. */
const divider = /^questions\??$/i;

/**
 * Reads deck.md: binds its directives to `record` and `sources`, splits it at `---`, and
 * returns its slides as plain data. `path` is relative to the project root. Never throws for
 * what an author wrote: `findings` has every mistake, and with an error among them the deck
 * must not be built.
 */
export function readDeck(
  template: string,
  path: string,
  record: Record,
  sources: Sources,
  options: ReadOptions = {},
): Deck {
  const findings: Finding[] = [];
  const report = reportInto(findings, path);
  for (const sign of findInvisible(template)) {
    report(sign, describeInvisible(sign));
  }
  const bound = bind(template, path, record, sources);
  findings.push(...bound.findings);
  const front = readFrontmatter(bound.frontmatter, report);
  const bindNotes = (text: string) => {
    const inside = bind(text, path, record, sources);
    findings.push(...inside.findings);
    return inside.tree;
  };
  const notes = readNotes(bound.tree, bindNotes, loseInto(report, "notes"));
  const slides: Slide[] = [];
  for (const nodes of splitSlides(bound.tree)) {
    const last = slides.at(-1);
    const slide = readSlide(nodes, {
      number: slides.length + 1,
      part: last === undefined || last.part === "talk" ? "talk" : "backup",
      record,
      notes,
      report,
    });
    slides.push(asDivider(slide, report));
  }
  return {
    path,
    ...front,
    language: options.language ?? "en-US",
    slides,
    findings: inOrder(findings),
  };
}

function readFrontmatter(
  value: unknown,
  report: Report,
): { title: string; subtitle: string } {
  const parsed = Frontmatter.safeParse(value);
  if (parsed.success) return parsed.data;
  report(
    { line: 1, column: 1 },
    {
      rule: "deck-frontmatter",
      message: `front matter lacks ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ") || "title"}`,
      hint: "begin deck.md with --- , title: and subtitle: , ---",
    },
  );
  return { title: "", subtitle: "" };
}

/** Runs of nodes between thematic breaks; a break at either end makes no slide. */
function splitSlides(tree: Root): RootContent[][] {
  const slides: RootContent[][] = [[]];
  for (const node of tree.children) {
    if (node.type === "thematicBreak") slides.push([]);
    else slides.at(-1)?.push(node);
  }
  return slides.filter((nodes) => nodes.length > 0);
}

/** The first slide called `Questions` ends the talk; it lists what follows, and nothing else. */
function asDivider(slide: Slide, report: Report): Slide {
  if (slide.part !== "talk" || !divider.test(plain(slide.title))) return slide;
  for (const { place } of allEvidence(slide)) {
    report(place, {
      rule: "DK-04",
      message: "more than a heading on the slide that ends the talk",
      hint: "put --- between empty lines below # Questions, and this on a slide of its own",
    });
  }
  return { ...slide, part: "divider", layout: "divider" };
}

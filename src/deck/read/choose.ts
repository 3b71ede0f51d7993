import {
  type Column,
  type Evidence,
  isPicture,
  type Layout,
  type Line,
  type Place,
} from "../deck.ts";
import type { Report } from "../report.ts";

/** What a slide holds, before it has a layout. */
export interface Holding {
  /** The first slide of a deck states its claim. */
  readonly first: boolean;
  readonly evidence: readonly Evidence[];
  readonly columns: readonly ReadColumn[];
  readonly place: Place;
}

/** What stands below a `###` heading, whether a column can show it or not. */
export interface ReadColumn {
  readonly heading: Line;
  readonly evidence: readonly Evidence[];
}

export interface Arranged {
  readonly layout: Layout;
  readonly evidence: readonly Evidence[];
  readonly columns: readonly Column[];
}

/** Kinds of evidence, in the order of the text, and the layout that shows them. */
const layouts: Readonly<Record<string, Layout>> = {
  "": "statement",
  lines: "statement",
  big: "statement",
  "big lines": "statement",
  figure: "figure",
  "figure lines": "figure-text",
  "lines figure": "figure-text",
  table: "table",
  "table lines": "table",
  "lines table": "table",
  listing: "code",
  output: "code",
  "listing output": "code",
  "listing lines": "code",
  "output lines": "code",
  "listing output lines": "code",
};

/** The layout that shows what a slide holds; reports what no layout shows. */
export function chooseLayout(holding: Holding, report: Report): Arranged {
  const { evidence, place } = holding;
  const columns = findColumns(holding, report);
  if (columns.length > 0)
    return { layout: "comparison", evidence: [], columns };
  const kinds = evidence.map((each) => each.kind).join(" ");
  const alike = kinds.replaceAll("picture", "figure");
  if (holding.first && (kinds === "" || kinds === "lines")) {
    return { layout: "title", evidence, columns };
  }
  const layout = layouts[alike];
  if (layout !== undefined) return { layout, evidence, columns };
  report(place, {
    rule: "DK-04",
    message: `no layout shows this together: ${kinds.replaceAll(" ", ", ")}`,
    hint: "keep one piece of evidence on a slide, or set two side by side under ### headings",
  });
  return { layout: "statement", evidence: [], columns };
}

/** Two `###` headings, or two figures whose captions head them. */
function findColumns(
  { evidence, columns, place }: Holding,
  report: Report,
): readonly Column[] {
  const [one, two] = evidence;
  if (columns.length === 0) {
    const pair = evidence.length === 2 ? [one, two] : [];
    return pair.every(isPicture)
      ? pair.flatMap((each) =>
          isPicture(each)
            ? [{ heading: each.caption, evidence: [{ ...each, caption: [] }] }]
            : [],
        )
      : [];
  }
  if (columns.length !== 2 || one !== undefined) {
    report(place, {
      rule: "DK-04",
      message: `not two columns: ${columns.length} headings${one ? " and text above them" : ""}`,
      hint: "give a comparison two ### headings with one piece of evidence below each",
    });
  }
  return columns
    .slice(0, 2)
    .map(({ heading, evidence }) =>
      readColumn(heading, evidence, place, report),
    );
}

function readColumn(
  heading: Line,
  evidence: readonly Evidence[],
  place: Place,
  report: Report,
): Column {
  const shown = evidence.filter((each) => each.kind !== "big");
  const hint =
    "put a figure, a table, a listing or up to four lines below each ### heading";
  if (shown.length < evidence.length) {
    const big = evidence.find((each) => each.kind === "big");
    report(big?.place ?? place, {
      rule: "DK-04",
      message:
        "words bold from end to end in a column, which has no room for a big number",
      hint: "take the asterisks away, or give the number a slide of its own",
    });
  } else if (shown.length !== 1) {
    report(shown[1]?.place ?? place, {
      rule: "DK-04",
      message: `not one piece of evidence in a column: ${shown.length}`,
      hint,
    });
  }
  return { heading, evidence: shown };
}

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type {
  Block,
  Pieces,
  Sentence,
  TableChange,
  TopicDiff,
} from "../report.ts";

/** What stands where a side has nothing. */
const none = "none";

/** Numbers and spreads as a table: before, after, what chance does to them, and where they stand. */
export function numberTable(
  topic: string,
  numbers: readonly (TopicDiff["numbers"] | TopicDiff["spreads"])[number][],
): Element[] {
  return tableOf(
    ["Number", "Before", "After", "Verdict", "Noise", "Where"],
    numbers.map(({ name, verdict, printed, noise, places }) => [
      h("code", name),
      printed[0] ?? none,
      printed[1] ?? none,
      verdictElement(verdict),
      h(
        "span.noise",
        noise === null
          ? "not measured"
          : `±${Number(noise.floor.toPrecision(2))}, ${noise.from}`,
      ),
      places.join(", ") || "not quoted",
    ]),
    `${topic}: numbers`,
  );
}

/** Claims that flipped, with what the text says for either. */
export function claimTable(
  topic: string,
  claims: TopicDiff["claims"],
): Element[] {
  const told = (holds: boolean | null, says: string | null) => [
    h("b", holds === null ? none : String(holds)),
    ...(says === null ? [] : [`: ${says}`]),
  ];
  return tableOf(
    ["Claim", "Before", "After", "Where"],
    claims.map(({ name, before, after, says, places }) => [
      h("code", name),
      told(before, says[0]),
      told(after, says[1]),
      places.join(", ") || "not quoted",
    ]),
    `${topic}: claims`,
  );
}

/** Short texts that differ. */
export function textTable(topic: string, texts: TopicDiff["texts"]): Element[] {
  return tableOf(
    ["Text", "Before", "After", "Where"],
    texts.map(({ name, before, after, places }) => [
      h("code", name),
      before ?? none,
      after ?? none,
      places.join(", ") || "not quoted",
    ]),
    `${topic}: texts`,
  );
}

/** A sentence with what is gone and what is new in it. */
export function sentenceElement({ words, verdict }: Sentence): Element {
  return h("p.change.sentence", { dataVerdict: verdict }, [
    ...marked(words),
    ...(verdict === "within noise" ? [" ", verdictElement(verdict)] : []),
  ]);
}

/** A table's cells that differ, one a row. */
export function tableElement(
  topic: string,
  { name, verdict, cells }: TableChange,
): Element {
  return h("div.change", [
    h("h4", h("code", name), " ", verdictElement(verdict)),
    ...tableOf(
      ["Row", "Column", "Before", "After"],
      cells.map(({ row, column, before, after }) => [
        row === 0 ? "heads" : String(row),
        column,
        before ?? none,
        after ?? none,
      ]),
      `${topic}: cells of ${name}`,
      false,
    ),
  ]);
}

/** A listing or an output, whole, with the lines that differ marked. */
export function blockElement({ name, verdict, lines }: Block): Element {
  return h("div.change", [
    h("h4", h("code", name), " ", verdictElement(verdict)),
    h("pre", { tabIndex: 0 }, h("code", marked(lineByLine(lines)))),
  ]);
}

/** The verdict as a word in its colour. */
export function verdictElement(verdict: string): Element {
  return h(`span.verdict.${verdict.replaceAll(" ", "-")}`, verdict);
}

/** Each line for itself: it gets its own sign. */
function lineByLine(pieces: Pieces): Pieces {
  return pieces.flatMap(([kind, text]) =>
    (text.match(/[^\n]*\n|[^\n]+/g) ?? []).map((line): Pieces[number] => [
      kind,
      line,
    ]),
  );
}

function marked(pieces: Pieces): ElementContent[] {
  return pieces.map(([kind, text]) => {
    if (kind === "same") return { type: "text", value: text };
    return h(kind === "gone" ? "del" : "ins", text);
  });
}

type Cell = string | Element | (string | Element)[];

/** No table where there are no rows. A row is a change to go to where `stops` says so. */
function tableOf(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
  label: string,
  stops = true,
): Element[] {
  if (rows.length === 0) return [];
  const body = rows.map(([first = "", ...others]) =>
    h(stops ? "tr.change" : "tr", [
      h("th", { scope: "row" }, first),
      ...others.map((cell) => h("td", cell)),
    ]),
  );
  return [
    h("section.wide", { tabIndex: 0, ariaLabel: label }, [
      h("table", [
        h(
          "thead",
          h(
            "tr",
            heads.map((head) => h("th", { scope: "col" }, head)),
          ),
        ),
        h("tbody", body),
      ]),
    ]),
  ];
}

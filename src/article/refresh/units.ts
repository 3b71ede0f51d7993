import { parseTemplate } from "../read/parse.ts";
import type { Edit } from "./edits.ts";
import { claimBlocksOf, type Origin, type Trace } from "./trace.ts";

type Range = readonly [from: number, to: number];

/** The template of a trace as the places where blocks can be taken out and put in. */
export class Units {
  readonly #origins: readonly Origin[];
  readonly #template: string;
  readonly #claims: readonly Range[];

  constructor({ origins, template }: Trace) {
    [this.#origins, this.#template] = [origins, template];
    this.#claims = claimBlocksOf(template);
  }

  /** What is taken out with a block: a figure with its caption, and the empty lines behind it. */
  rangeOf(index: number): Range {
    const [from, to] = this.#wholeOf(index);
    const [gap = ""] =
      /^[ \t]*(?:\r?\n[ \t]*)*(?=\S|$)/.exec(this.#template.slice(to)) ?? [];
    const isLast = to + gap.length >= this.#template.length;
    if (!isLast) return [from, to + gap.length];
    const above = this.#template.slice(0, from).trimEnd().length;
    return [above, to];
  }

  /** The block in the template, without what is around it. */
  textOf(index: number): string {
    return this.#template.slice(...this.#wholeOf(index));
  }

  /** Behind which letter of the template a block belongs that stands behind another one. */
  behind(index: number): number {
    const at = this.#origins
      .slice(0, index + 1)
      .findLastIndex(({ kind }) => kind !== "note");
    const origin = this.#origins[at];
    if (!origin || origin.kind === "title" || origin.kind === "subtitle")
      return this.#bodyStart();
    const [, end] = this.#wholeOf(at);
    const claim = this.claimOf(at);
    const next = this.#origins.findIndex(
      ({ kind, source }, each) =>
        each > at && kind !== "note" && source[0] >= end,
    );
    const isInside = claim !== undefined && this.claimOf(next) === claim;
    if (claim === undefined || isInside) return end;
    // What a claim has to say otherwise stands right behind it.
    const other = this.#claims[this.#claims.indexOf(claim) + 1];
    const gap = other && this.#template.slice(claim[1], other[0]);
    const isPair =
      other !== undefined &&
      gap?.trim() === "" &&
      this.#template.slice(...other).startsWith(":::otherwise");
    return isPair ? other[1] : claim[1];
  }

  /** The `:::claim` or `:::otherwise` that a block stands in. */
  claimOf(index: number): Range | undefined {
    const [from, to] = this.#origins[index]?.source ?? [0, 0];
    return this.#claims.find((each) => from > each[0] && to < each[1]);
  }

  /** The blocks that are one in the template: a figure's picture and its caption. */
  partsOf(index: number): number[] {
    const [from, to] = this.#wholeOf(index);
    return [...this.#origins.keys()].filter((each) => {
      const { kind, source } = this.#origins[each] as Origin;
      return kind !== "note" && source[0] >= from && source[1] <= to;
    });
  }

  /** Why a block can be neither taken out nor put elsewhere; undefined where it can. */
  refusal(index: number, edits: readonly Edit[]): string | undefined {
    const { kind } = this.#origins[index] ?? {};
    if (kind === "title" || kind === "subtitle")
      return `an article has a ${kind}: it is in the front matter`;
    if (kind === "note")
      return "every article says which run it is from, and no template does";
    const goes = (each: number) =>
      edits.some(
        (edit) => "old" in edit && edit.kind !== "change" && edit.old === each,
      );
    const parts = this.partsOf(index);
    if (!parts.every(goes)) return "a figure and its caption go together";
    const claim = this.claimOf(index);
    const inside = [...this.#origins.keys()].filter(
      (each) => claim !== undefined && this.claimOf(each) === claim,
    );
    if (claim !== undefined && inside.every(goes))
      return "it is all that a claim has to say: take the claim out there, with its otherwise";
    return undefined;
  }

  #wholeOf(index: number): Range {
    const { kind, source } = this.#origins[index] ?? {};
    const above = this.#origins[index - 1];
    return (kind === "caption" ? above?.source : source) ?? [0, 0];
  }

  #bodyStart(): number {
    const [first] = parseTemplate(this.#template).children;
    return first?.type === "yaml" ? (first.position?.end.offset ?? 0) : 0;
  }
}

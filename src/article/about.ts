import type { Paragraph, PhrasingContent, Root } from "mdast";
import type { Position } from "unist";
import { fill, type Language } from "../language.ts";
import {
  compareWith,
  deterministic,
  parityFile,
  readParity,
} from "../record/parity.ts";
import type { Record } from "../record/record.ts";
import { bind } from "./bind/bind.ts";
import type { Sources } from "./bound.ts";
import { callsOthersByCourse } from "./classes.ts";
import { markBound, placeAll } from "./tree.ts";

/**
 * Says in every article which data it was made with, so that nobody can forget it: at the end,
 * where its numbers come from; at the top, that it is a quick run or not about MNIST, and which
 * classes it calls 3 and 7 in place of those. An article
 * whose experiment looked at no digit says so, and nothing of whose they would have been. Where
 * `sources` hold what PyTorch gave for the same run, it says how far the two agree. The words lie in
 * `templates/words/`.
 */
export function addAbout(
  tree: Root,
  record: Record,
  language: Language,
  sources: Sources = {},
): void {
  const first = tree.children[0]?.position;
  const last = tree.children.at(-1)?.position;
  const marks = markNames(record).map((name) =>
    readWords(name, record, language),
  );
  if (marks.length > 0) {
    const words = marks.flatMap((each, index) =>
      index === 0 ? each : [space, ...each],
    );
    tree.children.unshift(paragraph(words, "mark", first));
  }
  const { data } = record.provenance;
  const source = data.unused ? "no digits" : data.name;
  const about = `about-${source.toLowerCase().replace(" ", "-")}`;
  const rule = { type: "thematicBreak", data: {} } as const;
  markBound([rule], { kind: "run", name: "about" });
  tree.children.push(
    { ...rule, position: last },
    paragraph(
      [
        ...readWords(about, record, language),
        ...readCheck(record, language, sources),
      ],
      ...(["about", last] as const),
    ),
  );
}

const space = { type: "text", value: " " } as const;

/** The warnings that stand above the text, none for a full run on the 3s and 7s of MNIST. */
function markNames(record: Record): string[] {
  const { profile, provenance } = record;
  const { data } = provenance;
  return [
    ...(profile === "quick" ? ["mark-quick"] : []),
    ...(data.name === "handwriting" && !data.unused
      ? ["mark-handwriting"]
      : []),
    ...(callsOthersByCourse(record) ? ["mark-classes"] : []),
  ];
}

/** What PyTorch says of the same numbers, where it was asked and about this very run. */
function readCheck(
  record: Record,
  language: Language,
  sources: Sources,
): PhrasingContent[] {
  const kept = readParity(sources[parityFile], sources["pytorch.py"]);
  const compared = kept && compareWith(kept, record);
  if (compared === undefined) return [];
  const { torch, rows, apart } = compared;
  const agree = rows.filter((row) => !apart.includes(row));
  const close = agree.filter(({ allowed }) => allowed <= deterministic).length;
  const ranged = agree.length - close;
  const name = `check-${apart.length > 0 ? "apart" : ranged > 0 ? "ranged" : "whole"}`;
  const counts = { all: rows.length, agree: agree.length, close, ranged };
  const values = { torch, apart: apart.length, ...counts };
  return [space, ...readWords(name, record, language, values)];
}

/** The words of a template of one paragraph, with `values` put in, bound to the record. */
function readWords(
  name: string,
  record: Record,
  language: Language,
  values: { readonly [name: string]: string | number } = {},
): PhrasingContent[] {
  const notes: { readonly [name: string]: string } = language.notes;
  const path = `templates/words: notes.${name}`;
  const { tree, findings } = bind(
    fill(notes[name] ?? "", values),
    ...([path, record, {}, undefined, language] as const),
  );
  const [only, ...rest] = tree.children;
  if (only?.type !== "paragraph" || rest.length > 0 || findings.length > 0) {
    throw new Error(`${path}: not one paragraph that can be bound`);
  }
  return only.children;
}

function paragraph(
  children: PhrasingContent[],
  name: string,
  position: Position | undefined,
): Paragraph {
  const node: Paragraph = { type: "paragraph", children };
  markBound([node], { kind: "run", name });
  // No line of the author's says this: findings point at the nearest one.
  placeAll([node], position);
  return node;
}

import { presentationOrder } from "../package/parts/properties.ts";
import { all, child, children, type Document, rootOf } from "../package/xml.ts";
import { type Parts, textOf } from "../package/zip.ts";
import { type Defect, slideOf } from "./defect.ts";
import {
  findMisplaced,
  findOtherFonts,
  findOtherLanguages,
  findPoorAlternatives,
  findShrinking,
  findSmallText,
  findStretched,
  findTitleFaults,
} from "./slides.ts";

/** How paths of a machine begin. */
const localPath = /(^|[\s"])(\/(home|root|tmp|Users|work)\/|[A-Z]:\\|file:)/;

/** What is wrong with a part, in words. */
type Find = (
  document: Document,
  context: {
    readonly name: string;
    readonly parts: Parts;
    readonly documents: ReadonlyMap<string, Document>;
    /** Of the file. */
    readonly language: string;
    /** The theme's fonts. */
    readonly families: readonly string[];
  },
) => readonly string[];

const shown =
  /^ppt\/(slides|slideLayouts|slideMasters|notesSlides|notesMasters)\/[^/]+\.xml$/;
const slides = /^ppt\/slides\/slide\d+\.xml$/;
/** Parts with text that is read, aloud too. */
const spoken = /^ppt\/(slides|notesSlides|charts)\/[^/]+\.xml$/;

/** What a schema does not say of a part: each rule with the parts that it is on. */
const rules: readonly (readonly [rule: string, on: RegExp, find: Find])[] = [
  ["PX-05", shown, (document) => repeated(document, "id")],
  ["PX-05", shown, (document) => repeated(document, "name")],
  ["PX-07", shown, findTextFaults],
  ["PX-07", shown, findNegative],
  ["PX-12", shown, findPaths],
  ["DK-15", spoken, findOtherLanguages],
  ["DK-01", slides, findTitleFaults],
  ["DK-05", slides, findSmallText],
  ["DK-08", slides, findPoorAlternatives],
  ["DK-10", slides, findShrinking],
  ["DK-11", slides, findMisplaced],
  ["DK-13", slides, findOtherFonts],
  ["DK-16", shown, findStretched],
];

/** The rules on single parts, and those on the presentation and the file's properties. */
export function lintParts(
  parts: Parts,
  documents: ReadonlyMap<string, Document>,
  families: readonly string[],
): Defect[] {
  const core = documents.get("docProps/core.xml");
  const language = (core && textIn(core, "dc:language")) ?? "";
  const file = { parts, documents, language, families };
  const defects = [...documents].flatMap(([name, document]) =>
    rules.flatMap(([rule, on, find]) =>
      on.test(name)
        ? find(document, { name, ...file }).map((message) => ({
            rule,
            message: `${name}: ${message}`,
            ...slideOf(name),
          }))
        : [],
    ),
  );
  return [
    ...lintPresentation(parts, documents),
    ...lintCore(documents),
    ...lintTraces(parts),
    ...defects,
  ];
}

function findNegative(document: Document): string[] {
  return all(document, "a:ext")
    .filter((each) =>
      ["cx", "cy"].some((side) => Number(each.getAttribute(side)) < 0),
    )
    .map(() => "a shape smaller than nothing");
}

function findPaths(document: Document): string[] {
  return all(document, "p:cNvPr")
    .map((each) =>
      ["descr", "name"].map((key) => each.getAttribute(key) ?? "").join(" "),
    )
    .filter((told) => localPath.test(told))
    .map((told) => `a path of this machine: ${told.trim()}`);
}

function repeated(document: Document, attribute: "id" | "name"): string[] {
  const seen = new Set<string>();
  return all(document, "p:cNvPr").flatMap((each) => {
    const value = each.getAttribute(attribute) ?? "";
    const again = seen.has(value);
    seen.add(value);
    return again && value !== "" ? [`two shapes of ${attribute} ${value}`] : [];
  });
}

function findTextFaults(
  document: Document,
  { name }: { readonly name: string },
): string[] {
  const wrong: string[] = [];
  for (const paragraph of all(document, "a:p")) {
    const misplaced = children(paragraph).some(
      (each, index) => each.nodeName === "a:pPr" && index > 0,
    );
    if (misplaced) wrong.push("paragraph properties that are not first");
  }
  for (const tag of ["p:txBody", "a:txBody"]) {
    for (const body of all(document, tag)) {
      if (child(body, "a:p") === undefined)
        wrong.push("a text body without a paragraph");
    }
  }
  if (!name.startsWith("ppt/notes")) {
    for (const shape of all(document, "p:sp")) {
      if (child(shape, "p:txBody") === undefined)
        wrong.push("a shape without a text body");
    }
  }
  for (const background of all(document, "p:bgPr")) {
    if (children(background).at(-1)?.nodeName !== "a:effectLst")
      wrong.push("a background without its effects");
  }
  return wrong;
}

/** PX-06: the presentation's children in order, and a theme of its own for the notes. */
function lintPresentation(
  parts: Parts,
  documents: ReadonlyMap<string, Document>,
): Defect[] {
  const presentation = documents.get("ppt/presentation.xml");
  if (presentation === undefined)
    return [{ rule: "PX-06", message: "no presentation" }];
  const ranks = children(rootOf(presentation)).map((each) =>
    presentationOrder.indexOf(each.nodeName),
  );
  const defects: Defect[] = [];
  if (ranks.some((rank, index) => rank < (ranks[index - 1] ?? 0))) {
    defects.push({
      rule: "PX-06",
      message: "presentation.xml is out of order",
    });
  }
  const themeOf = (master: string) =>
    /theme\/(theme\d+\.xml)/.exec(textOf(parts, `ppt/${master}.xml.rels`))?.[1];
  if (
    themeOf("slideMasters/_rels/slideMaster1") ===
    themeOf("notesMasters/_rels/notesMaster1")
  ) {
    defects.push({ rule: "PX-06", message: "slides and notes share a theme" });
  }
  return defects;
}

/** PX-12 where nobody writes prose: properties, and targets of relations. DK-10: no company. */
function lintTraces(parts: Parts): Defect[] {
  const defects: Defect[] = [];
  for (const [name, content] of parts) {
    if (typeof content !== "string" || !/^docProps\/|\.rels$/.test(name))
      continue;
    const told = name.endsWith(".rels")
      ? [...content.matchAll(/Target="([^"]*)"/g)]
      : [...content.matchAll(/>([^<]*)</g)];
    for (const [, text = ""] of told) {
      if (localPath.test(text))
        defects.push({
          rule: "PX-12",
          message: `${name}: a path of this machine: ${text}`,
        });
    }
    if (/<Company>[^<]/.test(content))
      defects.push({ rule: "DK-10", message: `${name}: a company is set` });
  }
  return defects;
}

/** PX-11: title, language and dates that do not come from the clock. */
function lintCore(documents: ReadonlyMap<string, Document>): Defect[] {
  const name = "docProps/core.xml";
  const core = documents.get(name);
  const text = (tag: string) => (core && textIn(core, tag)) ?? "";
  const wrong: string[] = [];
  if (text("dc:title") === "") wrong.push("no title");
  if (text("dc:language") === "") wrong.push("no language");
  if (text("dcterms:created") !== text("dcterms:modified"))
    wrong.push("two dates");
  return wrong.map((each) => ({ rule: "PX-11", message: `${name}: ${each}` }));
}

const textIn = (document: Document, tag: string) =>
  all(document, tag)[0]?.textContent;

import { presentationOrder } from "../package/parts/properties.ts";
import {
  all,
  child,
  children,
  type Document,
  type Element,
  rootOf,
} from "../package/xml.ts";
import { type Parts, textOf } from "../package/zip.ts";
import { type Defect, slideOf } from "./defect.ts";

/** How paths of a machine begin. */
const localPath = /(^|[\s"])(\/(home|root|tmp|Users|work)\/|[A-Z]:\\|file:)/;

/** PX-05 to PX-07, PX-11 and PX-12: what a schema does not say of a part. */
export function lintParts(
  parts: Parts,
  documents: ReadonlyMap<string, Document>,
): Defect[] {
  const defects: Defect[] = [
    ...lintPresentation(parts, documents),
    ...lintCore(documents),
    ...lintTraces(parts),
  ];
  for (const [name, document] of documents) {
    if (
      !/^ppt\/(slides|slideLayouts|slideMasters|notesSlides|notesMasters)\/[^/]+\.xml$/.test(
        name,
      )
    )
      continue;
    const add = (rule: string, message: string) =>
      defects.push({ rule, message: `${name}: ${message}`, ...slideOf(name) });
    for (const message of [
      ...repeated(document, "id"),
      ...repeated(document, "name"),
    ])
      add("PX-05", message);
    for (const message of lintText(document, name)) add("PX-07", message);
    for (const each of all(document, "p:cNvPr")) {
      const told = `${each.getAttribute("descr") ?? ""} ${each.getAttribute("name") ?? ""}`;
      if (localPath.test(told))
        add("PX-12", `a path of this machine: ${told.trim()}`);
    }
    for (const each of all(document, "a:ext")) {
      const [cx, cy] = ["cx", "cy"].map((side) => each.getAttribute(side));
      if (Number(cx) < 0 || Number(cy) < 0)
        add("PX-07", "a shape smaller than nothing");
    }
  }
  return defects;
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

function lintText(document: Document, name: string): string[] {
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
  const core = documents.get("docProps/core.xml");
  const text = (name: string) => {
    const [found]: Element[] = core === undefined ? [] : all(core, name);
    return found?.textContent ?? "";
  };
  const wrong: string[] = [];
  if (text("dc:title") === "") wrong.push("no title");
  if (text("dc:language") === "") wrong.push("no language");
  if (text("dcterms:created") !== text("dcterms:modified"))
    wrong.push("two dates");
  return wrong.map((message) => ({
    rule: "PX-11",
    message: `docProps/core.xml: ${message}`,
  }));
}

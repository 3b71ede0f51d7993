import { posix } from "node:path";
import { guid } from "../repair-chart.ts";
import {
  all,
  child,
  children,
  element,
  parseXml,
  prefixed,
  remove,
  rootOf,
  serialise,
  sortChildren,
} from "../xml.ts";
import { bytesOf, endingOf, namesOf, type Parts, textOf } from "../zip.ts";

/**
 * Charts and their workbooks numbered from 1: pptxgenjs counts through the process, so that a
 * second deck would begin where the first one ended.
 */
export function renumberCharts(parts: Parts): Parts {
  const order = namesOf(parts, /^ppt\/charts\/chart\d+\.xml$/).map((name) =>
    Number(/(\d+)\.xml$/.exec(name)?.[1]),
  );
  const rename = (text: string) =>
    text.replace(
      /\b(chart|Microsoft_Excel_Worksheet)(\d+)\.(xml|xlsx)/g,
      (whole, stem: string, digits: string, extension: string) => {
        const at = order.indexOf(Number(digits));
        return at < 0 ? whole : `${stem}${at + 1}.${extension}`;
      },
    );
  const renamed: Parts = new Map();
  for (const [name, content] of parts) {
    const links = name.endsWith(".rels") || name === "[Content_Types].xml";
    renamed.set(
      rename(name),
      links && typeof content === "string" ? rename(content) : content,
    );
  }
  return renamed;
}

/** One part for pictures of the same bytes. */
export function mergePictures(parts: Parts): void {
  const kept = new Map<string, string>();
  const merged = new Map<string, string>();
  for (const name of namesOf(parts, /^ppt\/media\//)) {
    const key = bytesOf(parts, name).toString("base64");
    const first = kept.get(key);
    if (first === undefined) kept.set(key, name);
    else {
      merged.set(posix.basename(name), posix.basename(first));
      parts.delete(name);
    }
  }
  if (merged.size === 0) return;
  for (const name of namesOf(parts, /^ppt\/slides\/_rels\//)) {
    const text = textOf(parts, name).replace(
      /media\/([^"]+)"/g,
      (whole, picture: string) => {
        const first = merged.get(picture);
        return first === undefined ? whole : `media/${first}"`;
      },
    );
    parts.set(name, text);
  }
}

/** PowerPoint drops the notes master when it shares the slides' theme. */
export function ownNotesTheme(parts: Parts): void {
  const rels = "ppt/notesMasters/_rels/notesMaster1.xml.rels";
  const own = "ppt/theme/theme2.xml";
  if (!parts.has(rels) || parts.has(own)) return;
  parts.set(own, textOf(parts, "ppt/theme/theme1.xml"));
  parts.set(rels, textOf(parts, rels).replace("theme1.xml", "theme2.xml"));
  editPart(parts, "[Content_Types].xml", (root) => {
    root.appendChild(
      typeOverride(
        root,
        `/${own}`,
        "application/vnd.openxmlformats-officedocument.theme+xml",
      ),
    );
  });
}

const presentation = prefixed(
  "p",
  "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz smartTags embeddedFontLst custShowLst photoAlbum custDataLst kinsoku defaultTextStyle modifyVerifier extLst",
);

/** The notes master before the slides, as the schema asks, and sections with fixed ids. */
export function orderPresentation(parts: Parts): void {
  editPart(parts, "ppt/presentation.xml", (root) => {
    sortChildren(root, presentation);
    for (const [index, section] of all(root, "p14:section").entries()) {
      section.setAttribute("id", guid(index + 1));
    }
  });
}

/** Dates, language and author of the file, and no company. */
export function setProperties(
  parts: Parts,
  language: string,
  date: string,
): void {
  const core = "docProps/core.xml";
  parts.set(core, setDates(textOf(parts, core), date));
  const app = "docProps/app.xml";
  parts.set(app, textOf(parts, app).replace(/<Company>[^<]*</, "<Company><"));
  editPart(parts, core, (root) => {
    const known = child(root, "dc:language") ?? element(root, "dc:language");
    known.textContent = language;
    root.appendChild(known);
  });
}

/** `core` with both its dates set. */
export function setDates(core: string, date: string): string {
  return core.replace(
    /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
    (_, tag: string) => tag + date,
  );
}

/** Content types of parts and endings that the package has, and no others. */
export function dropPhantomTypes(parts: Parts): void {
  const endings = new Set([...parts.keys()].map((name) => endingOf(name)));
  editPart(parts, "[Content_Types].xml", (root) => {
    for (const each of children(root)) {
      const part = each.getAttribute("PartName");
      const ending = each.getAttribute("Extension");
      if (part !== null && !parts.has(part.slice(1))) remove(each);
      if (ending !== null && !endings.has(ending.toLowerCase())) remove(each);
      if (each.getAttribute("ContentType") === "image/jpg") {
        each.setAttribute("ContentType", "image/jpeg");
      }
    }
  });
}

function typeOverride(
  root: ReturnType<typeof rootOf>,
  part: string,
  type: string,
) {
  const made = root.ownerDocument?.createElementNS(
    root.namespaceURI,
    "Override",
  );
  if (made === undefined) throw new Error("element without a document");
  made.setAttribute("PartName", part);
  made.setAttribute("ContentType", type);
  return made;
}

function editPart(
  parts: Parts,
  name: string,
  edit: (root: ReturnType<typeof rootOf>) => void,
): void {
  const document = parseXml(textOf(parts, name));
  edit(rootOf(document));
  parts.set(name, serialise(document));
}

import type { Package } from "../package.ts";
import type { Plan } from "../plan.ts";
import {
  all,
  child,
  element,
  fragment,
  prefixed,
  sortChildren,
} from "../xml.ts";
import { transform } from "./master.ts";
import { placeholdersOf } from "./shape.ts";

const core = "docProps/core.xml";
const app = "docProps/app.xml";

/** Sequence of ISO 29500-1, 19.2.1.26: what a presentation holds, in order. */
export const presentationOrder = prefixed(
  "p",
  "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz smartTags embeddedFontLst custShowLst photoAlbum custDataLst kinsoku defaultTextStyle modifyVerifier extLst",
);

/**
 * Dates, language and author of the file, and no company; of the presentation, the notes master
 * before the slides, as the schema asks, and the name of its size.
 */
export function finishProperties(
  parts: Package,
  { theme, language, date, author }: Plan,
): void {
  setOrigin(parts, date, author);
  const properties = parts.root(core);
  const spoken =
    child(properties, "dc:language") ?? element(properties, "dc:language");
  spoken.textContent = language;
  properties.appendChild(spoken);
  for (const each of all(parts.document(app), "Company")) each.textContent = "";
  sortChildren(parts.root("ppt/presentation.xml"), presentationOrder);
  if (theme.masters.size === "4:3") sayFourByThree(parts);
}

/** Inches of the slide above its notes, as PowerPoint has it. */
const image = { x: 1.5, y: 1.25, w: 4.5, h: 3.375 };

/** pptxgenjs knows the names and proportions of one size, whatever it writes. */
function sayFourByThree(parts: Package): void {
  for (const each of all(parts.document("ppt/presentation.xml"), "p:sldSz"))
    each.setAttribute("type", "screen4x3");
  for (const each of all(parts.document(app), "PresentationFormat"))
    each.textContent = "On-screen Show (4:3)";
  const master = parts.document("ppt/notesMasters/notesMaster1.xml");
  for (const { placeholder, shape } of placeholdersOf(master)) {
    if (placeholder.getAttribute("type") !== "sldImg") continue;
    for (const each of all(shape, "a:xfrm"))
      each.parentNode?.replaceChild(fragment(each, transform(image)), each);
  }
}

/** Sets both dates of a package, of a deck or of a workbook in it, and names its author. */
export function setOrigin(parts: Package, date: string, author = ""): void {
  const properties = parts.document(core);
  for (const name of ["dcterms:created", "dcterms:modified"])
    for (const each of all(properties, name)) each.textContent = date;
  for (const name of ["dc:creator", "cp:lastModifiedBy"])
    for (const each of all(properties, name))
      each.textContent = author || "Lectern";
}

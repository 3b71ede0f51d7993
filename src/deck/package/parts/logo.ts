import { cleanLine } from "../../clean.ts";
import { type Box, containRight } from "../../layout/grid.ts";
import type { Logo } from "../../theme.ts";
import type { Package } from "../package.ts";
import type { Plan } from "../plan.ts";
import {
  all,
  children,
  type Document,
  type Element,
  element,
  fragment,
} from "../xml.ts";
import { transform } from "./master.ts";
import { propertiesOf } from "./shape.ts";

const contentTypes = "[Content_Types].xml";
const master = "ppt/slideMasters/slideMaster1.xml";

/** The relation of a master or layout to the one part that holds the logo. */
const relation = "rIdLogo";

/**
 * Puts the logo on the slide master, where every layout shows it, and large on the first slide's
 * layout, which shows that one alone. Both show one part; to change it in PowerPoint is to change
 * it on all slides.
 */
export function addThemeLogo(parts: Package, { theme }: Plan): void {
  const { logo, masters } = theme;
  if (logo === undefined) return;
  const { bytes, type } = logo.picture;
  const media = `ppt/media/logo.${type}`;
  if (parts.has(media)) return;
  parts.set(media, bytes);
  addType(parts.root(contentTypes), type);
  show(parts, master, logo, masters.boxes.logo);
  for (const name of parts.names(/^ppt\/slideLayouts\/[^/]+\.xml$/)) {
    const [slide] = all(parts.document(name), "p:cSld");
    if (slide?.getAttribute("name") !== "Title") continue;
    parts.root(name).setAttribute("showMasterSp", "0");
    show(parts, name, logo, masters.boxes["large logo"]);
  }
}

function addType(types: Element, type: string): void {
  const known = children(types).some(
    (each) => each.getAttribute("Extension") === type,
  );
  if (known) return;
  const made = element(types, "ct:Default", {
    Extension: type,
    ContentType: `image/${type}`,
  });
  types.insertBefore(made, types.firstChild);
}

function show(parts: Package, name: string, logo: Logo, box: Box): void {
  const [known] = parts.relations(name);
  if (known === undefined) throw new Error(`${name} without relations`);
  const added = known.cloneNode(true) as Element;
  const type = known.getAttribute("Type") ?? "";
  added.setAttribute("Id", relation);
  added.setAttribute("Type", type.replace(/[^/]+$/, "image"));
  added.setAttribute("Target", `../media/logo.${logo.picture.type}`);
  known.parentNode?.appendChild(added);
  place(parts.document(name), logo, box);
}

function place(document: Document, { picture, alt }: Logo, box: Box): void {
  const at = containRight(box, picture.width / picture.height);
  for (const tree of all(document, "p:spTree")) {
    const shown = fragment(
      tree,
      '<p:pic><p:nvPicPr><p:cNvPr id="2" name="logo"/>' +
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr>' +
        `<p:blipFill><a:blip r:embed="${relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>` +
        `<p:spPr>${transform(at)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`,
    );
    propertiesOf(shown)?.setAttribute("descr", cleanLine(alt));
    tree.appendChild(shown);
  }
}

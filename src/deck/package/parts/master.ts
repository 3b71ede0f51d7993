import type { Box } from "../../layout/grid.ts";
import type { Theme } from "../../theme.ts";
import type { Package } from "../package.ts";
import type { Plan } from "../plan.ts";
import { all, children, fragment, remove } from "../xml.ts";
import { mendShapes } from "./shape.ts";
import { colorMap } from "./theme.ts";

/** English Metric Units in an inch. */
const emu = 914400;

/** A box as DrawingML writes it. */
export function transform(box: Box): string {
  const at = (inches: number) => Math.round(inches * emu);
  return `<a:xfrm><a:off x="${at(box.x)}" y="${at(box.y)}"/><a:ext cx="${at(box.w)}" cy="${at(box.h)}"/></a:xfrm>`;
}

/**
 * pptxgenjs leaves the slide master without placeholders for text. This gives it a title, a body
 * and a number that the layouts inherit from, the theme's text styles, and the map of its colours.
 */
export function finishMaster(parts: Package, { theme, language }: Plan): void {
  const { boxes } = theme.masters;
  const document = parts.document("ppt/slideMasters/slideMaster1.xml");
  for (const map of all(document, "p:clrMap")) {
    for (const [name, value] of Object.entries(colorMap(theme)))
      map.setAttribute(name, value);
  }
  for (const tree of all(document, "p:spTree")) {
    for (const shape of children(tree, "p:sp")) remove(shape);
    for (const shape of [
      placeholder("title", "Title 1", boxes.title, "Title"),
      placeholder("body", "Text 2", boxes.content, "Text", ' idx="1"'),
      placeholder(
        "sldNum",
        "Slide Number 3",
        boxes.number,
        number,
        ' sz="quarter" idx="12"',
      ),
    ])
      tree.appendChild(fragment(tree, shape));
  }
  for (const background of all(document, "p:bgRef"))
    background.setAttribute("idx", "1001");
  for (const styles of all(document, "p:txStyles")) {
    const own = fragment(styles, textStyles(theme));
    styles.parentNode?.replaceChild(own, styles);
  }
  mendShapes(document, "layout", language);
}

const number =
  '<a:fld id="{00000000-0000-4000-8000-000000000001}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>';

function placeholder(
  type: string,
  name: string,
  box: Box,
  prompt: string,
  attributes = "",
): string {
  const run = prompt.startsWith("<")
    ? prompt
    : `<a:r><a:rPr lang="en-US"/><a:t>${prompt}</a:t></a:r>`;
  const align = type === "sldNum" ? '<a:pPr algn="r"/>' : "";
  return (
    `<p:sp><p:nvSpPr><p:cNvPr id="2" name="${name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>` +
    `<p:nvPr><p:ph type="${type}"${attributes}/></p:nvPr></p:nvSpPr><p:spPr>${transform(box)}` +
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>' +
    '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>' +
    `<a:p>${align}${run}</a:p></p:txBody></p:sp>`
  );
}

function textStyles({ sizes }: Theme): string {
  const level = (
    index: number,
    size: number,
    font: "mj" | "mn",
    look: { readonly bold?: boolean; readonly color?: string } = {},
  ) =>
    `<a:lvl${index}pPr marL="0" indent="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">` +
    `<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="${size * 100}" b="${look.bold ? 1 : 0}" kern="1200">` +
    `<a:solidFill><a:schemeClr val="${look.color ?? "tx1"}"/></a:solidFill>` +
    `<a:latin typeface="+${font}-lt"/><a:ea typeface="+${font}-ea"/><a:cs typeface="+${font}-cs"/>` +
    `</a:defRPr></a:lvl${index}pPr>`;
  const levels = [1, 2, 3, 4, 5];
  return (
    `<p:txStyles><p:titleStyle>${level(1, sizes.title, "mj", { bold: true })}</p:titleStyle>` +
    `<p:bodyStyle>${levels.map((each) => level(each, sizes.body, "mn")).join("")}</p:bodyStyle>` +
    `<p:otherStyle>${levels.map((each) => level(each, sizes.body, "mn")).join("")}</p:otherStyle></p:txStyles>`
  );
}

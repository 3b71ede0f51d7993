import { cleanLine } from "../clean.ts";
import type { Box } from "../layout/grid.ts";
import { layouts, type Placeholder } from "../layout/layouts.ts";
import type { Placed, PlacedChart, PlacedSlide } from "../layout/placed.ts";
import type { Theme } from "../theme.ts";
import { dressChart } from "./parts/chart.ts";
import { dressMaster, transform } from "./parts/master.ts";
import { inheritFromLayout } from "./parts/slide.ts";
import { dressTheme } from "./parts/theme.ts";
import {
  all,
  children,
  type Document,
  type Element,
  fragment,
  parseXml,
  serialise,
} from "./xml.ts";
import { namesOf, type Parts, textOf } from "./zip.ts";

/**
 * Says in the package's own words what pptxgenjs has no option for: the theme's colours, a
 * master with placeholders, slides that inherit from their layout, charts in the theme's look,
 * alternative texts of tables. `parts` is what pptxgenjs wrote of `slides`; changed in place.
 */
export function dress(
  parts: Parts,
  slides: readonly PlacedSlide[],
  theme: Theme,
): void {
  dressTheme(parts, theme);
  edit(parts, "ppt/slideMasters/slideMaster1.xml", (document) =>
    dressMaster(document, theme),
  );
  for (const name of namesOf(parts, /^ppt\/slideLayouts\/[^/]+\.xml$/)) {
    edit(parts, name, (document) => dressLayout(document));
  }
  const charts = slides.flatMap((slide) => slide.items.flatMap(chartOf));
  for (const [index, name] of namesOf(
    parts,
    /^ppt\/charts\/chart\d+\.xml$/,
  ).entries()) {
    const chart = charts[index];
    if (chart !== undefined)
      edit(parts, name, (document) => dressChart(document, chart, theme));
  }
  for (const [index, name] of namesOf(
    parts,
    /^ppt\/slides\/slide\d+\.xml$/,
  ).entries()) {
    const layout = parseXml(textOf(parts, layoutOf(parts, name)));
    edit(parts, name, (document) => {
      inheritFromLayout(document, layout);
      movePlaceholders(document, slides[index]);
      describeTables(document, slides[index]?.items ?? []);
      numberSlide(document);
    });
  }
}

const chartOf = (item: Placed): PlacedChart[] =>
  item.kind === "chart" ? [item] : [];

function layoutOf(parts: Parts, slide: string): string {
  const rels = slide.replace("slides/", "slides/_rels/").concat(".rels");
  const target = /slideLayouts\/(slideLayout\d+\.xml)/.exec(
    textOf(parts, rels),
  );
  return `ppt/slideLayouts/${target?.[1]}`;
}

/** pptxgenjs always writes one layout of its own: it is the empty one. */
function dressLayout(document: Document): void {
  for (const each of all(document, "p:cSld")) {
    if (each.getAttribute("name") === "DEFAULT")
      each.setAttribute("name", "Blank");
  }
  const name = all(document, "p:cSld")[0]?.getAttribute("name");
  const layout = layouts.find((each) => each.name === name);
  for (const [index, each] of layout?.placeholders.entries() ?? []) {
    const placeholder = all(document, "p:ph")[index];
    if (placeholder !== undefined) setBody(placeholder, each);
  }
  numberSlide(document);
}

const anchors = { top: "t", middle: "ctr", bottom: "b" } as const;

/** Text begins at the edge of its box, so that it lines up with charts and pictures. */
function setBody(placeholder: Element, { anchor }: Placeholder): void {
  const shape = placeholder.parentNode?.parentNode?.parentNode as Element;
  for (const body of all(shape, "a:bodyPr")) {
    for (const side of ["lIns", "tIns", "rIns", "bIns"]) {
      body.setAttribute(side, "0");
    }
    body.setAttribute("anchor", anchors[anchor]);
  }
}

/** Slide numbers find their place on layout and master by this index. */
function numberSlide(document: Document): void {
  for (const each of all(document, "p:ph")) {
    if (each.getAttribute("type") === "sldNum") each.setAttribute("idx", "12");
  }
}

/** Writes the place of text that stands elsewhere than its layout says. */
function movePlaceholders(document: Document, slide?: PlacedSlide): void {
  const texts = (slide?.items ?? []).flatMap((item) =>
    item.kind === "text" && item.placeholder !== undefined ? [item] : [],
  );
  for (const [index, { placeholder, box }] of texts.entries()) {
    const layout = layouts.find((each) => each.name === slide?.layout);
    const own = layout?.placeholders.find((each) => each.name === placeholder);
    const filled = all(document, "p:ph")[index];
    if (filled === undefined || own === undefined || sameBox(own.box, box))
      continue;
    const shape = filled.parentNode?.parentNode?.parentNode as Element;
    for (const each of children(shape, "p:spPr")) {
      each.appendChild(fragment(each, transform(box)));
    }
  }
}

const sameBox = (a: Box, b: Box) =>
  a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

function describeTables(document: Document, items: readonly Placed[]): void {
  const tables = items.filter((item) => item.kind === "table");
  const frames = all(document, "p:graphicFrame").filter(
    (frame) => all(frame, "a:tbl").length > 0,
  );
  for (const [index, frame] of frames.entries()) {
    all(frame, "p:cNvPr")[0]?.setAttribute(
      "descr",
      cleanLine(tables[index]?.alt ?? ""),
    );
  }
}

function edit(
  parts: Parts,
  name: string,
  change: (document: Document) => void,
): void {
  const document = parseXml(textOf(parts, name));
  change(document);
  parts.set(name, serialise(document));
}

import type { Element } from "hast";
import { h, s } from "hastscript";
import { cleanLine } from "../clean.ts";
import { inch } from "../layout/measure.ts";
import type {
  Placed,
  PlacedConnector,
  PlacedPicture,
  PlacedSlide,
} from "../layout/placed.ts";
import type { PlannedDeck, Presentation } from "../plan.ts";
import { hexOf } from "../scheme.ts";
import type { Theme } from "../theme.ts";
import { chartElement } from "./chart/chart.ts";
import { codeElement } from "./code.ts";
import { footElements, ornamentElement } from "./master.ts";
import { originOf, placeAt, short } from "./place.ts";
import { tableElement } from "./table.ts";
import { textElement } from "./text.ts";

/** Inches: a box that is flatter has no viewBox. */
const hair = 0.001;

/**
 * A slide of the plan as `section.slide`, everything in the place that it has in PowerPoint. Its
 * page is a page of inches, which the style sheet scales as a whole. What came from deck.md says
 * its line as `data-line`, and its shape's name as `data-name`. Throws for a picture not drawn.
 */
export function slideElement(plan: PlannedDeck, slide: PlacedSlide): Element {
  const { deck, theme, slides, timing } = plan;
  const { number } = slide;
  const time = [...timing.talk, ...timing.answers].find(
    (each) => each.slide.number === number,
  );
  return h(
    "section.slide",
    {
      id: String(number),
      role: "group",
      tabIndex: -1,
      lang: deck.language.language,
      ariaRoleDescription: "slide",
      ariaLabel: `${number} of ${slides.length}`,
      dataPart: deck.slides.find((each) => each.number === number)?.part,
      dataSeconds: time && Math.round(time.seconds),
      style: `background:${hexOf("bg1", theme)};color:${hexOf("tx1", theme)}`,
    },
    h("div.page", [
      ornamentElement(slide, theme),
      ...slide.items.map((item) => itemElement(item, plan, number)),
      ...footElements(slide, plan),
    ]),
  );
}

function itemElement(item: Placed, plan: Presentation, slide: number): Element {
  const { theme } = plan;
  switch (item.kind) {
    case "text":
      return textElement(item, theme);
    case "code":
      return codeElement(item, theme);
    case "table":
      return tableElement(item, theme);
    case "chart":
      return chartElement(item, theme, slide);
    case "connector":
      return connectorElement(item, theme);
    case "picture":
      return pictureElement(item, plan);
  }
}

/** A thin line from corner to corner of its box. */
function connectorElement(item: PlacedConnector, theme: Theme): Element {
  const { box, rises } = item;
  const [from, to] = rises ? [box.h, 0] : [0, box.h];
  return s(
    "svg.box.connector",
    {
      ...originOf(item),
      ...{ ariaHidden: "true", style: placeAt(box) },
      viewBox: `0 0 ${short(Math.max(box.w, hair))} ${short(Math.max(box.h, hair))}`,
      preserveAspectRatio: "none",
    },
    s("line", {
      ...{ x1: 0, y1: short(from), x2: short(box.w), y2: short(to) },
      ...{ stroke: hexOf("accent1", theme), strokeWidth: short(1 / inch) },
    }),
  );
}

function pictureElement(
  item: PlacedPicture,
  { pictures }: Presentation,
): Element {
  const picture = pictures.get(item);
  if (picture === undefined) throw new Error(`no picture of ${item.name}`);
  const { bytes, type, box } = picture;
  return h("img.box", {
    ...originOf(item),
    style: placeAt(box),
    src: `data:image/${type};base64,${bytes.toString("base64")}`,
    alt: cleanLine(item.alt),
  });
}

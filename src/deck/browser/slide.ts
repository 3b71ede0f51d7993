import type { Element } from "hast";
import { h, s } from "hastscript";
import { withSigns } from "../../figure/plan/format.ts";
import { signsOf } from "../../language.ts";
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

/** Inches around a line. */
const hair = 0.02;

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
      ...(plan.hasArt && slide.layout === "Title"
        ? []
        : [ornamentElement(slide, theme)]),
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
      return withSigns(signsOf(plan.deck.language), () =>
        chartElement(item, theme, slide),
      );
    case "connector":
      return connectorElement(item, theme);
    case "picture":
      return pictureElement(item, plan);
  }
}

/** A thin line from corner to corner of its box. */
function connectorElement(item: PlacedConnector, theme: Theme): Element {
  const { rises } = item;
  const { x, y, w, h: high } = item.box;
  // A box without width or height would show nothing.
  const box = { x: x - hair, y: y - hair, w: w + 2 * hair, h: high + 2 * hair };
  const [from, to] = rises ? [high, 0] : [0, high];
  return s(
    "svg.box.connector",
    {
      ...originOf(item),
      ...{ ariaHidden: "true", style: placeAt(box) },
      viewBox: `0 0 ${short(box.w)} ${short(box.h)}`,
    },
    s("line", {
      ...{ x1: short(hair), y1: short(hair + from) },
      ...{ x2: short(hair + w), y2: short(hair + to) },
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
    // A reader for who cannot see it passes over what is empty.
    alt: item.decorative === true ? "" : cleanLine(item.alt),
  });
}

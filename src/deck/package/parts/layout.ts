import type { Placeholder } from "../../layout/masters.ts";
import type { Package } from "../package.ts";
import type { Plan } from "../plan.ts";
import { all } from "../xml.ts";
import { mendShapes, numberSlide, shapesOf } from "./shape.ts";

/** Sets the text of every layout at the edges of its boxes, so that it lines up with charts. */
export function finishLayouts(parts: Package, { theme, language }: Plan): void {
  for (const name of parts.names(/^ppt\/slideLayouts\/[^/]+\.xml$/)) {
    const document = parts.document(name);
    const [slide] = all(document, "p:cSld");
    // pptxgenjs always writes one layout of its own: it is the empty one.
    if (slide?.getAttribute("name") === "DEFAULT")
      slide.setAttribute("name", "Blank");
    const layout = theme.masters.layouts.find(
      (each) => each.name === slide?.getAttribute("name"),
    );
    const shapes = shapesOf(document);
    for (const each of layout?.placeholders ?? []) {
      const shape = shapes.get(each.name);
      for (const body of shape === undefined ? [] : all(shape, "a:bodyPr"))
        setBody(body, each);
    }
    numberSlide(document);
    mendShapes(document, "layout", language);
  }
}

const anchors = { top: "t", middle: "ctr", bottom: "b" } as const;

function setBody(
  body: ReturnType<typeof all>[number],
  { anchor }: Placeholder,
): void {
  for (const side of ["lIns", "tIns", "rIns", "bIns"])
    body.setAttribute(side, "0");
  body.setAttribute("anchor", anchors[anchor]);
}

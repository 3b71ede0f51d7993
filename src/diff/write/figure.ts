import type { Element } from "hast";
import { h } from "hastscript";
import { count } from "../../sentences.ts";
import type { TopicSides } from "../compare/topic.ts";
import type { FigureChange, FigureValue } from "../report.ts";
import { verdictElement } from "./values.ts";
import { percent } from "./words.ts";

/** Values that are shown below a picture; `diff.json` has more. */
const most = 20;

/** A figure before and after, to be swiped or blinked, with the values that differ. */
export function figureElement(
  topic: string,
  { name, verdict, pixels, differing, values }: FigureChange,
  sides: TopicSides | undefined,
): Element {
  const facts = [
    ...(pixels === null ? [] : [`${percent(pixels)} of its pixels differ`]),
    ...(differing === 0 ? [] : [`${count(differing, "value")} of its data`]),
  ];
  const id = `${topic}-${name}`;
  const shown = (["before", "after"] as const).flatMap((when) => {
    const bytes = sides?.[when]?.pictures.get(name);
    if (bytes === undefined) return [];
    const alt = sides?.[when]?.record.figures[name]?.alt ?? name;
    return [pictureElement(when, bytes, alt)];
  });
  return h("figure.change.figure", { id: `figure-${id}` }, [
    h("figcaption", [
      h("h4", h("code", name), " ", verdictElement(verdict)),
      ...(facts.length > 0 ? [h("p", facts.join(", "))] : []),
    ]),
    ...(shown.length === 2 ? [controls(id)] : []),
    h("div.stage", shown),
    ...valueList(values, differing),
  ]);
}

function pictureElement(
  when: "before" | "after",
  bytes: Buffer,
  alt: string,
): Element {
  return h(`div.side.${when}`, [
    h("p.when", when),
    h("img", {
      src: `data:image/png;base64,${bytes.toString("base64")}`,
      width: bytes.readUInt32BE(16),
      height: bytes.readUInt32BE(20),
      alt: `${when}: ${alt}`,
    }),
  ]);
}

/** What the script works with: without it, the two stand side by side. */
function controls(id: string): Element {
  return h("div.controls", { hidden: true }, [
    h(
      "button.view",
      { type: "button", ariaPressed: "false" },
      "One over the other",
    ),
    h("button.blink", { type: "button", ariaPressed: "false" }, "Blink"),
    h("label", { htmlFor: `swipe-${id}` }, "Before – after"),
    h("input.swipe", {
      ...{ id: `swipe-${id}`, type: "range" },
      ...{ min: "0", max: "100", value: "50" },
    }),
  ]);
}

function valueList(
  values: readonly FigureValue[],
  differing: number,
): Element[] {
  if (values.length === 0) return [];
  const shown = values.slice(0, most);
  const more = differing - shown.length;
  const show = (value: FigureValue["before"]) =>
    value === null ? "none" : String(value);
  return [
    h("details", [
      h("summary", `${count(differing, "value")} of its data`),
      h("ul", [
        ...shown.map(({ path, before, after }) =>
          h("li", h("code", path), `: ${show(before)} → ${show(after)}`),
        ),
        ...(more > 0 ? [h("li", `${more} more`)] : []),
      ]),
    ]),
  ];
}

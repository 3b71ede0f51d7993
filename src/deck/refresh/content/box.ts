import {
  all,
  child,
  children,
  type Element,
  fragment,
} from "../../package/xml.ts";
import { type Place, sameLength } from "../file/canonical.ts";

/** In EMU: from the left and upper edge of the page, or of the group around it; across and down. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where a shape stands: as it says itself, or as its layout has it; undefined where nobody says. */
export function boxOf(shape: Element, place: Place): Box | undefined {
  const own = placeIn(shape);
  if (own !== undefined) return boxIn(own);
  const model = modelOf(shape, place);
  const given = model && placeIn(model);
  return given && boxIn(given);
}

/** The element that says where a shape stands, where it has one. */
export function placeIn(shape: Element): Element | undefined {
  const properties = child(shape, "p:spPr") ?? shape;
  return child(properties, "a:xfrm") ?? child(properties, "p:xfrm");
}

/** The box in an `a:xfrm` or `p:xfrm`; undefined where it is not whole. */
export function boxIn(place: Element): Box | undefined {
  const [offset, extent] = [child(place, "a:off"), child(place, "a:ext")];
  if (offset === undefined || extent === undefined) return undefined;
  const number = (node: Element, name: string) =>
    Number(node.getAttribute(name));
  return {
    x: number(offset, "x"),
    y: number(offset, "y"),
    w: number(extent, "cx"),
    h: number(extent, "cy"),
  };
}

/** True for boxes that differ by no more than programs round. */
export function sameBox(one: Box, other: Box): boolean {
  return (["x", "y", "w", "h"] as const).every((side) =>
    sameLength(one[side], other[side]),
  );
}

/** Writes where a shape stands. */
export function setBox(shape: Element, { x, y, w, h }: Box): void {
  const inside = `<a:off x="${x}" y="${y}"/><a:ext cx="${w}" cy="${h}"/>`;
  const properties = child(shape, "p:spPr");
  const name = properties === undefined ? "p:xfrm" : "a:xfrm";
  const made = fragment(shape, `<${name}>${inside}</${name}>`);
  const old = placeIn(shape);
  if (old !== undefined) {
    for (const each of ["rot", "flipH", "flipV"]) {
      const value = old.getAttribute(each);
      if (value !== null) made.setAttribute(each, value);
    }
    old.parentNode?.replaceChild(made, old);
  } else properties?.insertBefore(made, properties.firstChild);
}

/** The placeholder of the layout that a shape fills. */
function modelOf(shape: Element, { file, part }: Place): Element | undefined {
  const [own] = all(shape, "p:ph");
  const layout = file.related(part, "slideLayout");
  if (own === undefined || layout === undefined || !file.has(layout))
    return undefined;
  const [tree] = all(file.document(layout), "p:spTree");
  return children(tree ?? file.root(layout), "p:sp").find((each) => {
    const [model] = all(each, "p:ph");
    return model !== undefined && keyOf(model) === keyOf(own);
  });
}

function keyOf(placeholder: Element): string {
  const type = placeholder.getAttribute("type") ?? "body";
  return /title/i.test(type)
    ? "title"
    : (placeholder.getAttribute("idx") ?? type);
}

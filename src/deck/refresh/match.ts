import { boxOf, sameBox } from "./content/box.ts";
import { skeleton } from "./content/numbers.ts";
import type { Place } from "./file/canonical.ts";
import { type Shape, type ShownSlide, titleOf } from "./shown.ts";

/** Which slide a slide was before, and how that is known. */
export interface Match {
  readonly slide: ShownSlide;
  readonly before: ShownSlide | undefined;
  /** Not by the name in the file, but by what it shows. */
  readonly guessed: boolean;
}

/** What a slide must have in common with one of before, so that it is taken for it. */
const enough = 3;

/**
 * Finds each slide among those of before: by the name in the file, or else by what it says and
 * shows; never by where it stands. Copies of one slide are all found. `one` is for two decks of
 * ours, where no slide is there twice.
 */
export function matchSlides(
  slides: readonly ShownSlide[],
  before: readonly ShownSlide[],
  one = false,
): Match[] {
  const names = new Map(before.map((each) => [each.name, each]));
  const named = slides.map((slide) => ({
    ...{ slide, guessed: false },
    before: slide.name === "" ? undefined : names.get(slide.name),
  }));
  const taken = new Set(named.map((each) => each.before));
  return named.map((each) => {
    if (each.before !== undefined) return each;
    const free = one ? before.filter((old) => !taken.has(old)) : before;
    const found = findSlide(each.slide, free);
    if (found === undefined) return each;
    taken.add(found);
    return { ...each, before: found, guessed: true };
  });
}

/** The one slide that has most in common; undefined where none has enough, or two have as much. */
function findSlide(
  slide: ShownSlide,
  among: readonly ShownSlide[],
): ShownSlide | undefined {
  const ranked = among
    .map((each) => ({ each, score: likeness(slide, each) }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (first === undefined || first.score < enough) return undefined;
  return first.score === second?.score ? undefined : first.each;
}

/** Points for what two slides share: a title, spoken words, named shapes, words of others. */
function likeness(one: ShownSlide, other: ShownSlide): number {
  const same = (a: string, b: string) =>
    a.trim() !== "" && skeleton(a) === skeleton(b);
  const shared = one.shapes.filter(
    ({ placeholder, name, words }) =>
      placeholder !== "title" &&
      other.shapes.some(
        (each) =>
          (name.includes(":") && each.name === name) ||
          (words.length > 3 && words === each.words),
      ),
  );
  return (
    (same(titleOf(one), titleOf(other)) ? 4 : 0) +
    (same(one.spoken, other.spoken) ? 4 : 0) +
    shared.length * 2
  );
}

/** The shape of before that each shape was; copies are all found, her own are not. */
export function matchShapes(
  shapes: readonly Shape[],
  hers: Place,
  before: readonly Shape[],
  there: Place,
): Map<Shape, Shape> {
  const found = new Map<Shape, Shape>();
  for (const each of shapes) {
    const same = before.find(
      (old) =>
        old.name === each.name &&
        old.element.nodeName === each.element.nodeName,
    );
    if (same !== undefined) found.set(each, same);
  }
  const rest = () => {
    const taken = new Set(found.values());
    return before.filter((old) => old.placeholder !== "" && !taken.has(old));
  };
  // Some programs call every placeholder the same: its kind, words or place must tell.
  const isSame: ((one: Shape, old: Shape) => boolean)[] = [
    (one, old) => one.placeholder === "title" && old.placeholder === "title",
    (one, old) => one.words === old.words,
    (one, old) => {
      const [a, b] = [boxOf(one.element, hers), boxOf(old.element, there)];
      return a !== undefined && b !== undefined && sameBox(a, b);
    },
    (one, old) =>
      one.placeholder !== "title" &&
      old.placeholder !== "title" &&
      rest().length === 1 &&
      loose().length === 1,
  ];
  const loose = () =>
    shapes.filter((each) => each.placeholder !== "" && !found.has(each));
  for (const test of isSame) {
    for (const each of loose()) {
      const old = rest().find((one) => test(each, one));
      if (old !== undefined) found.set(each, old);
    }
  }
  return found;
}

import { findDeckName, itemOf } from "../package/parts/origin.ts";
import type { Notice } from "./content/notice.ts";
import { quote } from "./content/text.ts";
import { dropSlide } from "./file/drop.ts";
import { DeckFile } from "./file/file.ts";
import { insertSlide, settleSlide } from "./file/insert.ts";
import { type Files, mergeLook } from "./look.ts";
import { type Match, matchSlides } from "./match.ts";
import type { Refreshed, SlideReport } from "./report.ts";
import { presentation, readShown, type ShownSlide, titleOf } from "./shown.ts";
import { isSlideLeftAlone, mergeSlide } from "./slide.ts";

/** What became of a slide, by its part, before its number is known. */
interface Told {
  readonly part: string | undefined;
  readonly title: string;
  readonly guessed: boolean;
  readonly notices: readonly Notice[];
}

/**
 * The person's deck with everything in it that the run has new, and nothing of hers lost: *before*
 * is the deck as it was generated when she began, *now* as it is generated today. Merged again it
 * is the same file, byte for byte. Throws PackageError for what is no deck.
 */
export async function mergeDeck(
  hers: Buffer,
  before: Buffer,
  now: Buffer,
): Promise<Refreshed> {
  const [own, old, wanted] = await Promise.all(
    [hers, before, now].map((bytes) => DeckFile.open(bytes)),
  );
  if (own === undefined || old === undefined || wanted === undefined)
    throw new Error("three decks");
  const files: Files = { hers: own, before: old, now: wanted };
  const shown = {
    hers: readShown(own),
    before: readShown(old),
    now: readShown(wanted),
  };
  const mine = matchSlides(shown.hers, shown.before);
  const next = matchSlides(shown.now, shown.before, true);
  const told: Told[] = insertSlides(files, shown.hers, mine, next);
  for (const match of mine) told.push(...(await mergeMatch(match, next)));
  told.push(...findDeleted(mine, next, shown.before));
  const deck: Notice[] = [];
  mergeLook(files, (kind, what) =>
    deck.push({ kind, about: "every slide", what }),
  );
  if (isReordered(mine, shown.before))
    deck.push({ kind: "kept", about: "slides", what: "in your order" });
  rename(own, wanted);
  const order = readShown(own).map(({ part }) => part);
  return { bytes: await own.save(), deck, slides: inOrder(told, order) };
}

/** Slides that are new stand behind the one that they follow now. */
function insertSlides(
  { hers, now }: Files,
  own: readonly ShownSlide[],
  mine: readonly Match[],
  next: readonly Match[],
): Told[] {
  const placed = new Map<ShownSlide, string>();
  for (const { slide, before } of next) {
    const mineOf = mine.findLast((each) => before && each.before === before);
    const same = own.find(({ name }) => name !== "" && name === slide.name);
    const there = mineOf?.slide ?? (before ? undefined : same);
    if (there !== undefined) placed.set(slide, there.part);
  }
  const made: { readonly slide: ShownSlide; readonly part: string }[] = [];
  for (const [index, { slide, before }] of next.entries()) {
    if (before !== undefined || placed.has(slide)) continue;
    const above = next
      .slice(0, index)
      .findLast((each) => placed.has(each.slide));
    const part = insertSlide(slide, hers, above && placed.get(above.slide));
    placed.set(slide, part);
    made.push({ slide, part });
  }
  // When all are there: they may link to one another.
  for (const { slide, part } of made) {
    settleSlide(slide, { file: hers, part });
    const notes = hers.related(part, "notesSlide");
    if (slide.notes !== undefined && notes !== undefined)
      settleSlide(
        { file: now, part: slide.notes },
        { file: hers, part: notes },
      );
  }
  return made.map(({ slide, part }) => ({
    ...{ part, title: titleOf(slide), guessed: false },
    notices: [{ kind: "renewed", about: "slide", what: "new in deck.md" }],
  }));
}

/** What becomes of one slide of hers. */
async function mergeMatch(
  { slide, before, guessed }: Match,
  next: readonly Match[],
): Promise<Told[]> {
  const { file, part } = slide;
  const title = titleOf(slide);
  const tell = (notices: readonly Notice[]): Told[] =>
    notices.length === 0 ? [] : [{ part, title, guessed, notices }];
  const about = "slide";
  if (before === undefined)
    return tell([{ kind: "kept", about, what: "your own" }]);
  const now = next.find((each) => each.before === before)?.slide;
  if (now !== undefined)
    return tell(await mergeSlide({ hers: slide, before, now }));
  if (!isSlideLeftAlone(slide, before)) {
    const what = "no longer in deck.md, and kept because you changed it";
    return tell([{ kind: "unplaced", about, what }]);
  }
  dropSlide(file, part);
  const what = "taken out: no longer in deck.md";
  return [
    {
      part: undefined,
      title,
      guessed,
      notices: [{ kind: "renewed", about, what }],
    },
  ];
}

function findDeleted(
  mine: readonly Match[],
  next: readonly Match[],
  before: readonly ShownSlide[],
): Told[] {
  return before
    .filter(
      (old) =>
        mine.every((each) => each.before !== old) &&
        next.some((each) => each.before === old),
    )
    .map((old) => ({
      ...{ part: undefined, title: titleOf(old), guessed: false },
      notices: [{ kind: "kept", about: "slide", what: "deleted by you" }],
    }));
}

function isReordered(
  mine: readonly Match[],
  before: readonly ShownSlide[],
): boolean {
  const places = mine.flatMap((each) =>
    each.before ? [before.indexOf(each.before)] : [],
  );
  return places.some((place, index) => place < (places[index - 1] ?? 0));
}

/** From now on it is a version of the new deck. */
function rename(hers: DeckFile, now: DeckFile): void {
  const name = findDeckName(now)?.name;
  const there = findDeckName(hers);
  if (name === undefined || name === there?.name) return;
  const part = there?.part ?? hers.freeName("customXml/item", "xml");
  hers.put(part, itemOf(name));
  if (there !== undefined) return;
  hers.relate(presentation, {
    type: "customXml",
    target: part,
    external: false,
  });
}

function inOrder(
  told: readonly Told[],
  order: readonly string[],
): SlideReport[] {
  const slides = told.map(({ part, ...rest }) => {
    const at = part === undefined ? -1 : order.indexOf(part);
    return {
      ...rest,
      title: quote(rest.title),
      number: at < 0 ? undefined : at + 1,
    };
  });
  const last = order.length + 1;
  return slides.toSorted((a, b) => (a.number ?? last) - (b.number ?? last));
}

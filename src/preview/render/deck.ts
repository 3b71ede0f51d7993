import { prepareTheme } from "../../build/render/pictures.ts";
import { readTopicDeck } from "../../build/render/read-deck.ts";
import { themeProperties } from "../../deck/browser/page.ts";
import { planDeck } from "../../deck/build.ts";
import { startOf } from "../../deck/deck.ts";
import type { Timing } from "../../deck/timing.ts";
import { type Finding, stopsBuild } from "../../errors.ts";
import { primary } from "../../language.ts";
import type { Block } from "./block.ts";
import type { Sight, Studio } from "./context.ts";
import { type OwnFont, ownFonts } from "./fonts.ts";
import type { SlideStart } from "./quotes.ts";
import { slideBlocks } from "./slides.ts";
import { questionBlocks, talkBlocks } from "./talk.ts";

/** A deck as the page shows it. */
export interface Show {
  /** Of reading and of the rules. */
  readonly findings: readonly Finding[];
  /** Undefined where a finding stops a build. */
  readonly parts: Parts | undefined;
  /** Of its text, the first subtag: "en". */
  readonly lang: string;
}

interface Parts {
  readonly slides: readonly Block[];
  readonly talk: readonly Block[];
  readonly questions: readonly Block[];
  /** What the talk may take. */
  readonly plan: TalkPlan;
  /** Of its theme: CSS properties, and the fonts that are its own. */
  readonly look: {
    readonly properties: { readonly [property: string]: string };
    readonly fonts: readonly OwnFont[];
  };
  readonly timing: Timing;
  readonly starts: readonly SlideStart[];
}

/** What a speaker is measured by. */
interface TalkPlan {
  /** Words a minute. */
  readonly pace: number;
  /** Minutes to speak, and of questions after it. */
  readonly minutes: number;
  readonly questions: number;
  /** Seconds that it takes at that pace. */
  readonly seconds: number;
}

/** Reads the deck, and shows its slides, its notes and its questions. */
export async function renderDeck(
  sight: Sight,
  { drawings, gallery, own }: Studio,
): Promise<Show> {
  const { record, settings } = sight;
  const deck = await readTopicDeck(sight, own.deck);
  const lang = primary(deck.language.language);
  if (deck.findings.some(stopsBuild))
    return { findings: deck.findings, parts: undefined, lang };
  const { talk, size, rules } = settings;
  const theme = await prepareTheme(settings.theme);
  const plan = await planDeck(deck, record, drawings.drawOnSlide, {
    ...{ talk, theme, size, rules },
  });
  const findings = [...deck.findings, ...plan.findings];
  if (findings.some(stopsBuild)) return { findings, parts: undefined, lang };
  const { pace, minutes, questions, seconds } = plan.timing;
  const parts = {
    slides: slideBlocks(plan, gallery.hang),
    talk: talkBlocks(plan.timing),
    questions: questionBlocks(plan.timing),
    plan: { pace, minutes, questions, seconds },
    look: {
      properties: themeProperties(plan.theme),
      fonts: ownFonts(plan.theme, gallery.hang),
    },
    timing: plan.timing,
    starts: deck.slides.map((slide) => ({
      number: slide.number,
      line: startOf(slide).line,
    })),
  };
  return { findings, parts, lang };
}

import type { Settings } from "../../course/settings.ts";
import { buildDeck } from "../../deck/build.ts";
import type { PlannedDeck } from "../../deck/plan.ts";
import type { Fill } from "../../deck/rules/fill.ts";
import { checkPackage } from "../../deck/rules/package.ts";
import { readTheme } from "../../deck/theme.ts";
import { clock } from "../../deck/timing.ts";
import { type Finding, stopsBuild } from "../../errors.ts";
import type { Record } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";
import type { Files } from "../output.ts";
import type { TopicTexts } from "../texts.ts";
import type { Look } from "./article.ts";
import type { Drawings } from "./drawings.ts";
import { prepareTheme } from "./pictures.ts";
import { readTopicDeck } from "./read-deck.ts";

/**
 * Throws UserError for a theme that no deck can be made in: said before an experiment runs, and not
 * some minutes later.
 */
export async function checkTheme({ theme, size }: Settings): Promise<void> {
  readTheme(await prepareTheme(theme), size);
}

/** The deck with its speaker's sheets, and what its rules say. */
export async function renderDeck(
  topic: Topic,
  record: Record,
  texts: TopicTexts,
  settings: Settings,
  drawings: Drawings,
  { deck: found, made }: Look,
): Promise<{
  files: Files;
  findings: readonly Finding[];
  talk?: string;
  fill?: string;
  plan?: PlannedDeck;
}> {
  const deck = await readTopicDeck({ topic, record, texts, settings });
  if (deck.findings.some(stopsBuild))
    return { files: new Map(), findings: deck.findings };
  const { talk, size, rules } = settings;
  const theme = await prepareTheme(settings.theme);
  const built = await buildDeck(deck, record, drawings.drawOnSlide, {
    ...{ talk, theme, size, rules },
    isMade: made?.has("deck") === true,
  });
  const { words, seconds, answers, pace, minutes, questions } = built.timing;
  const asked = `${answers.length} question${answers.length === 1 ? "" : "s"}`;
  const { fonts } = readTheme(theme, size);
  const families = Object.values(fonts).map(({ family }) => family);
  const fill = fullness(built.fill);
  const inFile = found ? await checkPackage(found, deck, families) : [];
  return {
    ...{ files: built.files, plan: built.plan },
    ...(fill !== undefined && { fill }),
    findings: [...deck.findings, ...built.findings, ...inFile],
    talk: `${clock(seconds)} of ${clock(minutes * 60)} at ${pace} words a minute (${words} words), ${asked} for ${questions} min`,
  };
}

/** How full the slides are, on the mean; undefined where none is drawn. */
function fullness({ talk, answers }: Fill): string | undefined {
  const percent = (part: number) => `${Math.round(100 * part)} %`;
  if (talk === undefined) return undefined;
  const said = `evidence fills ${percent(talk)} of its slides`;
  return answers === undefined
    ? said
    : `${said}, ${percent(answers)} of those that answer questions`;
}

import type { Settings } from "../../course/settings.ts";
import { buildDeck, type DrawFigure } from "../../deck/build.ts";
import { readDeck } from "../../deck/read/read.ts";
import { checkPackage } from "../../deck/rules/package.ts";
import { readTheme } from "../../deck/theme.ts";
import { clock } from "../../deck/timing.ts";
import { type Finding, stopsBuild } from "../../errors.ts";
import { drawArt } from "../../figure/art/art.ts";
import { drawFigure } from "../../figure/draw.ts";
import type { Record } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";
import type { Files } from "../output.ts";
import { pathOf, type TopicTexts } from "../texts.ts";
import type { Look } from "./article.ts";
import { preparePictures, prepareTheme } from "./pictures.ts";

/** The deck with its speaker's sheets, and what its rules say. */
export async function renderDeck(
  topic: Topic,
  record: Record,
  texts: TopicTexts,
  settings: Settings,
  { deck: found }: Look,
): Promise<{ files: Files; findings: readonly Finding[]; talk?: string }> {
  const path = pathOf(topic, texts.files.deck);
  const deck = readDeck(texts.deck, path, record, texts.sources, {
    ...settings,
    pictures: await preparePictures(texts.pictures.deck),
  });
  if (deck.findings.some(stopsBuild))
    return { files: new Map(), findings: deck.findings };
  const { talk, size } = settings;
  const theme = await prepareTheme(settings.theme);
  const built = await buildDeck(deck, record, drawFor, { talk, theme, size });
  const { words, seconds, answers, pace, minutes, questions } = built.timing;
  const asked = `${answers.length} question${answers.length === 1 ? "" : "s"}`;
  const { fonts } = readTheme(theme, size);
  const families = Object.values(fonts).map(({ family }) => family);
  const inFile = found ? await checkPackage(found, deck, families) : [];
  return {
    files: built.files,
    findings: [...deck.findings, ...built.findings, ...inFile],
    talk: `${clock(seconds)} of ${clock(minutes * 60)} at ${pace} words a minute (${words} words), ${asked} for ${questions} min`,
  };
}

const drawFor: DrawFigure = async (figure, inches, look, how = {}) => {
  if (how.art === true) return drawArt(figure, inches, look);
  const { pointing } = how;
  const options = { purpose: "slide", inches, look, pointing } as const;
  return (await drawFigure(figure, options)).png;
};

import { join } from "node:path";
import { readTalkTitle } from "../build/class/talk-title.ts";
import { readStatus, type TopicStatus } from "../build/class/topic-status.ts";
import type { Request } from "../build/request.ts";
import { type Agenda, planAgenda, type Talk } from "../course/agenda.ts";
import type { Course } from "../course/course.ts";
import { writeCalendar } from "../course/ics.ts";
import { orderTopics } from "../course/order.ts";
import { type Roster, readRoster } from "../course/roster.ts";
import { readCourse } from "../course/settings.ts";
import { UserError } from "../errors.ts";
import { readIfThere } from "../files.ts";
import { languageOf } from "../language.ts";
import { type PictureSize, sizeOfPicture } from "../picture.ts";
import type { Bundle } from "../reader/bundle.ts";
import { openReader, type ReaderRun } from "../reader/reader.ts";
import type { Topic } from "../topic/topic.ts";
import { type Dated, writeFeed } from "./feed.ts";
import { picturesOf } from "./pages/article.ts";
import { writeCoursePage } from "./pages/course-page.ts";
import { engineScript, pageOf, scriptOf } from "./pages/place.ts";
import { writeTopicPage } from "./pages/topic-page.ts";
import { readTopic, type SiteTopic } from "./read/built.ts";

/** What a site is made of, and for whom. */
export interface SiteOptions {
  /** The topics of the project, and where their output lies. */
  readonly request: Request;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Is told what takes seconds. */
  readonly tell: (line: string) => void;
  /** Drafts get pages, too. */
  readonly drafts: boolean;
  /** The course's page says how far everybody is. */
  readonly mentor: boolean;
}

/** A site before it is written. */
export interface Site {
  /** Bytes by path in the site's folder. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Topics that have pages. */
  readonly pages: number;
  /** What is left out, and why, a line each. */
  readonly notes: readonly string[];
}

/** What a course is called that has no name. */
const nameless = "Articles and talks";

/**
 * The pages of a class from what is built; no document is built for them. The same output and claims
 * give the same bytes. Throws FindingsError for a file of `class/` that cannot be read.
 */
export async function makeSite(options: SiteOptions): Promise<Site> {
  const { request, drafts, mentor } = options;
  const { root } = request;
  const course = await readCourse(root);
  const roster = await readRoster(root, request.topics);
  const { language, wording } = course;
  const look = { request, drafts, language, wording };
  const topics: SiteTopic[] = [];
  for (const topic of request.topics)
    topics.push(await readTopic(topic, roster.claims.get(topic.name), look));
  const notes = topics.flatMap(({ topic, notes }) =>
    notes.map((note) => `${topic.name}: ${note}`),
  );
  const { env, signal, tell } = options;
  const makeRun = openReader({ root, env, signal, tell });
  const runs = new Map<SiteTopic, ReaderRun>();
  for (const shown of topics) {
    if (shown.run === undefined) continue;
    const made = await makeRun(shown.topic, shown.run);
    if (made.run) runs.set(shown, made.run);
    notes.push(...made.notes.map((note) => `${shown.topic.name}: ${note}`));
  }
  const agenda = await planSession(course, roster, request, notes);
  const status = mentor ? await readAll(options, roster) : undefined;
  const name = course.course ?? nameless;
  const files = new Map<string, string | Uint8Array>();
  files.set(
    "index.html",
    writeCoursePage({ course, name, topics, agenda, status }),
  );
  files.set("feed.xml", writeFeed(name, dateAll(topics, course, notes)));
  if (agenda)
    files.set(
      "agenda.ics",
      writeCalendar(
        agenda,
        stampOf(roster, agenda),
        languageOf(course.language, course.wording),
      ),
    );
  const shown = topics.filter(({ article, deck }) => article ?? deck);
  for (const [at, each] of shown.entries()) {
    const around = { before: shown[at - 1], after: shown[at + 1] };
    const page = { course: name, ...around, run: runs.get(each) };
    await addTopic(files, each, page, request);
  }
  return { files, pages: shown.length, notes };
}

/** The page of a topic, and everything that it shows or hands out. */
async function addTopic(
  files: Map<string, string | Uint8Array>,
  shown: SiteTopic,
  page: Omit<Parameters<typeof writeTopicPage>[1], "sizes">,
  { out }: Request,
): Promise<void> {
  const { topic, article, deck, record } = shown;
  const sizes = new Map<string, PictureSize>();
  for (const path of picturesOf(article?.markdown ?? "")) {
    const bytes = await readIfThere(join(out, topic.name, path));
    const size = bytes && sizeOfPicture(bytes);
    if (bytes === undefined || size === undefined) continue;
    sizes.set(path, size);
    files.set(`${topic.name}/${path}`, bytes);
  }
  for (const [name, bytes] of deck?.files ?? [])
    files.set(`${topic.name}/${name}`, bytes);
  if (record) files.set(`${topic.name}/record.json`, record);
  if (page.run) addRun(files, topic, page.run);
  files.set(pageOf(topic), writeTopicPage(shown, { ...page, sizes }));
}

/** The scripts of a run, with the licences of what is in them. */
function addRun(
  files: Map<string, string | Uint8Array>,
  topic: Topic,
  { script, engine }: ReaderRun,
): void {
  const add = (path: string, { script, licences }: Bundle) => {
    files.set(path, script);
    if (licences) files.set(`${path}.LEGAL.txt`, licences);
  };
  add(scriptOf(topic), script);
  add(engineScript, engine);
}

/** The agenda by number; what keeps a session from having one is a note. */
async function planSession(
  course: Course,
  roster: Roster,
  { topics }: Request,
  notes: string[],
): Promise<Agenda | undefined> {
  if (course.session?.time === undefined) return undefined;
  const talks: Talk[] = [];
  for (const topic of orderTopics(topics, roster, "topic", () => []))
    talks.push({
      ...{ topic: topic.name, number: topic.number },
      title: await readTalkTitle(topic, course.language ?? "en"),
      speaker: roster.claims.get(topic.name),
    });
  try {
    return planAgenda(course, talks);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    notes.push(`no agenda: ${error.message}`);
    return undefined;
  }
}

/** The day of the last claim: on that what the calendar says was changed. */
function stampOf({ claims }: Roster, { start }: Agenda): string {
  const days = [...claims.values()].map(({ since }) => since).sort();
  return days.at(-1) ?? start.date;
}

async function readAll(
  { request, signal }: SiteOptions,
  { claims }: Roster,
): Promise<TopicStatus[]> {
  const all: TopicStatus[] = [];
  for (const topic of request.topics)
    all.push(await readStatus(topic, claims.get(topic.name), request, signal));
  return all;
}

/** The finished articles of which some file names a day. */
function dateAll(
  topics: readonly SiteTopic[],
  { session, deadline }: Course,
  notes: string[],
): Dated[] {
  const finished = topics.filter(
    ({ article }) => article && article.draft === undefined,
  );
  return finished.flatMap((shown): Dated[] => {
    const day = shown.since ?? session?.date ?? deadline;
    if (day !== undefined) return [{ shown, day }];
    notes.push(
      `${shown.topic.name}: not in the feed, no day is known: lectern claim ${shown.topic.slug}`,
    );
    return [];
  });
}

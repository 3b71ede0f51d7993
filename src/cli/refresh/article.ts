import { relative, resolve } from "node:path";
import type { ArticleRefresh } from "../../build/refresh/article.ts";
import type { Request } from "../../build/request.ts";
import { UserError } from "../../errors.ts";
import type { Topic } from "../../topic/topic.ts";
import type { Input, Streams } from "../command.ts";
import { formatItems } from "./items.ts";

/**
 * `lectern refresh <topic> --article`: shows what a person's version of the built article holds
 * that the template does not, and with `--apply` takes it over. Returns 1 where something is shown
 * that can be taken.
 */
export async function refreshArticleOf(
  topic: Topic,
  request: Request,
  path: string | undefined,
  { options }: Input,
  streams: Streams,
): Promise<number> {
  const { stdout } = streams;
  if (options.undo === true) return undo(topic, request, path, streams);
  const folder = relative(streams.cwd, resolve(request.out, topic.name)) || ".";
  const name = path ?? `${folder}/article.md`;
  const given =
    path === undefined ? [] : [{ path: resolve(streams.cwd, path), name }];
  const isApplied = options.apply === true;
  const done = isApplied
    ? await locked(topic, request, streams, async () => {
        const { applyArticle } = await import("../../build/refresh/article.ts");
        return applyArticle(topic, request, ...given);
      })
    : await compare(topic, request, given);
  if (request.json) stdout.write(`${JSON.stringify(toJson(done), null, 2)}\n`);
  else stdout.write(formatItems(done, name));
  const open = done.items.filter(({ state }) => state === "open").length;
  const left = done.items.filter(
    ({ state, typed }) =>
      state === "conflict" || state === "refused" || typed.length > 0,
  ).length;
  const command = `lectern refresh ${topic.slug} --article`;
  const again = path === undefined ? command : `${command} ${path}`;
  streams.stderr.write(
    isApplied
      ? said(open, left, done, `lectern build ${topic.slug}`, command)
      : shown(open, left, `${again} --apply`),
  );
  return open > 0 && !isApplied ? 1 : 0;
}

async function compare(
  topic: Topic,
  request: Request,
  given: readonly { readonly path: string; readonly name: string }[],
): Promise<ArticleRefresh> {
  const { compareArticle } = await import("../../build/refresh/article.ts");
  return compareArticle(topic, request, given[0]);
}

function shown(open: number, left: number, command: string): string {
  if (open === 0 && left === 0) return "nothing is left to take over\n";
  const yours = left === 0 ? "" : `${left} for you to decide\n`;
  if (open === 0) return yours;
  return `${yours}${changes(open)} to take over: ${command}\n`;
}

function said(
  open: number,
  left: number,
  { to }: ArticleRefresh,
  build: string,
  command: string,
): string {
  const yours = left === 0 ? "" : `${left} for you to decide\n`;
  if (open === 0)
    return yours === "" ? "nothing is left to take over\n" : yours;
  return `${yours}${changes(open)} taken over into ${to} (undo: ${command} --undo). Next: ${build}\n`;
}

function changes(count: number): string {
  return `${count} change${count === 1 ? "" : "s"}`;
}

function toJson({ items, from, to }: ArticleRefresh) {
  return { from, to, items };
}

async function undo(
  topic: Topic,
  request: Request,
  path: string | undefined,
  streams: Streams,
): Promise<number> {
  if (path !== undefined)
    throw new UserError(
      `--undo takes no article: ${path}`,
      "it puts the template of before back: leave the file out",
      2,
    );
  const { undoArticle } = await import("../../build/refresh/article-undo.ts");
  await locked(topic, request, streams, () =>
    undoArticle(topic, resolve(request.out, topic.name)),
  );
  streams.stdout.write(
    `topics/${topic.name}/article.md is as it was before the last refresh\n`,
  );
  return 0;
}

/** Works while no build does; what a killed one began is finished first. */
async function locked<Result>(
  topic: Topic,
  request: Request,
  streams: Streams,
  work: () => Promise<Result>,
): Promise<Result> {
  const folder = resolve(request.out, topic.name);
  const { readManifest } = await import("../../build/manifest.ts");
  if ((await readManifest(folder)) === undefined)
    throw new UserError(
      `article is not built: ${topic.name}`,
      `build it: lectern build ${topic.slug}`,
    );
  const { withLock } = await import("../../build/lock.ts");
  const { recover } = await import("../../build/transaction.ts");
  return withLock(
    folder,
    streams.signal,
    (holder) => streams.stderr.write(`${topic.name}: waiting for ${holder}\n`),
    async () => {
      await recover(folder);
      return work();
    },
  );
}

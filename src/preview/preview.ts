import { z } from "zod";
import type { Topic } from "../topic/topic.ts";
import { fontRoutes } from "./fonts.ts";
import type { PreviewOptions } from "./live/options.ts";
import { Session } from "./live/session.ts";
import { renderPage, scriptRoutes } from "./page.ts";
import { Spoken } from "./rehearsal/rehearsal.ts";
import { Gallery } from "./render/gallery.ts";
import type { Refusal } from "./server/guard.ts";
import { type Listening, listen, type Route } from "./server/server.ts";

/** A preview that goes on until it is closed. */
export interface Preview {
  /** Of the page: `http://127.0.0.1:41357/`. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the live page on the topics of the request to this machine alone. A topic is read and
 * rendered while a page shows it, and never else. Throws UserError where the port is taken.
 */
export async function openPreview(options: PreviewOptions): Promise<Preview> {
  const { request, terminal } = options;
  const gallery = new Gallery();
  const house = new House(options, gallery);
  const routes = openRoutes(request.topics, house);
  const listening: Listening = await listen(
    options.port,
    (path) =>
      routes.get(path) ??
      (path.startsWith("/pictures/") ? pictureRoute(gallery, path) : undefined),
    terminal.fail,
  );
  return {
    address: `http://127.0.0.1:${listening.port}/`,
    async close() {
      await house.close();
      await listening.close();
    },
  };
}

/** The topics that pages show, each in a session of its own. */
class House {
  readonly #sessions = new Map<string, Session>();
  readonly #options: PreviewOptions;
  readonly #gallery: Gallery;

  constructor(options: PreviewOptions, gallery: Gallery) {
    this.#options = options;
    this.#gallery = gallery;
  }

  /** The session of a topic that a page shows. */
  find({ name }: Topic): Session | undefined {
    return this.#sessions.get(name);
  }

  /** The session of a topic, opened where no page shows it yet. */
  open(topic: Topic): Session {
    const there = this.find(topic);
    if (there !== undefined) return there;
    const session = new Session(topic, this.#options, this.#gallery, () =>
      this.#leaveLater(topic, session),
    );
    this.#sessions.set(topic.name, session);
    session.open().catch((error) => this.#options.terminal.fail(error));
    return session;
  }

  async close(): Promise<void> {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    await Promise.all(sessions.map((each) => each.close()));
  }

  /** Closes the session when nobody has come back: a page that is loaded again is there at once. */
  #leaveLater(topic: Topic, session: Session): void {
    setTimeout(() => {
      if (this.#sessions.get(topic.name) !== session) return;
      if (session.isShown) return;
      // What runs is not ended with its page.
      if (session.isBusy) return this.#leaveLater(topic, session);
      this.#sessions.delete(topic.name);
      session.close().catch((error) => this.#options.terminal.fail(error));
    }, 5_000).unref();
  }
}

/** Every address but those of pictures. */
function openRoutes(
  topics: readonly Topic[],
  house: House,
): ReadonlyMap<string, Route> {
  const [first] = topics;
  if (first === undefined) throw new Error("a preview without topics");
  const find = (name: string) => topics.find((each) => each.name === name);
  const Asked = z.looseObject({ topic: z.string().max(200) });
  const post = <Schema extends z.ZodType>(
    schema: Schema,
    act: (
      session: Session,
      value: z.infer<Schema>,
    ) => Promise<Refusal | undefined> | Refusal | undefined,
  ): Route => ({
    async post(value) {
      const asked = Asked.safeParse(value);
      const topic = asked.success ? find(asked.data.topic) : undefined;
      const session = topic && house.find(topic);
      if (session === undefined)
        return { status: 404, message: "no such topic is shown" };
      const { topic: _topic, ...rest } = asked.data ?? {};
      const read = schema.safeParse(rest);
      if (!read.success)
        return { status: 400, message: "not what is expected" };
      return act(session, read.data);
    },
  });
  const busy = (isStarted: boolean): Refusal | undefined =>
    isStarted
      ? undefined
      : { status: 409, message: "something goes on already" };
  return new Map<string, Route>([
    ...scriptRoutes,
    ...fontRoutes,
    [
      "/",
      {
        get: (query) =>
          renderPage(find(query.get("topic") ?? "") ?? first, topics),
      },
    ],
    [
      "/events",
      {
        get(query, response) {
          const topic = find(query.get("topic") ?? "");
          if (topic === undefined)
            return { status: 404, message: "no such topic" };
          house.open(topic).join(response);
          return undefined;
        },
      },
    ],
    [
      "/run",
      post(z.strictObject({ quick: z.boolean() }), (session, { quick }) =>
        busy(session.start("run", quick)),
      ),
    ],
    [
      "/build",
      post(z.strictObject({}), (session) =>
        busy(session.start("build", false)),
      ),
    ],
    [
      "/stop",
      post(z.strictObject({}), (session) => {
        session.stop();
        return undefined;
      }),
    ],
    [
      "/rehearsals",
      post(z.strictObject({ slides: Spoken }), async (session, { slides }) => {
        await session.keepRehearsal(slides);
        return undefined;
      }),
    ],
  ]);
}

function pictureRoute(gallery: Gallery, path: string): Route | undefined {
  const picture = gallery.find(path);
  return picture && { get: () => picture };
}

/** Bytes of an artifact at most. */
const most = 64_000_000;

/** A cache on another machine, as the command line and the environment name it. */
export interface Place {
  /** Its address, without the `/v8/…` of the protocol. */
  readonly url: string;
  /** Sent as a bearer token; it is never printed. */
  readonly token?: string;
  /** Whose artifacts: a name, or an id that begins with `team_`. */
  readonly team?: string;
  /** Milliseconds that one answer may take, its bytes included. */
  readonly patience: number;
}

/**
 * Bytes by key on another machine. It speaks Turborepo's open remote-cache protocol, so that any of
 * its servers will do. Nothing that the server does ends a build: at its first failure one warning
 * is said, and it is not asked again.
 * Source: turborepo.com, "Remote Caching API" (`GET` and `PUT /v8/artifacts/{hash}`).
 */
export class RemoteCache {
  readonly #place: Place;
  readonly #said = new Set<string>();
  #isDead = false;

  constructor(place: Place) {
    this.#place = place;
  }

  /** What lies under the key; undefined where there is nothing, or nobody to ask. */
  async get(key: string, around: Around): Promise<Buffer | undefined> {
    return this.#ask(key, { method: "GET" }, around, async (answer) => {
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new Error(refusal(answer.status));
      return readBody(answer);
    });
  }

  /** Puts an artifact there; `duration` in milliseconds is what it saves. */
  async put(
    key: string,
    bytes: Buffer,
    duration: number,
    around: Around,
  ): Promise<void> {
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Length": String(bytes.length),
      "x-artifact-duration": String(Math.round(duration)),
    };
    const body = new Uint8Array(bytes);
    await this.#ask(key, { method: "PUT", headers, body }, around, (answer) => {
      if (!answer.ok) throw new Error(refusal(answer.status));
      return answer.body?.cancel();
    });
  }

  /** Says a thing once a command, however many topics it is true of. */
  warnOnce(text: string, { warn }: Around): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    warn(text);
  }

  async #ask<Result>(
    key: string,
    init: RequestInit & { readonly headers?: { [name: string]: string } },
    around: Around,
    use: (answer: Response) => Promise<Result> | undefined,
  ): Promise<Result | undefined> {
    const { url, token, team, patience } = this.#place;
    if (this.#isDead) return undefined;
    const address = new URL(
      `v8/artifacts/${key}`,
      `${url.replace(/\/*$/, "")}/`,
    );
    if (team !== undefined)
      address.searchParams.set(/^team_/.test(team) ? "teamId" : "slug", team);
    const headers: { [name: string]: string } = { ...init.headers };
    if (token !== undefined) headers.Authorization = `Bearer ${token}`;
    const late = AbortSignal.timeout(patience);
    const signal = AbortSignal.any([around.signal, late]);
    try {
      return await use(await fetch(address, { ...init, headers, signal }));
    } catch (error) {
      around.signal.throwIfAborted();
      this.#isDead = true;
      const why = late.aborted
        ? `no answer within ${patience / 1000} s`
        : describe(error);
      this.warnOnce(
        `warning: the cache at ${address.host} is not used: ${why}; the build goes on without it`,
        around,
      );
      return undefined;
    }
  }
}

/** Who is told, and what ends the waiting. */
export interface Around {
  readonly signal: AbortSignal;
  warn(text: string): void;
}

function refusal(status: number): string {
  return status === 401 || status === 403
    ? `it refuses the token (${status}; set LECTERN_CACHE_TOKEN)`
    : `it answered with ${status}`;
}

/** `fetch failed` says nothing: what failed is in its cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return "code" in cause ? String(cause.code) : cause.message;
}

async function readBody(answer: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > most) throw new Error(`an artifact has over ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

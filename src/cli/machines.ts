import { RemoteCache } from "../build/cache/remote.ts";
import type { Request } from "../build/request.ts";
import type { Shard } from "../build/split/shards.ts";
import { UserError } from "../errors.ts";

/** Seconds that one answer of the cache may take, where the environment says nothing else. */
const patience = 10;

/** Shards at most: more machines than topics find nothing to do. */
export const mostShards = 10_000;

/**
 * The cache that `--cache` or `LECTERN_CACHE_URL` names, the flag first. Its token comes from the
 * environment alone: a command line can be read by everybody on the machine. Throws UserError.
 */
export function parseCache(
  flag: string | undefined,
  env: NodeJS.ProcessEnv,
): Pick<Request, "cache"> {
  const url = flag ?? env.LECTERN_CACHE_URL;
  if (!url) return {};
  const name = flag === undefined ? "LECTERN_CACHE_URL" : "--cache";
  if (!URL.canParse(url) || !/^https?:[^?#@]*$/.test(url))
    throw new UserError(
      `${name} is not an http address without query or password: ${url}`,
      "write it like https://cache.example.org, with the token in LECTERN_CACHE_TOKEN",
      2,
    );
  const { LECTERN_CACHE_TOKEN: token, LECTERN_CACHE_TEAM: team } = env;
  const seconds = Number(env.LECTERN_CACHE_TIMEOUT || patience);
  if (!(seconds > 0 && seconds <= 3600))
    throw new UserError(
      `LECTERN_CACHE_TIMEOUT is not a number of seconds: ${env.LECTERN_CACHE_TIMEOUT}`,
      `set it to some seconds up to 3600, such as ${patience}`,
      2,
    );
  const place = {
    ...{ url, patience: 1000 * seconds },
    ...(token ? { token } : {}),
    ...(team ? { team } : {}),
  };
  return { cache: new RemoteCache(place) };
}

/** `2/4`. Throws UserError (exit code 2). */
export function parseShard(text: string): Shard {
  const [, at, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  if (at && of && at <= of && of <= mostShards) return { at, of };
  throw new UserError(
    `--shard is not a part of a whole: ${text}`,
    "write it like --shard 2/4, the second of four",
    2,
  );
}

import { homedir, hostname, userInfo } from "node:os";

/** Whose machine an article is built on: what of it must not get out. */
export interface Machine {
  /** Name of the account. */
  readonly user: string;
  /** Name of the machine, with or without its domain. */
  readonly host: string;
  /** The account's home folder, absolute. */
  readonly home: string;
}

/** Whose machine this is, so that no article tells. */
export function readMachine(env: NodeJS.ProcessEnv): Machine {
  return {
    user: env.USER ?? env.USERNAME ?? userName(),
    host: hostname(),
    home: env.HOME ?? homedir(),
  };
}

/** In a container the account may have a number only. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}

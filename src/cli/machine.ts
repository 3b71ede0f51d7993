import { homedir, hostname, userInfo } from "node:os";
import type { Machine } from "../medium/secrets.ts";

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

import type { Machine } from "../../course/machine.ts";

/** What must not get out, where it stands in a text. */
export interface Secret {
  /** What it is: `local path`. */
  readonly what: string;
  readonly text: string;
  /** Index of its first sign. */
  readonly offset: number;
}

type Pattern = readonly [pattern: RegExp, what: string];

/** Folders at the root that hold what is somebody's; `/usr` and `/etc` are the same everywhere. */
const roots =
  "home|Users|root|tmp|mnt|work|private|var|opt|srv|data|media|scratch|workspaces?|content|export|nfs|Volumes|snap|Applications";

/** The numbers of an address that no public machine has. Source: RFC 1918, RFC 3927. */
const inside =
  "(?:10\\.\\d{1,3}|192\\.168|169\\.254|172\\.(?:1[6-9]|2\\d|3[01]))\\.\\d{1,3}\\.\\d{1,3}";

const general: readonly Pattern[] = [
  [/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/, "private key"],
  [
    /(?<![\w+.-])[a-z][a-z\d+.-]{0,30}:\/\/[^\s/?#@:]{0,200}:[^\s/?#@]{1,200}@[^\s"'`)]*/i,
    "address with a password",
  ],
  [
    new RegExp(
      `(?:^|[\\s"'\`(=\\[{,:<>|])((?:/(?:${roots})/|~/|[A-Za-z]:\\\\(?:Users|home|Program Files|ProgramData|Windows|Temp|Projects|Data)\\\\)[^\\s"'\`)]*)`,
    ),
    "local path",
  ],
  [/\bfile:\/\/\S+/, "local path"],
  [
    /\bhttps?:\/\/(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[\w.-]+\.(?:local|internal|lan)\b)\S*/,
    "private address",
  ],
  [
    new RegExp(`(?<![\\w.])${inside}(?![\\w]|\\.\\d)(?::\\d+)?`),
    "private address",
  ],
  [/\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0):\d{2,5}\b/, "private address"],
  // Unique local and link-local. Source: RFC 4193, RFC 4291.
  [
    /(?<![\w:.])f(?:[cd][\da-f]{2}|e[89ab][\da-f]):(?=[\da-f:]*:)[\da-f:]+(?![\w:])/i,
    "private address",
  ],
  [
    /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|gl(?:pat|ptt|dt)-[\w-]{20,}|hf_[A-Za-z\d]{20,}|AIza[\w-]{35}|ya29\.[\w-]{20,}|[sr]k_live_\w{16,}|sk-[\w-]{20,}|A[KS]IA[0-9A-Z]{16}|xox[abpr]-[\w-]{10,}|npm_\w{30,}|pypi-AgEI[\w-]{20,}|eyJ[\w-]{10,}\.[\w-]{10,}\.)/,
    "what looks like a token",
  ],
];

/** Names that many machines have, and words that an article may well need: they give nobody away. */
const common = new Set(
  `root user users admin administrator node runner ubuntu debian fedora vagrant docker guest
  student students teacher course test tester build builder codespace codespaces jovyan nobody
  default local localhost localdomain host server client worker laptop desktop computer workstation
  notebook jupyter python tensor vector matrix gradient training learning model macbook thinkpad
  raspberrypi linux windows home work main master demo sample public service system`.split(
    /\s+/,
  ),
);

/** What of `text` must not get out: the first of each kind. */
export function findSecrets(text: string, machine?: Machine): Secret[] {
  const found: Secret[] = [];
  const patterns = [...(machine ? ofMachine(machine) : []), ...general];
  for (const [pattern, what] of patterns) {
    const match = pattern.exec(text);
    if (match === null) continue;
    // The sentence's own full stop is no part of a path.
    const secret = (match[1] ?? match[0]).replace(/[.,;:!?]+$/, "");
    const offset = match.index + match[0].indexOf(secret);
    // A path below the home folder is a local path, too: once is enough.
    const isKnown = found.some(
      (each) =>
        offset < each.offset + each.text.length &&
        each.offset < offset + secret.length,
    );
    if (!isKnown) found.push({ what, text: secret, offset });
  }
  return found;
}

/**
 * Patterns of one machine's names. A name that can hardly be a word is found wherever it stands;
 * one that can (short, of letters only, or a common one) only in a prompt: `ada@…`, `…@tensor`.
 */
function ofMachine({ user, host, home }: Machine): Pattern[] {
  const patterns: Pattern[] = [];
  const add = (pattern: string, what: string, flags = "") =>
    patterns.push([new RegExp(pattern, `u${flags}`), what]);
  // `/`, `/root` and `/nonexistent` are everybody's.
  if (home.split(/[/\\]/).filter((part) => part !== "").length > 1)
    add(
      `(?<![\\w.])${escapeRegExp(home.replace(/[/\\]+$/, ""))}(?![\\w-])[^\\s"'\`)]*`,
      "home folder",
      /^[a-z]:/i.test(home) ? "i" : "",
    );
  const [machine = ""] = host.split(".");
  // An account on a public site may have the same name: its address is no secret.
  const free = "(?<![\\w@-])(?<!https?:\\/\\/\\S*)";
  if (isTelling(user, 5))
    add(`${free}${escapeRegExp(user)}(?![\\w-])`, "name of the user");
  else if (user.length > 2 && !common.has(user.toLowerCase()))
    add(
      `(?<![\\w.-])${escapeRegExp(user)}@[\\w-]+(?![\\w.-])`,
      "name of the user",
    );
  // Machines answer to their name in either case.
  if (isTelling(machine, 8))
    add(
      `${free.replace("@", "")}${escapeRegExp(machine)}(?![\\w-])`,
      "name of the machine",
      "i",
    );
  else if (machine.length > 2 && !common.has(machine.toLowerCase()))
    add(
      `\\b\\w+@${escapeRegExp(machine)}(?![\\w-])`,
      "name of the machine",
      "i",
    );
  return patterns;
}

/** Whether a name can hardly be a word: a sign or digit in it, or letters, `least` of them. */
function isTelling(name: string, least: number): boolean {
  if (common.has(name.toLowerCase())) return false;
  return name.length >= (/^\p{L}+$/u.test(name) ? least : 5);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

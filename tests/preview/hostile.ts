import { connect } from "node:net";

/**
 * Requests that a page of ours would never send, made by chance, the same for the same seed. Most of
 * each is as it should be: what is wrong all over is refused by the first thing that looks.
 */

/** What was sent, and what came back before the connection ended. */
export interface Exchange {
  readonly sent: string;
  readonly answer: string;
}

const methods =
  "GET POST PUT DELETE OPTIONS TRACE HEAD PATCH CONNECT get G\0T PROPFIND".split(
    " ",
  );

/** What a page of ours asks for, and what it sends something to. */
const shown = ["/", "/preview.js", "/events?topic=01-ink"];
const actions = ["/run", "/build", "/stop", "/rehearsals"];

const paths = [
  ..."/ /events /run /build /stop /rehearsals /preview.js /pictures/".split(
    " ",
  ),
  "/events?topic=01-ink",
  "/events?topic=../../etc",
  "/../package.json",
  "/..%2f..%2fetc/passwd",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/....//....//etc/passwd",
  "/..\\..\\package.json",
  "/pictures/../package.json",
  "/pictures/%00",
  `/pictures/${"0".repeat(64)}`,
  "//etc/passwd",
  "/preview.js/../../package.json",
  "/preview.js%00.png",
  "/topics/01-ink/article.md",
  "/output/01-ink/.lectern/run.json",
  "/templates/preview/preview.js",
  "/src/cli/main.ts",
  "http://127.0.0.1/preview.js",
  "http://evil.example/",
  "file:///etc/passwd",
  "*",
  "",
  `/${"a".repeat(20_000)}`,
  "/?topic=%zz",
  "/\u0000",
  "/é",
];

const bodies = [
  "",
  '{"topic":"01-ink"}',
  '{"topic":"01-ink","quick":false}',
  '{"topic":"01-ink","slides":[{"number":1,"seconds":9}]}',
  '{"topic":{"__proto__":1}}',
  "[".repeat(5_000),
  "not json",
  `"${"a".repeat(70_000)}"`,
];

const types = [
  "application/json",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
];

/** `count` hostile requests to the preview at `port`. */
export function makeRequests(
  count: number,
  port: number,
  seed: number,
): string[] {
  let state = seed >>> 0;
  // Source: Numerical Recipes, "quick and dirty" generator.
  const chance = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = <T>(list: readonly T[]): T =>
    list[Math.floor(chance() * list.length)] as T;
  const mostly = <T>(good: readonly T[], bad: readonly T[]): T =>
    pick(chance() < 0.7 ? good : bad);
  const hosts = [
    ...[`127.0.0.1:${port}`, `localhost:${port}`, "127.0.0.1", "localhost"],
    ...[
      "evil.example",
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
    ],
    ...[
      `127.0.0.1:${port}@evil.example`,
      `[::1]:${port}`,
      "",
      `0.0.0.0:${port}`,
    ],
    ...[`127.0.0.1:${port + 1}`, `127.0.0.1:${port} `, `127.1:${port}`],
  ];
  const origins = [
    ...["", "null", "http://evil.example", `http://127.0.0.1:${port + 1}`],
    ...[`https://127.0.0.1:${port}`, `http://127.0.0.1:${port}.evil.example`],
  ];
  return Array.from({ length: count }, () => {
    const method = mostly(["GET", "POST"], methods);
    const own = method === "POST" ? actions : shown;
    const body = mostly(bodies.slice(1, 4), bodies);
    const length = mostly(
      [`Content-Length: ${body.length}`],
      [
        ...["Content-Length: -1", "Content-Length: 99999999", ""],
        "Transfer-Encoding: chunked",
        `Transfer-Encoding: chunked
Content-Length: ${body.length}`,
      ],
    );
    const version = mostly(
      ["HTTP/1.1"],
      ["HTTP/1.0", "HTTP/2.0", "HTTP/9", ""],
    );
    const lines = [
      `${method} ${mostly(own, paths)} ${version}`,
      ...(chance() < 0.9 ? [`Host: ${mostly(hosts.slice(0, 2), hosts)}`] : []),
      ...(chance() < 0.05 ? [`Host: ${pick(hosts)}`] : []),
      ...(chance() < 0.6 ? [`Origin: ${pick(origins)}`] : []),
      ...(chance() < 0.3 ? ["Sec-Fetch-Site: cross-site"] : []),
      ...(chance() < 0.1 ? ["Upgrade: websocket\r\nConnection: Upgrade"] : []),
      ...(chance() < 0.05 ? [`X-Long: ${"x".repeat(30_000)}`] : []),
      ...(chance() < 0.05 ? ["Broken header"] : []),
      `Content-Type: ${mostly(["application/json"], types)}`,
      ...(length === "" ? [] : [length]),
    ];
    const end = mostly(["\r\n"], ["\n"]);
    const whole = `${lines.join(end)}${end}${end}${body}`;
    // Some break off in the middle.
    return chance() < 0.1 ? whole.slice(0, chance() * whole.length) : whole;
  });
}

/** Sends the requests, each on a connection of its own, a few at the same time. */
export async function sendAll(
  requests: readonly string[],
  port: number,
): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const queue = [...requests];
  const work = async () => {
    for (let sent = queue.pop(); sent !== undefined; sent = queue.pop())
      exchanges.push({ sent, answer: await send(sent, port) });
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return exchanges;
}

/** Milliseconds without a word after which nothing more is waited for. */
const patience = 150;

function send(text: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.setTimeout(patience, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
    socket.write(text, "latin1");
  });
}

/**
 * What is wrong with an answer: anything but a refusal, where a stranger asked, and anything at all
 * that tells of files. Undefined where nothing is.
 */
export function faultOf(
  { sent, answer }: Exchange,
  port: number,
): string | undefined {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
  if (status === 500) return "a bug was met";
  const [request = "", ...headers] =
    sent.split("\n\n")[0]?.split(/\r?\n/) ?? [];
  const sentAs = (name: string) =>
    headers
      .filter((each) => each.toLowerCase().startsWith(`${name}: `))
      .map((each) => each.slice(name.length + 2).trim());
  const isOwn = sentAs("host").every((host) =>
    [`127.0.0.1:${port}`, `localhost:${port}`].includes(host),
  );
  const isStranger =
    sentAs("origin").length > 0 || sentAs("sec-fetch-site").length > 0;
  const isKnown =
    /^GET (\/|\/preview\.js|\/events\?topic=01-ink|\/\?topic=%zz) HTTP/.test(
      request,
    );
  // Whoever names this machine and comes from no page: the person's own `curl`, say.
  if (isOwn && !isStranger && isKnown) return undefined;
  if (status === 200) return "answers a stranger";
  return /root:x:|"devDependencies"|"provenance"|ink-of-threes/.test(answer)
    ? "tells what a file holds"
    : undefined;
}

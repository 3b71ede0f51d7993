import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { hostname, tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

/** Names its node to everything that a node's daemon starts. */
const mark = "LECTERN_TEST_NODE";

const execute = promisify(execFile);

/** Whether Slurm and what signs its messages are installed (Debian: `slurm-wlm`, `munge`). */
export const hasSlurm = ["munged", "slurmctld", "slurmd", "sbatch"].every(
  (name) =>
    [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"].some((folder) =>
      existsSync(join(folder, name)),
    ),
);

/** A cluster on this machine: each node is a daemon of its own. */
export interface Cluster {
  readonly nodes: readonly string[];
  /** Runs one of Slurm's commands, and gives what it prints. */
  command(
    name: string,
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
  ): Promise<string>;
  /** A node that loses its power: daemon and jobs are gone at once, and it starts again. */
  kill(node: string): Promise<void>;
  /** What controller and nodes wrote, for a job that does not end. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a controller and `count` nodes of two cores each. Throws Error where one does not start. */
export async function startCluster(count: number): Promise<Cluster> {
  const root = await mkdtemp(join(tmpdir(), "lectern-slurm-"));
  const nodes = Array.from({ length: count }, (_, at) => `n${at + 1}`);
  const conf = join(root, "slurm.conf");
  await writeConf(root, nodes);
  const env: NodeJS.ProcessEnv = { ...process.env, SLURM_CONF: conf };
  env.PATH = `${env.PATH}${delimiter}/usr/sbin`;
  const daemon = (name: string, args: readonly string[], node = "") =>
    spawn(name, args, { env: { ...env, [mark]: node }, stdio: "ignore" });
  const munge = join(root, "munge");
  const munged = daemon("munged", [
    ...["--foreground", "--force", `--key-file=${join(munge, "key")}`],
    ...[`--socket=${join(munge, "socket")}`, `--pid-file=${munge}/pid`],
    ...[`--log-file=${munge}/log`, `--seed-file=${munge}/seed`],
  ]);
  await until(() => existsSync(join(munge, "socket")));
  const controller = daemon("slurmctld", ["-D", "-f", conf]);
  const start = (node: string) => daemon("slurmd", ["-D", "-N", node], node);
  for (const node of nodes) start(node);
  const command: Cluster["command"] = async (name, args, more) =>
    (await execute(name, args, { env: { ...env, ...more } })).stdout;
  const idle = async () => {
    const states = await command("sinfo", ["-hNo", "%T"]).catch(() => "");
    return states.split("\n").filter((state) => state === "idle").length;
  };
  await until(async () => (await idle()) === count);
  const end = async (node: string) => {
    const jobs = await command("squeue", ["-hw", node, "-o%A"]);
    for (;;) {
      const pids = await belongings(node, jobs.split("\n"));
      if (pids.length === 0) return;
      for (const pid of pids) kill(pid);
      await wait(50);
    }
  };
  return {
    nodes,
    command,
    kill: async (node) => {
      await end(node);
      // What the controller finds out by itself after `SlurmdTimeout`.
      const state = async (...words: string[]) =>
        command("scontrol", ["update", `NodeName=${node}`, ...words]);
      await state("State=DOWN", "Reason=power");
      start(node);
      await state("State=RESUME");
    },
    log: async () =>
      (
        await Promise.all(
          ["ctld", ...nodes].map((name) => readFile(join(root, name), "utf8")),
        )
      ).join("\n"),
    stop: async () => {
      for (const node of nodes) await end(node);
      for (const each of [controller, munged]) each.kill("SIGKILL");
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function writeConf(root: string, nodes: readonly string[]) {
  const [controller, ...ports] = await freePorts(nodes.length + 1);
  await mkdir(join(root, "munge"), { mode: 0o700 });
  const key = { mode: 0o400 };
  await writeFile(join(root, "munge/key"), randomBytes(1024), key);
  const user = userInfo().username;
  const host = hostname();
  const lines = {
    ...{ ClusterName: "lectern", SlurmctldHost: `${host}(127.0.0.1)` },
    ...{ SlurmUser: user, SlurmdUser: user, SlurmctldPort: controller },
    AuthInfo: `socket=${join(root, "munge/socket")}`,
    // Nothing that needs rights over the whole machine.
    ...{ ProctrackType: "proctrack/linuxproc", TaskPlugin: "task/none" },
    ...{ SelectType: "select/cons_tres", SelectTypeParameters: "CR_Core" },
    ...{ StateSaveLocation: join(root, "state"), ReturnToService: 2 },
    SlurmdSpoolDir: join(root, "spool/%n"),
    SlurmctldPidFile: join(root, "ctld.pid"),
    SlurmdPidFile: join(root, "%n.pid"),
    SlurmctldLogFile: join(root, "ctld"),
    SlurmdLogFile: join(root, "%n"),
    SchedulerParameters: "sched_interval=1",
    ...{ KillWait: 1, MinJobAge: 3600, MailProg: "/bin/true" },
  };
  const machines = nodes.map(
    (node, at) =>
      `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${ports[at]} CPUs=2`,
  );
  for (const folder of ["state", "spool"]) await mkdir(join(root, folder));
  const text = [
    ...Object.entries(lines).map((line) => line.join("=")),
    ...machines,
    "PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
  ].join("\n");
  await writeFile(join(root, "slurm.conf"), `${text}\n`);
}

/** A node's daemon, what watches over its jobs, and these: first what would tell of the others. */
async function belongings(
  node: string,
  jobs: readonly string[],
): Promise<number[]> {
  const { stdout } = await execute("ps", ["-eo", "pid=,args="]);
  const watching: number[] = [];
  const watched: number[] = [];
  for (const line of stdout.split("\n")) {
    const [pid = "", ...words] = line.trim().split(/\s+/);
    const path = `/proc/${pid}/environ`;
    const environment = await readFile(path, "utf8").catch(() => "");
    const has = (word: string) => environment.split("\0").includes(word);
    // It writes its name over its environment.
    const [, job] = /^slurmstepd: \[(\d+)\./.exec(words.join(" ")) ?? [];
    if (has(`${mark}=${node}`) || (job && jobs.includes(job)))
      watching.push(Number(pid));
    else if (has(`SLURMD_NODENAME=${node}`)) watched.push(Number(pid));
  }
  return [...watching, ...watched];
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Ended by itself meanwhile.
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () =>
    createServer().listen(0, "127.0.0.1"),
  );
  await Promise.all(
    servers.map(
      (server) =>
        server.listening ||
        new Promise((resolve) => server.once("listening", resolve)),
    ),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  });
  await Promise.all(
    servers.map((server) => new Promise((resolve) => server.close(resolve))),
  );
  return ports;
}

/** Waits until it is so, a minute at most. Throws Error. */
async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await so()) return;
    await wait(100);
  }
  throw new Error(`not so within a minute: ${so}`);
}

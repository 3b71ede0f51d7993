import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findSecrets } from "../../../src/medium/rules/secrets.ts";

const ada = { user: "ada", host: "mercury", home: "/home/ada" };
const telling = {
  user: "jsmith",
  host: "DESKTOP-7KQ2.fritz.box",
  home: "/srv/people/jsmith",
};

const found = (text: string, machine = telling) =>
  findSecrets(text, machine).map(({ what, text: secret }) => [what, secret]);

describe("findSecrets", () => {
  it.each([
    ["Run by jsmith.", "name of the user", "jsmith"],
    ["-rw-r--r-- 1 jsmith staff", "name of the user", "jsmith"],
    [
      "Trained on desktop-7kq2 overnight",
      "name of the machine",
      "desktop-7kq2",
    ],
    [
      "see /srv/people/jsmith/mnist.gz",
      "home folder",
      "/srv/people/jsmith/mnist.gz",
    ],
    ["see /home/grace/a.png", "local path", "/home/grace/a.png"],
  ])("names what gives a person away: %s", (text, what, secret) => {
    expect(found(text)).toEqual([[what, secret]]);
  });

  it("finds a short or ordinary name where a prompt prints it", () => {
    expect(found("ada@laptop:~$ ls", ada)).toEqual([
      ["name of the user", "ada@laptop"],
    ]);
    expect(found("(venv) x@mercury $", ada)).toEqual([
      ["name of the machine", "x@mercury"],
    ]);
  });

  it.each([
    "Ada Lovelace wrote about ada, the language.",
    "The mercury in a thermometer, and Mercury, the planet.",
    "Write to ada@example.org about canada.",
    "The code is at https://github.com/ada/mnist.",
  ])("takes no word for a short name: %s", (text) => {
    expect(found(text, ada)).toEqual([]);
  });

  it.each([
    "The code is at https://github.com/jsmith/mnist.",
    "Smith (2012), and jsmithson after him.",
  ])("lets a public address and another name pass: %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    { user: "root", host: "localhost", home: "/root" },
    { user: "node", host: "node", home: "/" },
    { user: "user", host: "ubuntu", home: "/home" },
    { user: "student", host: "workstation", home: "/nonexistent" },
    { user: "", host: "", home: "" },
  ])("raises no alarm for $user on $host", (machine) => {
    const text =
      "A node of the tree, the root of it, / and /home, a user and a student at a workstation on ubuntu; x / y.";
    expect(findSecrets(text, machine)).toEqual([]);
  });

  it.each([
    ["-----BEGIN PRIVATE KEY-----\nMIIEvQ", "private key"],
    ["-----BEGIN OPENSSH PRIVATE KEY-----", "private key"],
    ["-----BEGIN RSA PRIVATE KEY-----", "private key"],
    ["-----BEGIN PGP PRIVATE KEY BLOCK-----", "private key"],
    [`token = "hf_${"aB3".repeat(11)}x"`, "what looks like a token"],
    [`glpat-${"x1_-".repeat(5)}`, "what looks like a token"],
    [`key=AIza${"aB-_4".repeat(7)}`, "what looks like a token"],
    ["clone https://ada:secret@example.org/a.git", "address with a password"],
    ["postgres://ada:p4ss@db.example.org:5432/x", "address with a password"],
    ["redis://:p4ss@example.org", "address with a password"],
    ["see /opt/conda/envs/fastai", "local path"],
    ["path=/opt/models", "local path"],
    ["open('/data/mnist.gz')", "local path"],
    ["in /scratch/a, /Volumes/b", "local path"],
    ["in d:\\Users\\ada\\a.png", "local path"],
    ["ssh 10.1.22.3 -p 22", "private address"],
    ["at 192.168.1.7:8888", "private address"],
    ["from 172.16.0.4 to 172.31.255.1", "private address"],
    ["ping fd00::1", "private address"],
    ["ping fe80::1ff:fe23:4567:890a", "private address"],
    ["running on localhost:8888", "private address"],
    ["running on 127.0.0.1:6006", "private address"],
  ])("finds what nobody should read: %s", (text, what) => {
    expect(findSecrets(text).map((each) => each.what)).toEqual([what]);
  });

  it.each([
    "-----BEGIN CERTIFICATE----- and -----BEGIN PUBLIC KEY-----",
    "hf_hub_download_of_a_whole_repository(x)",
    "The glpat- prefix, AIza and hf_ are how tokens begin.",
    "https://example.org:8443/a?b=c:d@e and git@example.org:a/b.git",
    "#!/usr/bin/env python, /usr/bin/python3, and/or/opt",
    "Version 10.1.2 and 3.10.1.22.3, 172.15.0.4, 172.32.0.1, 8.8.8.8 and 11.0.0.1",
    "11:10:12, a ratio of 1:10.2.3.4.5, fade:: and feed:1:2",
    "on localhost, or 127.0.0.1 as all call it",
    "opt/models, ./data/mnist and https://example.org/opt/a",
  ])("takes nothing else for it: %s", (text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  it("finds nothing in the topics, whatever they quote of their sources", () => {
    const topics = join(import.meta.dirname, "../../../topics");
    const texts = readdirSync(topics, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(md|ts|py)$/.test(path))
      .map((path) => [path, readFileSync(join(topics, path), "utf8")] as const);
    expect(texts.length).toBeGreaterThanOrEqual(40);
    const secrets = texts.flatMap(([path, text]) =>
      findSecrets(text).map((each) => [path, each]),
    );
    expect(secrets).toEqual([]);
  });

  it.each(["a.", "a:", "/", "http://", "10.", "f", "A:\\", "-----BEGIN "])(
    "takes time in proportion to a text of nothing but %s",
    (piece) => {
      const spent = (length: number) => {
        const text = piece.repeat(length / piece.length);
        const start = performance.now();
        findSecrets(text, telling);
        return performance.now() - start;
      };
      spent(10_000);
      // Eight times the text: eight times the time, not sixty-four.
      const [small, large] = [spent(50_000), spent(400_000)];
      expect(large).toBeLessThan(25 * Math.max(small, 5));
    },
  );
});

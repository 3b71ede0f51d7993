import { describe, expect, it } from "vitest";
import { findSecrets } from "../../src/medium/secrets.ts";

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
});

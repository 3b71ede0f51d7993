import { expect, test } from "vitest";
import { readRelease } from "../../bin/release/changelog.ts";

const changelog = `# Changelog

## [Unreleased]

## [0.2.0] - 2026-12-01

### Added

- A command.

## [0.1.0]

- The first.
`;

test("a release says what its section of the changelog says, and no more", () => {
  expect(readRelease(changelog, "0.2.0")).toEqual({
    version: "0.2.0",
    notes: "### Added\n\n- A command.",
  });
});

test.each([
  ["0.3.0", changelog, "no dated section of 0.3.0"],
  ["0.1.0", changelog, "no dated section of 0.1.0"],
  ["0.2.0", changelog.replace("d]\n", "d]\n\n- More.\n"), "unreleased"],
  ["0.2.0", changelog.replace(/### Added\n\n- A.*\n/, ""), "says nothing"],
])(
  "a release of %s is refused where the changelog does not tell it",
  (version, text, said) => {
    expect(() => readRelease(text, version)).toThrow(said);
  },
);

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { root, workspacePackages } from "./checkout.js";
import { readFrontDoor } from "./front-door.js";

const importable = workspacePackages().filter(({ isPrivate, isImportable }) => !isPrivate && isImportable);

it("finds the packages", () => {
  expect(importable.map(({ name }) => name)).toContain("@dgs/core");
});

describe.each(importable)("$name", ({ name, folder }) => {
  const index = `${folder}/src/index.ts`;
  const door = readFrontDoor(index);

  it("exports by name, and does nothing else in its index.ts", () => {
    expect(door.others).toEqual([]);
  });

  it("gives at run time exactly the values that its index.ts names", async () => {
    const module = (await import(pathToFileURL(path.join(root, index)).href)) as object;
    expect(Object.keys(module).sort()).toEqual(door.values);
  });

  it("exports what is pinned; a change is meant when `npm run pins` is run and its file committed", () => {
    const pin = path.join(root, "test/exports", `${name.replace("@dgs/", "")}.txt`);
    const actual = [...door.values.map((value) => `value ${value}\n`), ...door.types.map((type) => `type ${type}\n`)].join("");
    if (process.env["UPDATE_PINS"] === "1") {
      mkdirSync(path.dirname(pin), { recursive: true });
      writeFileSync(pin, actual);
    }
    expect(actual).toBe(existsSync(pin) ? readFileSync(pin, "utf8") : "(no pin yet)");
  });
});

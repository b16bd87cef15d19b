import { expect, it } from "vitest";
import { suggest } from "./suggest.js";

const commands = ["init", "create-milestone-job", "run-job", "list-jobs", "cancel-job", "progress"];

it.each([
  ["progres", "progress"],
  ["prgoress", "progress"],
  ["PROGRESS", "progress"],
  ["prog", "progress"],
  ["list-job", "list-jobs"],
  ["runjob", "run-job"],
  ["create-milestone", "create-milestone-job"],
  ["inti", "init"],
])("takes %s for %s", (word, meant) => {
  expect(suggest(word, commands)).toBe(meant);
});

it.each(["deploy", "x", "", "job"])("has no suggestion for %j", (word) => {
  expect(suggest(word, commands)).toBeUndefined();
});

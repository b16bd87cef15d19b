import { expect, it } from "vitest";
import { inferSeverity } from "./issue-severity.js";

it.each([
  ["the app crashes when I save", "blocker"],
  ["it does not start any more", "blocker"],
  ["a blank page", "blocker"],
  ["the save button is missing", "major"],
  ["nothing happens", "major"],
  ["I can't log in", "major"],
  ["the total is wrong and has the wrong colour", "major"],
  ["three of four mails came", "major"],
  ["works, but it never feels fast", "minor"],
  ["the list is slow", "minor"],
  ["the title looks wrong", "cosmetic"],
  ["a typo in the footer", "cosmetic"],
  ["the colour of the link", "cosmetic"],
] as const)("%j is %s", (words, severity) => {
  expect(inferSeverity(words)).toBe(severity);
});

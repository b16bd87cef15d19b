import { describe, expect, it } from "vitest";
import { brieflyFrom, firstSentences, plainProse } from "./brief-text.js";

describe("brieflyFrom", () => {
  it.each([
    ["Know the seconds of each unit.", "Know the seconds of each unit"],
    ["Procedural terrain generator using Perlin noise — creates height maps, biome zones, and collision meshes.", "Procedural terrain generator using Perlin noise"],
    ["Implement JWT authentication with refresh rotation, so that sessions last.", "Implement JWT authentication with refresh rotation"],
    ["Build the limiter: a token bucket for each key", "Build the limiter"],
    ["Write one two three four five six seven eight nine ten words", "Write one two three four five six seven"],
    ["Move the settings of each and every user to the new table", "Move the settings of each and every user"],
    ["**Create** the `User` model\nwith [fields](x.md)", "Create the User model with fields"],
  ])("%s", (text, brief) => {
    expect(brieflyFrom([text])).toBe(brief);
  });

  it("takes the next text where the first has too few words, and the first where none has enough", () => {
    expect(brieflyFrom(["Auth.", undefined, "", "Users can sign in"])).toBe("Users can sign in");
    expect(brieflyFrom(["Auth.", "Login"])).toBe("Auth");
    expect(brieflyFrom([])).toBe("");
  });

  it("never says more than eight words of a long text", () => {
    const brief = brieflyFrom([Array.from({ length: 10_000 }, (_, at) => `word${String(at)}`).join(" ")]);
    expect(brief.split(" ")).toHaveLength(8);
  });
});

describe("firstSentences", () => {
  it("takes whole sentences from one text after the other, none twice", () => {
    expect(firstSentences(["Builds the limiter. Uses e.g. a bucket", "Needed by the API.", "Builds the limiter.", "src/limit.ts"], 3)).toBe("Builds the limiter. Uses e.g. a bucket. Needed by the API.");
    expect(firstSentences([undefined, ""], 3)).toBe("");
  });
});

it("takes the marks of markdown off, and keeps the words", () => {
  expect(plainProse("# Title\n\n- **a** `b`\n2. [c](d)\n<sub>e</sub>")).toBe("Title a b c e");
});

import { expect, it } from "vitest";
import { showsBearer } from "./shows-bearer.js";

it.each([["Bearer secret", true], ["bearer  secret", true], ["Bearer secret2", false], ["Bearer secre", false], ["Bearer", false], ["secret", false], ["Basic secret", false], ["Bearer secret more", false], ["", false], [undefined, false]])("a header %j shows the token: %s", (header, shows) => {
  expect(showsBearer(header, "secret")).toBe(shows);
});

import { expect, it } from "vitest";
import { COMMANDS } from "../apps/cli/src/commands.js";
import { ADAPTERS } from "../packages/agents/src/index.js";
import { CONFIG_KEYS } from "../packages/core/src/planning/config-keys.js";
import { PROGRAMS } from "../scripts/agents/pins.mjs";

/** What runs agents: the programs that DGS knows, any program, and a tape. */
const names = [...Object.keys(ADAPTERS), "command", "replay"];

it("the adapters are the same in the configuration, on the command line and in the package", () => {
  const { expects } = CONFIG_KEYS["agents.adapter"];
  expect([...expects.matchAll(/"([^"]+)"/g)].map(([, name]) => name)).toEqual(names);
  const options = COMMANDS.flatMap((command) => command.options.filter(({ name }) => name === "agent").map((option) => [command.name, option.values]));
  expect(options.length).toBeGreaterThan(3);
  expect(options).toEqual(options.map(([command]) => [command, names]));
  expect(Object.entries(ADAPTERS).map(([key, { name }]) => [key, name])).toEqual(Object.keys(ADAPTERS).map((name) => [name, name]));
});

it("an adapter says that it is tried with the version that the tests of agent programs drive, and with no other", () => {
  const tried = Object.values(ADAPTERS).flatMap((adapter) => ("tried" in adapter && adapter.tried !== undefined ? [[adapter.name, adapter.tried]] : []));
  expect(tried).toEqual(PROGRAMS.map(({ name, version }) => [name, version]));
});

import { expect, it } from "vitest";
import { agentEnvironment, testEnvironment } from "./environment.js";

const source = {
  PATH: "/bin",
  Path: "C:\\bin",
  HOME: "/home/x",
  LC_TIME: "de_DE.UTF-8",
  GITHUB_TOKEN: "secret",
  ANTHROPIC_API_KEY: "secret",
  NODE_OPTIONS: "--require ./x.js",
  GIT_DIR: "/elsewhere",
  JAVA_HOME: "/opt/java",
  UNSET: undefined,
};

it("gives agents the basics and what was added by name", () => {
  expect(agentEnvironment(source, ["ANTHROPIC_API_KEY", "UNSET", "NOT_THERE"])).toEqual({
    PATH: "/bin",
    Path: "C:\\bin",
    HOME: "/home/x",
    LC_TIME: "de_DE.UTF-8",
    ANTHROPIC_API_KEY: "secret",
  });
});

it("gives tests the basics and toolchains, and no secret", () => {
  expect(testEnvironment(source)).toEqual({ PATH: "/bin", Path: "C:\\bin", HOME: "/home/x", LC_TIME: "de_DE.UTF-8", JAVA_HOME: "/opt/java" });
});

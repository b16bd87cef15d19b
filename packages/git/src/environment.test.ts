import { describe, expect, it } from "vitest";
import { gitEnvironment } from "./environment.js";

describe("gitEnvironment", () => {
  it("keeps what git, ssh, gpg and hooks need, and drops what ties git to another place", () => {
    const kept = { HOME: "/h", PATH: "/p", SSH_AUTH_SOCK: "/s", GPG_TTY: "t", XDG_CONFIG_HOME: "/x", GIT_AUTHOR_DATE: "d", GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "safe.directory", GIT_CONFIG_VALUE_0: "*", https_proxy: "p" };
    const dropped = { GIT_DIR: "/d", GIT_WORK_TREE: "/w", GIT_INDEX_FILE: "/i", GIT_CONFIG_PARAMETERS: "'a'", GIT_LITERAL_PATHSPECS: "1", GIT_TRACE: "1", GIT_EDITOR: "vi", SECRET_KEY: "x", NODE_OPTIONS: "--inspect", absent: undefined };
    expect(gitEnvironment({ ...kept, ...dropped }, "write")).toEqual({ ...kept, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0" });
  });

  it("takes no lock for reading that it can do without", () => {
    expect(gitEnvironment({}, "read")["GIT_OPTIONAL_LOCKS"]).toBe("0");
    expect(gitEnvironment({}, "hooks")["GIT_OPTIONAL_LOCKS"]).toBeUndefined();
  });

  it("makes git speak English, but leaves hooks their character type", () => {
    expect(gitEnvironment({ LC_ALL: "de_DE.UTF-8", LANGUAGE: "de" }, "read")).toMatchObject({ LC_ALL: "C" });
    expect(gitEnvironment({ LC_ALL: "de_DE.UTF-8", LANGUAGE: "de" }, "hooks")).toEqual({ LC_MESSAGES: "C", LC_CTYPE: "de_DE.UTF-8", GIT_TERMINAL_PROMPT: "0" });
    expect(gitEnvironment({ LANG: "C.UTF-8" }, "hooks")).toMatchObject({ LANG: "C.UTF-8", LC_CTYPE: "C.UTF-8", LC_MESSAGES: "C" });
  });

  it("opens no dialogue for a remote, but lets the user's own program answer", () => {
    expect(gitEnvironment({}, "remote")).toMatchObject({ GIT_TERMINAL_PROMPT: "0", GIT_ASKPASS: "", SSH_ASKPASS_REQUIRE: "never", GCM_INTERACTIVE: "never" });
    expect(gitEnvironment({ GIT_ASKPASS: "/ci/token" }, "remote")).toMatchObject({ GIT_ASKPASS: "/ci/token" });
  });
});

/** What a git command may do; it decides the environment it gets. */
export type GitCallKind = "read" | "write" | "hooks" | "remote";

const KEPT_NAMES = new Set([
  ...["HOME", "PATH", "USER", "LOGNAME", "SHELL", "TERM", "TZ", "TMPDIR", "TMP", "TEMP", "LANG"],
  ...["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "GNUPGHOME"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"],
  ...["GIT_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES"],
  ...["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT"],
  // What programs of hooks look at.
  ...["CI", "HUSKY", "SKIP"],
  // Without these no program starts on Windows.
  ...["SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "USERNAME", "HOMEDRIVE", "HOMEPATH"],
  ...["APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432"],
]);

const KEPT_PREFIXES = ["XDG_", "SSH_", "GPG_", "LC_", "GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_", "GIT_SSL_", "GIT_LFS_"];

/**
 * Nobody sits before a dialogue: ssh, git's askpass programs of a desktop and the credential manager may not open one. `GIT_ASKPASS`
 * stays as the user has set it, as that is how machines are given their credentials; empty, it keeps git from looking further.
 */
const UNASKED = { SSH_ASKPASS_REQUIRE: "never", GCM_INTERACTIVE: "never" };

/**
 * Builds the environment of a git command from the runner's by an allow-list.
 *
 * What ties git to another place (`GIT_DIR`, `GIT_WORK_TREE`, `GIT_INDEX_FILE`, …) is not on the list: it is set when DGS
 * itself is started from a hook, and every command would then work in the wrong repository.
 */
export function gitEnvironment(source: Readonly<Record<string, string | undefined>>, kind: GitCallKind): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined && isKept(name)) env[name] = value;
  }
  if (kind === "remote") return { ...localised(env, kind), GIT_TERMINAL_PROMPT: "0", ...UNASKED, GIT_ASKPASS: env["GIT_ASKPASS"] ?? "" };
  return { ...localised(env, kind), GIT_TERMINAL_PROMPT: "0", ...(kind === "read" ? { GIT_OPTIONAL_LOCKS: "0" } : {}) };
}

function isKept(name: string): boolean {
  // Windows spells `Path`, proxies are often lower-case.
  const upper = name.toUpperCase();
  return KEPT_NAMES.has(upper) || KEPT_PREFIXES.some((prefix) => upper.startsWith(prefix));
}

/** Makes git speak English. Hooks inherit the environment, and `LC_ALL=C` makes some of their programs refuse UTF-8: they keep their character type. */
function localised(env: Record<string, string>, kind: GitCallKind): Record<string, string> {
  if (kind === "read" || kind === "write") return { ...env, LC_ALL: "C" };
  const { LC_ALL: all, ...rest } = env;
  const characters = all ?? rest["LC_CTYPE"] ?? rest["LANG"];
  return { ...rest, LC_MESSAGES: "C", ...(characters === undefined ? {} : { LC_CTYPE: characters }) };
}

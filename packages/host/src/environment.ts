import type { Environment } from "./asked.js";



/** What every program needs to start and to find a person's own settings. */
const BASIC = new Set([
  ...["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "TZ", "LANG", "LANGUAGE", "TMPDIR", "TMP", "TEMP"],
  // Without these hardly a program starts on Windows.
  ...["SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "USERNAME", "HOMEDRIVE", "HOMEPATH"],
  ...["APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE"],
]);

/** Where toolchains lie; none of these names holds a secret. */
const TOOLCHAINS = new Set([
  ...["CI", "JAVA_HOME", "GOPATH", "GOROOT", "GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS", "CARGO_HOME", "RUSTUP_HOME", "RUSTFLAGS", "NVM_DIR", "VOLTA_HOME", "PNPM_HOME"],
  ...["PYENV_ROOT", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "RBENV_ROOT", "GEM_HOME", "GEM_PATH", "BUNDLE_PATH", "DOTNET_ROOT", "ANDROID_HOME", "ANDROID_SDK_ROOT"],
  ...["GRADLE_USER_HOME", "M2_HOME", "MAVEN_HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PKG_CONFIG_PATH", "CC", "CXX", "CFLAGS", "CXXFLAGS", "LDFLAGS", "MAKEFLAGS", "DISPLAY"],
]);

/**
 * Builds the environment of agents: the basics and the names that the configuration adds (`agents.env`), nothing else.
 *
 * The runner's own environment holds tokens and marks of the session it runs in; an agent gets those it was given on purpose.
 */
export function agentEnvironment(source: Environment, added: readonly string[]): Record<string, string> {
  const names = new Set(added);
  return pick(source, (name) => isBasic(name) || names.has(name));
}

/**
 * Builds the environment of test commands: the basics and where toolchains lie, no secret.
 *
 * Test commands come from files that agents can write, so what is passed on is a list of what is known to be harmless. (design 3.18)
 */
export function testEnvironment(source: Environment): Record<string, string> {
  return pick(source, (name) => isBasic(name) || TOOLCHAINS.has(name.toUpperCase()));
}

function isBasic(name: string): boolean {
  // Windows spells `Path`.
  const upper = name.toUpperCase();
  return BASIC.has(upper) || upper.startsWith("LC_");
}

function pick(source: Environment, isWanted: (name: string) => boolean): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) if (value !== undefined && isWanted(name)) picked[name] = value;
  return picked;
}

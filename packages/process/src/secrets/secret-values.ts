/** Values shorter than this are words that stand everywhere. */
const SHORTEST = 8;

/** Characters of a value that are looked for in one piece; a longer one is looked for piece by piece. */
const LONGEST = 1024;

/** A word of a name that says so, by itself or at its end (`PGPASSWORD`, `AUTHTOKEN`); a key has more than one word (`MONKEY`). */
const SECRET = /^(?:KEYS?|PASS|PAT|.*(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|(?:API|ACCESS|SECRET|PRIVATE|AUTH)KEY)S?)$/;

/** What stands behind a secret's name where the value says something about the secret and is none. */
const ABOUT = new Set(["FILE", "PATH", "DIR", "ID", "NAME", "LIMIT", "LIMITS", "COUNT", "TTL", "SOCK", "TYPE", "SIZE", "EXPIRES", "EXPIRY", "VERSION", "ALGORITHM", "COMMAND"]);

/** Whether a variable's name says that its value is a key, a token or a password. */
export function isSecretName(name: string): boolean {
  if (name.startsWith("DGS_LIMIT_")) return false;
  const words = name.toUpperCase().split(/[^A-Z0-9]+/).filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  return (words.some((word) => SECRET.test(word)) && !ABOUT.has(last)) || (last === "PWD" && words.length > 1);
}

/**
 * The values in some environments that must stand nowhere: of variables whose names say so, as they are and as JSON and addresses write them.
 * Longest first, so that a value that holds another is hidden whole.
 */
export function secretValues(...environments: readonly Readonly<Record<string, string | undefined>>[]): readonly string[] {
  const values = new Set<string>();
  for (const [name, value = ""] of environments.flatMap((env) => Object.entries(env))) {
    if (value.length < SHORTEST || !isSecretName(name)) continue;
    for (const form of [value, value.trim(), JSON.stringify(value).slice(1, -1), encoded(value)]) for (const piece of piecesOf(form)) values.add(piece);
  }
  return [...values].sort((a, b) => b.length - a.length);
}

function encoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    // Half a character: no address has it.
    return value;
  }
}

/** The pieces lie side by side and are of one length, so that none of them is short enough to stand elsewhere. */
function piecesOf(value: string): readonly string[] {
  if (value.length < SHORTEST) return [];
  const size = Math.ceil(value.length / Math.ceil(value.length / LONGEST));
  return Array.from({ length: Math.ceil(value.length / size) }, (_, index) => value.slice(index * size, (index + 1) * size));
}

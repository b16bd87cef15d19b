/** A name that is safe in a folder and in a branch: `[a-z0-9]` runs joined by `-`, at most 60 characters, never empty. */
export type Slug = string & { readonly __slug: true };

/**
 * Makes a slug of a title. Accents are dropped from Latin letters; a title without any letter or digit that
 * fits gets a short hash of its text, so that two such titles do not share a name.
 */
export function slugify(title: string): Slug {
  const plain = title.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60).replace(/-+$/, "");
  return (slug === "" ? `x${hash(title)}` : slug) as Slug;
}

function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value.toString(36);
}

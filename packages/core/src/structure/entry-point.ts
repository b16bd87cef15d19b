import { baseName } from "../code/language.js";

const SCRIPT_NAMES = /^(?:index|main|cli|server|app|setup|bootstrap|preload|middleware|proxy|instrumentation|worker|sw|service-worker|background|content|popup|seed|env)\.[cm]?[jt]sx?$/i;
const SCRIPT_ENDS = /\.(?:config|conf|setup|stories|story|d|test|spec|bench|worker|server|client|route|page|command|plugin|migration|seed)\.[cm]?[jt]sx?$|rc\.[cm]?js$/i;
const SCRIPT_FOLDERS = /(?:^|\/)(?:bin|scripts?|tools|pages|api|routes|migrations|seeds?|seeders|functions|commands|examples?|demo|bench(?:marks?)?|public|static|\.[\w-]+|hooks\/scripts)\//;
const APP_NAMES = /(?:^|\/)app\/(?:.*\/)?(?:page|layout|route|loading|error|global-error|not-found|template|default|sitemap|robots|manifest|icon|opengraph-image|root|entry\.\w+)\.[jt]sx?$/;

const PYTHON_NAMES = /^(?:__init__|__main__|main|app|manage|wsgi|asgi|setup|conftest|noxfile|fabfile|tasks|celery|admin|apps|models|urls|settings|views|signals|cli|run|gunicorn\w*|env|test_.*|.*_test)\.pyi?$/;
const PYTHON_FOLDERS = /(?:^|\/)(?:bin|scripts?|tools|migrations|versions|management\/commands|examples?|docs?|benchmarks?|plugins|dags|templatetags|\.[\w-]+)\//;

/** Tells whether a file of JavaScript or TypeScript starts something by its name or folder, so that nobody need import it. */
export function isScriptEntry(path: string): boolean {
  const name = baseName(path);
  return SCRIPT_NAMES.test(name) || SCRIPT_ENDS.test(name) || SCRIPT_FOLDERS.test(path) || APP_NAMES.test(path) || /^[+_[.]/.test(name);
}

/** Tells whether a file of Python starts something by its name, folder or last lines, so that nobody need import it. */
export function isPythonEntry(path: string, bare: string): boolean {
  return PYTHON_NAMES.test(baseName(path)) || PYTHON_FOLDERS.test(path) || /^if[ \t]+__name__[ \t]*==/m.test(bare);
}

/** Tells whether a file may name others as entry points: manifests, configurations, markup, workflows. */
export function mayNameEntries(path: string): boolean {
  const name = baseName(path);
  return /^(?:package\.json|pyproject\.toml|setup\.(?:py|cfg)|Makefile|Dockerfile|Procfile|Justfile|docker-compose\.ya?ml|manifest\.json|angular\.json|nest-cli\.json|app\.json|vercel\.json|serverless\.ya?ml|tsconfig[\w.-]*\.json|tox\.ini|INSTALLED_APPS)$/i.test(name) || /\.config\.[cm]?[jt]s$|\.html?$/.test(name) || /^\.github\/workflows\//.test(path);
}

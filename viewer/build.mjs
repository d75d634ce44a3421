// Builds the viewer into ../timeline/viewing/assets (or the folder given): script, styles, outlines, notices, digest.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import countries from "i18n-iso-countries";

const here = new URL(".", import.meta.url).pathname;
const out = process.argv[2] ?? `${here}../timeline/viewing/assets`;
mkdirSync(out, { recursive: true });

const common = { bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "none" };
await build({ ...common, entryPoints: [`${here}src/main.ts`], outfile: `${out}/viewer.js`, format: "iife" });
await build({ ...common, entryPoints: [`${here}src/viewer.css`], outfile: `${out}/viewer.css` });

// The outlines, with ISO 3166-1 alpha-3 codes in place of the numeric ones and of the English names.
const atlas = JSON.parse(readFileSync(`${here}node_modules/world-atlas/countries-50m.json`, "utf8"));
for (const shape of atlas.objects.countries.geometries) {
  const code = shape.id === undefined ? undefined : countries.numericToAlpha3(shape.id);
  shape.id = code ?? (shape.properties.name === "Kosovo" ? "XKX" : undefined);
  delete shape.properties;
}
delete atlas.objects.land;
writeFileSync(`${out}/countries.json`, JSON.stringify(atlas));

// What is bundled is used under the licences of its authors, which ask to be named in every copy.
const bundled = Object.keys(JSON.parse(readFileSync(`${here}package-lock.json`, "utf8")).packages)
  .filter((path) => /^node_modules\/(d3-|topojson-client$|world-atlas$|internmap$)/.test(path) && !path.includes("@types"));
const notices = bundled.sort().map((path) => {
  const name = path.replace("node_modules/", "");
  const { version, license } = JSON.parse(readFileSync(`${here}${path}/package.json`, "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(`${here}${path}/LICENSE`, "utf8").trim()}`;
});
const head = "This page contains the following works, each under the licence given with it.\n\n"
  + "Country outlines: Natural Earth (https://www.naturalearthdata.com), public domain, as world-atlas.";
writeFileSync(`${out}/notices.txt`, `${[head, ...notices].join("\n\n\n").replace(/--+/g, "-")}\n`);

// What all of this was built from, so that a stale build is noticed without Node.
const sources = [
  ...readdirSync(`${here}src`).sort().map((name) => `src/${name}`), "build.mjs", "package.json", "package-lock.json",
];
const digest = createHash("sha256");
for (const name of sources) digest.update(`${name}\n`).update(readFileSync(`${here}${name}`)).update("\n");
writeFileSync(`${out}/built-from.sha256`, `${digest.digest("hex")}\n`);

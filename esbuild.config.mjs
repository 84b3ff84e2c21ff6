// Builds the bundles of the theme: `make build-js`.
import { build } from "esbuild";

const theme = "src/muniflow/core/theme";

const common = {
  outdir: `${theme}/static/dist`,
  bundle: true,
  minify: true,
  sourcemap: true,
  target: ["es2022"],
  // Fonts and pictures stay files beside the style sheet, named by their content.
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
  assetNames: "[name]-[hash]",
  // Addresses that Plone answers itself.
  external: ["/++*", "++*"],
  logLevel: "warning",
};

await Promise.all([
  // What every page loads.
  build({
    ...common,
    entryPoints: [
      { in: `${theme}/resources/main.js`, out: "muniflow.min" },
      { in: `${theme}/resources/main.css`, out: "muniflow.min" },
    ],
    format: "iife",
  }),
  // What a page loads when somebody asks for it.
  build({
    ...common,
    entryPoints: [{ in: `${theme}/resources/picture.js`, out: "picture.min" }],
    format: "esm",
    // The licence of the viewer asks that its notice stays.
    legalComments: "eof",
  }),
]);

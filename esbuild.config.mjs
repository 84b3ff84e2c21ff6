// Builds the bundle of the theme: `make build-js`.
import { build } from "esbuild";

const theme = "src/muniflow/core/theme";

await build({
  entryPoints: [
    { in: `${theme}/resources/main.js`, out: "muniflow.min" },
    { in: `${theme}/resources/main.css`, out: "muniflow.min" },
  ],
  outdir: `${theme}/static/dist`,
  bundle: true,
  minify: true,
  sourcemap: true,
  format: "iife",
  target: ["es2022"],
  // Fonts and pictures stay files beside the style sheet, named by their content.
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
  assetNames: "[name]-[hash]",
  // Addresses that Plone answers itself.
  external: ["/++*", "++*"],
  logLevel: "warning",
});

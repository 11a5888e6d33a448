/**
 * Which folder of `src` may import which. Imports go
 * `app → features → hooks → realtime → api` and `ui` beside them, down to `i18n, theme, lib`;
 * never back, and a feature never imports another feature. Files directly in `src` are test setup.
 */
import path from "node:path";

const LOWEST = ["theme", "lib", "i18n"];
const MAY_IMPORT = {
  app: ["features", "hooks", "pwa", "realtime", "api", "ui", ...LOWEST],
  features: ["hooks", "pwa", "realtime", "api", "ui", ...LOWEST],
  hooks: ["realtime", "api", ...LOWEST],
  realtime: ["api", "lib"],
  pwa: ["api", "i18n", "lib"],
  worker: ["lib"],
  api: ["i18n", "lib"],
  ui: LOWEST,
  i18n: ["lib"],
  theme: ["lib"],
  lib: [],
};

/** @type {import("eslint").Rule.RuleModule} */
export const importBoundaries = {
  meta: {
    type: "problem",
    schema: [{ type: "object", properties: { src: { type: "string" } }, required: ["src"] }],
    messages: {
      layer: "`{{from}}` may not import from `{{to}}`: imports only go inward.",
      sideways: "Feature `{{from}}` may not import feature `{{to}}`: share through hooks or ui.",
      unknown: "The folder `src/{{folder}}` has no place in the layers: add it to MAY_IMPORT.",
    },
  },
  create(context) {
    const { src } = context.options[0];
    const from = placeOf(src, context.filename);
    if (from === null) return {};

    function check(node, specifier) {
      const target = resolve(src, context.filename, specifier);
      const to = target === null ? null : placeOf(src, target);
      if (to === null) return;
      for (const { layer } of [from, to]) {
        if (!(layer in MAY_IMPORT)) {
          context.report({ node, messageId: "unknown", data: { folder: layer } });
          return;
        }
      }
      if (from.layer !== to.layer) {
        if (!MAY_IMPORT[from.layer].includes(to.layer)) {
          const data = { from: from.layer, to: to.layer };
          context.report({ node, messageId: "layer", data });
        }
      } else if (from.feature !== to.feature) {
        const data = { from: from.feature, to: to.feature };
        context.report({ node, messageId: "sideways", data });
      }
    }

    function checkSource(node) {
      if (node.source?.type === "Literal") check(node.source, node.source.value);
    }
    return {
      ImportDeclaration: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ImportExpression: checkSource,
    };
  },
};

function resolve(src, filename, specifier) {
  if (specifier.startsWith("@/")) return path.join(src, specifier.slice(2));
  if (specifier.startsWith(".")) return path.resolve(path.dirname(filename), specifier);
  return null;
}

function placeOf(src, file) {
  const relative = path.relative(src, file);
  if (relative.startsWith("..")) return null;
  const [layer, inner] = relative.split(path.sep);
  if (inner === undefined) return null;
  return { layer, feature: layer === "features" ? inner : null };
}

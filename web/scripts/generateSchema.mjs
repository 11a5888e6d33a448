/**
 * Makes `src/api/schema.d.ts` from `src/api/openapi.json`; with an argument, that document is copied there first.
 */
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import openapiTS, { astToString } from "openapi-typescript";
import * as prettier from "prettier";

const api = new URL("../src/api/", import.meta.url);
const document = new URL("openapi.json", api);
const schema = fileURLToPath(new URL("schema.d.ts", api));

const given = process.argv[2];
if (given !== undefined) await copyFile(given, document);

const types = astToString(
  await openapiTS(JSON.parse(await readFile(document, "utf8")), { emptyObjectsUnknown: true }),
);
const heading = "// Made by `npm run gen` from openapi.json. Never edited by hand.\n\n";
const options = await prettier.resolveConfig(schema);
await writeFile(schema, await prettier.format(heading + types, { ...options, filepath: schema }));

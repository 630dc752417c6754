// Generates a collection of all requests for Postman, which Bruno and Insomnia import too:
//
//     node generate.mjs DOCUMENT OUTPUT
//
// It has no example responses, which would make it ten times as large, and sends JSON wherever the API takes it.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

// The converter is installed in the folder in which the command runs.
const converter = createRequire(`${process.cwd()}/`)("openapi-to-postmanv2");
const OPTIONS = { folderStrategy: "Tags", requestParametersResolution: "Example" };
/** The requests whose response has a token for all others. */
const LOGINS = { "Log in": "token", "Register a user": "token", "Issue tokens": "access_token" };

const [source, output] = process.argv.slice(2);
const document = JSON.parse(readFileSync(source, "utf8"));
document.servers = [{ url: "http://127.0.0.1:9000" }];
const operations = Object.values(document.paths).flatMap(Object.values).filter((operation) => operation.operationId);
for (const operation of operations) {
  operation.responses = {};
  const content = operation.requestBody?.content ?? {};
  if (content["application/json"]) operation.requestBody.content = { "application/json": content["application/json"] };
}

function keepToken(field) {
  const exec = [`pm.collectionVariables.set("bearerToken", pm.response.json().${field});`];
  return { listen: "test", script: { type: "text/javascript", exec } };
}

converter.convert({ type: "json", data: document }, OPTIONS, (error, conversion) => {
  if (error || !conversion.result) throw error ?? new Error(conversion.reason);
  const collection = conversion.output[0].data;
  const requests = collection.item.flatMap((folder) => folder.item);
  const logins = requests.filter(({ name }) => LOGINS[name]);
  for (const login of logins) login.event = [keepToken(LOGINS[login.name])];
  collection.variable.push({ key: "bearerToken", value: "" });
  if (requests.length !== operations.length || logins.length !== Object.keys(LOGINS).length) {
    throw new Error(`${requests.length} requests of ${operations.length} operations, ${logins.length} logins`);
  }
  writeFileSync(output, JSON.stringify(collection, null, 2));
  console.log(`${output}: ${requests.length} requests`);
});

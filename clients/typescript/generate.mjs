// Generates the types of kith's OpenAPI document:
//
//     node generate.mjs DOCUMENT OUTPUT
//
// They leave out what the client does not use and would double their size: examples, error responses (KithError reads
// them all), and forms where the same body can be sent as JSON.

import { readFileSync, writeFileSync } from "node:fs";
import openapiTypescript, { astToString } from "openapi-typescript";

const [source, output] = process.argv.slice(2);
const document = JSON.parse(readFileSync(source, "utf8"));

function withoutExamples(content = {}) {
  for (const media of Object.values(content)) {
    delete media.example;
    delete media.examples;
  }
  return content;
}

function prune({ requestBody, responses }) {
  for (const [status, { content }] of Object.entries(responses)) {
    if (status.startsWith("2")) withoutExamples(content);
    else delete responses[status];
  }
  const bodies = withoutExamples(requestBody?.content);
  if (bodies["application/json"]) {
    delete bodies["application/x-www-form-urlencoded"];
    delete bodies["multipart/form-data"];
  }
}

for (const path of Object.values(document.paths)) {
  Object.values(path).filter((operation) => operation.responses).forEach(prune);
}
delete document.components.responses;

const head = `// Generated from openapi/kith.json by generate.mjs: \`npm run generate\`.\n\n`;
writeFileSync(output, head + astToString(await openapiTypescript(document)));

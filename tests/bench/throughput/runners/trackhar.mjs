// TrackHAR on a HAR file: node trackhar.mjs FOLDER_OF_NODE_MODULES HAR INDICATORS_JSON
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [folder, har, indicators] = process.argv.slice(2);
const { process: processHar } = await import(pathToFileURL(`${folder}/node_modules/trackhar/dist/index.js`).href);
const began = performance.now();
const traffic = JSON.parse(readFileSync(har, 'utf-8'));
const read = performance.now();
const results = await processHar(traffic, { indicatorValues: JSON.parse(indicators) });
const ended = performance.now();
const { userCPUTime, systemCPUTime } = process.resourceUsage();
console.log(JSON.stringify({
    requests: results.length, findings: results.reduce((sum, one) => sum + (one?.length ?? 0), 0),
    read_s: (read - began) / 1000, whole_s: (ended - began) / 1000, cpu_s: (userCPUTime + systemCPUTime) / 1e6,
}));

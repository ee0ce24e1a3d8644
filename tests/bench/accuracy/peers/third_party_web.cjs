// Reads hosts, one a line, and writes for each what third-party-web says of it: a JSON list of names, or [].
// node third_party_web.cjs FOLDER_OF_NODE_MODULES < hosts > answers
const { createInterface } = require('node:readline');
const { getEntity } = require(`${process.argv[2]}/node_modules/third-party-web`);

createInterface({ input: process.stdin }).on('line', (line) => {
    const host = JSON.parse(line);
    const entity = getEntity(`https://${host}/`);
    console.log(JSON.stringify(entity ? [entity.name, entity.company].filter(Boolean) : []));
});

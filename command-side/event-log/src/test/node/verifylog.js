// Checks a leaf's inclusion and the checkpoint's signature with Sigstore's verifier, and with nothing of ours.
//
// Usage: node verifylog.js DIRECTORY
//
// The directory holds vkey, leaf (its data) and leaf.tlog-proof. Prints "verified" and ends with 0, or prints why not and
// ends with 1.
'use strict';

const { createPublicKey } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
// Sigstore's public face wants a whole bundle of its own kind; this is the part of it that any log can use.
const { verifyTLogInclusion } = require('@sigstore/verify/dist/tlog');

/** RFC 8410: what precedes the 32 bytes of every Ed25519 key. */
const SPKI_START = Buffer.from('302a300506032b6570032100', 'hex');

const file = name => readFileSync(join(process.argv[2], name));

const authority = vkey => {
  const [name, keyId] = vkey.split('+', 2);
  const typedKey = Buffer.from(vkey.slice(name.length + keyId.length + 2), 'base64');
  return {
    baseURL: name,
    logID: Buffer.from(keyId, 'hex'),
    publicKey: createPublicKey({
      key: Buffer.concat([SPKI_START, typedKey.subarray(1)]),
      format: 'der',
      type: 'spki',
    }),
  };
};

const entry = (proof, leaf) => {
  const blank = proof.indexOf('\n\n');
  const [, index, ...path] = proof.slice(0, blank).split('\n');
  return {
    canonicalizedBody: leaf,
    inclusionProof: {
      logIndex: index.slice('index '.length),
      hashes: path.map(hash => Buffer.from(hash, 'base64')),
      checkpoint: { envelope: proof.slice(blank + 2) },
    },
  };
};

try {
  verifyTLogInclusion(entry(file('leaf.tlog-proof').toString(), file('leaf')), [authority(file('vkey').toString())]);
  console.log('verified');
} catch (error) {
  console.log(error.message);
  process.exitCode = 1;
}

// Installs what package-lock.json says, and nothing when the last install was of the same file:
// a Maven build must not pay for `npm ci` each time.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import process from 'node:process';

const wanted = 'package-lock.json';
const installed = 'node_modules/.installed-package-lock.json';

if (!existsSync(installed) || !readFileSync(wanted).equals(readFileSync(installed))) {
  execFileSync('npm', ['ci'], { stdio: 'inherit', shell: process.platform === 'win32' });
  copyFileSync(wanted, installed);
}

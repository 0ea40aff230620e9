// What `script/audit_pages.py` asks of a browser: each address that stands on a line of its input is opened once and judged by Lighthouse as
// a telephone shows it, then by pa11y as a desktop does. Prints a line of JSON for each.
//
//   node script/judge.mjs FOLDER CHROMIUM   the folder that has both judges under node_modules
import {createRequire} from 'node:module';
import {createInterface} from 'node:readline';
import {pathToFileURL} from 'node:url';

const [folder, executablePath] = process.argv.slice(2);
const found = createRequire(`${folder}/`);
const pa11y = found('pa11y');
const puppeteer = found('puppeteer');
const {snapshot} = await import(pathToFileURL(found.resolve('lighthouse')));

const PATIENCE = 120_000;
const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

async function lighthouse(page) {
  const {lhr} = await snapshot(page, {flags: {onlyCategories: ['accessibility'], disableFullPageScreenshot: true}});
  const score = lhr.categories.accessibility.score;
  const failed = Object.values(lhr.audits).filter((audit) => audit.score === 0);
  return {score, faults: score === 1 ? [] : [`accessibility ${score}: ${failed.map((audit) => audit.title).join(', ')}`]};
}

async function htmlcs(browser, page, address) {
  const {issues} = await pa11y(address, {browser, page, ignoreUrl: true, standard: 'WCAG2AA', timeout: PATIENCE});
  return {faults: issues.map((issue) => `${issue.code} at ${issue.selector}: ${issue.message}`)};
}

async function answered(judge) {
  try {
    return await judge;
  } catch (error) {
    return {faults: [`gave no answer: ${error.message}`]};
  }
}

const browser = await puppeteer.launch({executablePath, args, protocolTimeout: PATIENCE});
for await (const address of createInterface({input: process.stdin})) {
  const page = await browser.newPage();
  try {
    await page.goto(address, {timeout: PATIENCE});
    const judged = {Lighthouse: await answered(lighthouse(page)), pa11y: await answered(htmlcs(browser, page, address))};
    console.log(JSON.stringify(judged));
  } catch (error) {
    console.log(JSON.stringify({browser: {faults: [`could not open it: ${error.message}`]}}));
  } finally {
    await page.close();
  }
}
await browser.close();

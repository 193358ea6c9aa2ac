import {isolatedSite, cleanUp, DESKTOP, PHONE} from './support/lab.mjs';
import {chromium} from 'playwright-core';
const b = await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox','--use-gl=angle','--use-angle=swiftshader','--enable-unsafe-swiftshader','--ignore-gpu-blocklist']});
const site = await isolatedSite();
async function look(name, profile, query, steps) {
  const c = await b.newContext(profile); const p = await c.newPage();
  p.on('console', m => m.type()==='error' && console.log(name, m.text()));
  p.on('pageerror', e => console.log(name, 'EXC', e.message));
  await p.goto(site + query);
  await p.waitForFunction(() => window.lab && window.lab.status().state, null, {timeout: 60000});
  await p.waitForTimeout(1500);
  await steps(p);
  await p.screenshot({path: `/tmp/look-${name}.png`});
  const s = await p.evaluate(() => window.lab.status());
  console.log(name, s.preset, s.state, s.epoch, s.loss, s.valLoss, s.samplesPerSecond, s.psnrDenoised, s.error||s.message||'');
  await c.close();
}
const train = (ms) => async (p) => { await p.evaluate(() => window.lab.command({type:'train'})); await p.waitForTimeout(ms); };
const which = process.argv.slice(2);
const all = {
  cifar: () => look('cifar', DESKTOP, '?preset=cifar-conv-ae', train(15000)),
  conv: () => look('conv', DESKTOP, '?preset=conv-dae', train(20000)),
  cnn: () => look('cnn', DESKTOP, '?preset=cnn', train(10000)),
  menu: () => look('menu', DESKTOP, '', async (p) => { await p.mouse.click(400, 28); await p.waitForTimeout(800); }),
  fold: () => look('fold', {viewport:{width:1280,height:1100}}, '', async (p) => { await p.waitForTimeout(200); const r = await p.evaluate(() => JSON.stringify(window.lab.status().ui)); console.log(r); await p.mouse.click(1100, 560); await p.waitForTimeout(600); }),
  phone: () => look('phone', PHONE, '?preset=vae', train(6000)),
};
for (const w of which.length ? which : Object.keys(all)) await all[w]();
await b.close(); await cleanUp();

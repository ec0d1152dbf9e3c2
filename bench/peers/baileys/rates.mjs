// Texts through one connected client, from and to a phone of the simulator.
const perRun = 500, runs = 3, atOnce = 64;
const text = 'Shall we meet at noon, by the old bridge, as we said';
const median = list => list.sort((a, b) => a - b)[list.length >> 1];
const cpuMicroseconds = () => { const { user, system } = process.cpuUsage(); return user + system; };

async function post(control, path, body) {
  const answer = await fetch(new URL(path, control), {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

async function rates(run) {
  await run();
  const all = [];
  for (let i = 0; i < runs; i++) {
    const begun = performance.now(), cpu = cpuMicroseconds();
    await run();
    all.push([perRun / ((performance.now() - begun) / 1000), (cpuMicroseconds() - cpu) / perRun]);
  }
  return [median(all.map(one => one[0])), median(all.map(one => one[1]))];
}

export async function measureRates(client, me, control, partner) {
  await post(control, 'phones', { number: partner });
  let missing = 0, done = () => {};
  client.ev.on('messages.upsert', ({ messages }) => {
    for (const { key, message } of messages)
      if (!key.fromMe && (message?.conversation || message?.extendedTextMessage) && --missing === 0) done();
  });
  const receive = async () => {
    missing = perRun;
    const all = new Promise(resolve => { done = resolve; });
    await post(control, `phones/${partner}/load`, { to: me, text, count: perRun, perSecond: 1000000 });
    await all;
  };
  const send = async () => {
    let left = perRun;
    const one = async () => { while (left-- > 0) await client.sendMessage(`${partner}@s.whatsapp.net`, { text: `${text} ${left}` }); };
    await Promise.all(Array.from({ length: atOnce }, one));
  };
  const [texts_received_per_s, text_received_cpu_us] = await rates(receive);
  const [texts_sent_per_s, text_sent_cpu_us] = await rates(send);
  return { texts_received_per_s, text_received_cpu_us, texts_sent_per_s, text_sent_cpu_us };
}

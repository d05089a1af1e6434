// Live values by server-sent events. Without this script every page still shows what was true when it was made.
const ages = () => {
  const now = Date.now() / 1000;
  for (const element of document.querySelectorAll('time[data-age]')) {
    const seconds = Math.max(0, Math.floor(now - Number(element.dataset.age)));
    element.textContent =
      seconds < 90 ? `${seconds} s ago`
        : seconds < 5400 ? `${Math.floor(seconds / 60)} min ago`
          : seconds < 172800 ? `${Math.floor(seconds / 3600)} h ago`
            : `${Math.floor(seconds / 86400)} d ago`;
  }
};

const power = (milliwatts) => {
  const size = Math.abs(milliwatts);
  if (size === 0) return '0 W';
  if (size >= 1_000_000) return `${(milliwatts / 1_000_000).toFixed(2)} kW`;
  return size >= 10_000 ? `${(milliwatts / 1000).toFixed(0)} W` : `${(milliwatts / 1000).toFixed(1)} W`;
};

const set = (name, id, text) => {
  for (const element of document.querySelectorAll(`[data-${name}="${id}"]`)) element.textContent = text;
};

const newest = new Map();
const show = (live) => {
  set('power', live.deviceId, power(live.powerMilliwatts));
  // Its newest report says that mining is held back: until it works again, that is what its page says, not "0 H/s".
  const rate = Math.round(live.hashesPerSecond);
  for (const element of document.querySelectorAll(`[data-hashes="${live.deviceId}"]`))
    element.textContent = rate === 0 && 'paused' in element.dataset ? 'paused' : `${rate} H/s`;
  for (const element of document.querySelectorAll(`[data-seen="${live.deviceId}"] time`)) element.dataset.age = live.unixSeconds;
};

// The page is drawn by the server alone: fetch it again and put its live part in place. A spool that comes home is
// thousands of events, so there is one fetch at a time and a pause after each.
const pauseMilliseconds = 2000;
const reachable = 'a[href], button, select, summary';
let wanted = false;
let busy = false;
const refresh = async () => {
  wanted = true;
  if (busy) return;
  busy = true;
  while (wanted) {
    wanted = false;
    try {
      const answer = await fetch(location.href);
      const fresh = answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]') : null;
      // It could not be made just now, or not whole, and no event may come after.
      wanted ||= answer.status >= 500 || fresh?.hasAttribute('data-silent');
      replace(fresh);
    } catch {
      wanted = true; // the gateway is away, or this one question was lost
    }
    await new Promise((done) => setTimeout(done, pauseMilliseconds));
  }
  busy = false;
};

const replace = (fresh) => {
  const old = document.querySelector('[data-live]');
  if (!old || !fresh) return;
  // A member who is about to vote keeps the form under the hand; what changed comes when it is left.
  if (document.activeElement?.closest('form') && old.contains(document.activeElement)) {
    old.addEventListener('focusout', refresh, { once: true });
    return;
  }
  const at = [...old.querySelectorAll(reachable)].indexOf(document.activeElement);
  const open = [...old.querySelectorAll('details')].map((details) => details.open);
  const chosen = [...old.querySelectorAll('select, input:not([type=hidden])')].map(({ name, value }) => [name, value]);
  old.replaceWith(fresh);
  // A choice that there is no more leaves its field empty, so that nobody votes as somebody else.
  for (const [name, value] of chosen) {
    const field = fresh.querySelector(`[name="${name}"]`);
    if (field) field.value = value;
  }
  fresh.querySelectorAll('details').forEach((details, index) => { details.open = open[index] ?? details.open; });
  if (at >= 0) fresh.querySelectorAll(reachable)[at]?.focus({ preventScroll: true });
  newest.forEach(show);
  ages();
};

const part = document.querySelector('[data-live]');
if (part) {
  setInterval(ages, 1000);
  const line = document.querySelector('[data-link]');
  const say = (text) => { if (line && line.textContent !== text) line.textContent = text; };
  const { reload = '', only } = part.dataset;
  const listen = () => {
    const events = new EventSource('/api/events');
    events.addEventListener('hello', () => {
      say('live');
      // What happened while nobody listened, also since this page was made, is on it only after a look.
      refresh();
    });
    events.onerror = () => {
      say('connection lost, trying again');
    };
    events.addEventListener('live', (event) => {
      const live = JSON.parse(event.data);
      newest.set(live.deviceId, live);
      show(live);
    });
    for (const kind of reload.split(' ').filter(Boolean)) {
      events.addEventListener(kind, (event) => {
        const about = JSON.parse(event.data);
        if (!only || !about.deviceId || about.deviceId === only) refresh();
      });
    }
    return events;
  };
  // A browser holds six connections to one host: a seventh tab would wait for ever if those that nobody sees kept theirs.
  let events = null;
  const attend = () => {
    events?.close();
    events = document.hidden ? null : listen();
    if (document.hidden) say('waits until it is seen');
  };
  document.addEventListener('visibilitychange', attend);
  attend();
}

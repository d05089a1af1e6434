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
setInterval(ages, 1000);

const power = (milliwatts) => {
  const size = Math.abs(milliwatts);
  if (size >= 1_000_000) return `${(milliwatts / 1_000_000).toFixed(2)} kW`;
  return size >= 10_000 ? `${(milliwatts / 1000).toFixed(0)} W` : `${(milliwatts / 1000).toFixed(1)} W`;
};

const set = (name, id, text) => {
  for (const element of document.querySelectorAll(`[data-${name}="${id}"]`)) element.textContent = text;
};

const line = document.querySelector('[data-link]');
if (document.querySelector('[data-live]')) {
  const events = new EventSource('/api/events');
  events.onopen = () => { if (line) line.textContent = 'live'; };
  events.onerror = () => { if (line) line.textContent = 'connection lost, trying again'; };
  events.addEventListener('live', (event) => {
    const live = JSON.parse(event.data);
    set('power', live.deviceId, power(live.powerMilliwatts));
    set('hashes', live.deviceId, `${Math.round(live.hashesPerSecond)} H/s`);
    for (const element of document.querySelectorAll(`[data-seen="${live.deviceId}"] time`)) element.dataset.age = live.unixSeconds;
  });
  const reload = document.querySelector('[data-reload]')?.dataset.reload?.split(' ') ?? [];
  for (const kind of reload) {
    events.addEventListener(kind, async (event) => {
      const about = JSON.parse(event.data);
      const only = document.querySelector('[data-reload]').dataset.only;
      if (only && about.deviceId && about.deviceId !== only) return;
      // The page is drawn by the server alone: fetch it again and put its main part in place.
      const answer = await fetch(location.href);
      if (!answer.ok || document.activeElement?.closest('form')) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      document.querySelector('main').replaceWith(fresh.querySelector('main'));
    });
  }
}

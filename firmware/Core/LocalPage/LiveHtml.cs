namespace GreenPow.Core
{
    /// <summary>
    /// GET /: one page without anything from elsewhere. It is right without a script; with one it asks /live every second and
    /// puts text into cells, never markup.
    /// </summary>
    public static class LiveHtml
    {
        private const string Head =
            "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width,initial-scale=1\">"
            + "<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem}"
            + "h1{font-size:1.4rem;margin:0;overflow-wrap:anywhere}#s{border-left:.3rem solid #2a2;padding-left:.6rem}#s.bad{border-color:#d33}"
            + "table{width:100%;border-collapse:collapse;font-size:.9rem}td+td{white-space:nowrap}th,td{text-align:right;padding:.3rem .2rem;border-bottom:1px solid #8886;font-variant-numeric:tabular-nums}"
            + "th:first-child,td:first-child{text-align:left}thead th{font-weight:400;opacity:.7}dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem 1rem}"
            + "dt{opacity:.7}dd{margin:0;text-align:right;overflow-wrap:anywhere}</style><title>";

        private const string Script =
            "<script>const $=i=>document.getElementById(i),f=(v,d,n)=>(v/d).toFixed(n);let t=Date.now();"
            + "async function go(){try{const l=await(await fetch('/live',{signal:AbortSignal.timeout(5000)})).json();t=Date.now();"
            + "$('s').textContent=l.trouble_text;$('s').className=l.trouble?'bad':'';$('l').textContent=l.link;"
            + "$('a').textContent=l.age_ms<0?'none yet':f(l.age_ms,1000,1)+' s ago';$('z').textContent=l.sealed_to;$('n').textContent=l.next;$('p').textContent=l.spool_percent+' %';"
            + "const r=$('c').rows;if(r.length!=l.channels.length)location.reload();"
            + "l.channels.forEach((c,i)=>[c.answers?f(c.power_mw,1e3,1)+' W':'silent',f(c.voltage_mv,1e3,2)+' V',f(c.current_ma,1e3,3)+' A',f(c.energy_mwh,1e6,3)+' kWh']"
            + ".forEach((x,k)=>r[i].cells[k+1].textContent=x))}"
            + "catch(e){$('a').textContent='no answer for '+f(Date.now()-t,1000,0)+' s'}setTimeout(go,1000)}setTimeout(go,1000)</script>";

        public static void Write(TextBuffer to, PageFacts facts, long now)
        {
            ApplianceView view = facts.View;
            to.Text(Head).Html(view.Settings.DeviceName).Text("</title><h1>").Html(view.Settings.DeviceName);
            to.Text(view.Troubles.Worst == Core.Trouble.None ? "</h1><p id=s>" : "</h1><p id=s class=bad>").Html(facts.Trouble);
            to.Text("<table><thead><tr><th>Channel<th>Power<th>Voltage<th>Current<th>Energy<tbody id=c>");
            Channel[] channels = facts.Channels;
            for (int i = 0; channels != null && i < channels.Length; i++) Row(to, channels[i]);
            to.Text("</table><dl><dt>Values<dd id=a>");
            long age = facts.AgeMilliseconds(now);
            if (age < 0) to.Text("none yet");
            else to.Fixed(age / 100, 1).Text(" s ago");
            to.Text("<dt>Gateway<dd id=l>").Text(facts.Link);
            to.Text("<dt>Sealed up to report<dd id=z>").Number((long)facts.SealedTo);
            to.Text("<dt>Next report<dd id=n>").Number((long)facts.NextSequence);
            to.Text("<dt>Storage used<dd id=p>").Number(facts.SpoolPercent).Text(" %");
            to.Text("<dt>Firmware<dd>").Html(view.Version).Text("<dt>Device<dd>").Html(view.DeviceId).Text("</dl>").Text(Script);
        }

        private static void Row(TextBuffer to, Channel channel)
        {
            to.Text("<tr><td>").Html(RoleText.Of(channel.Role)).Text("<td>");
            if (channel.IsSilent) to.Text("silent");
            else to.Fixed(channel.PowerMilliwatts / 100, 1).Text(" W");
            to.Text("<td>").Fixed(channel.Millivolts / 10, 2).Text(" V<td>").Fixed(channel.Microamps / 1000, 3).Text(" A<td>");
            to.Fixed((long)(channel.Counter.MilliwattHours / 1000), 3).Text(" kWh");
        }
    }
}

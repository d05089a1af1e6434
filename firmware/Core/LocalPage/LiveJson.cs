namespace GreenPow.Core
{
    /// <summary>GET /live: the values as one JSON object of whole numbers with their unit in the name.</summary>
    public static class LiveJson
    {
        public static void Write(TextBuffer to, PageFacts facts, long now)
        {
            ApplianceView view = facts.View;
            to.Text("{\"name\":").Json(view.Settings.DeviceName);
            to.Text(",\"device\":").Json(view.DeviceId);
            to.Text(",\"firmware\":").Json(view.Version);
            to.Text(",\"uptime_s\":").Number(now / 1000);
            to.Text(",\"unix_s\":").Number(view.Board.Clock.IsSynchronised ? view.Board.Clock.UtcUnixMilliseconds / 1000 : 0);
            to.Text(",\"age_ms\":").Number(facts.AgeMilliseconds(now));
            to.Text(",\"trouble\":").Number(view.Troubles.Worst).Text(",\"trouble_text\":").Json(facts.Trouble);
            to.Text(",\"link\":").Json(facts.Link);
            to.Text(",\"sealed_to\":").Number((long)facts.SealedTo);
            to.Text(",\"next\":").Number((long)facts.NextSequence);
            to.Text(",\"spool_percent\":").Number(facts.SpoolPercent);
            to.Text(",\"channels\":[");
            Channel[] channels = facts.Channels;
            for (int i = 0; channels != null && i < channels.Length; i++)
            {
                to.Text(i == 0 ? "{\"role\":" : ",{\"role\":").Json(RoleText.Of(channels[i].Role));
                to.Text(",\"answers\":").Text(channels[i].IsSilent ? "false" : "true");
                to.Text(",\"power_mw\":").Number(channels[i].PowerMilliwatts);
                to.Text(",\"voltage_mv\":").Number(channels[i].Millivolts);
                to.Text(",\"current_ma\":").Number(channels[i].Microamps / 1000);
                to.Text(",\"energy_mwh\":").Number((long)channels[i].Counter.MilliwattHours).Text("}");
            }

            to.Text("]}");
        }
    }
}

namespace GreenPow.Wire
{
    /// <summary>MQTT topics: greenpow/v1/{deviceId}/{leaf}; a device publishes and subscribes only under its own id.</summary>
    public static class Topics
    {
        public const string Prefix = "greenpow/v1/";
        public const string ReportLeaf = "report";
        public const string RecordLeaf = "record";
        public const string StatusLeaf = "status";
        public const string LiveLeaf = "live";
        public const string WorkLeaf = "work";
        public const string HaveLeaf = "have";
        public const string CommandLeaf = "command";
        public const string UpdateLeaf = "update";
        public const string ProgressLeaf = "progress";

        public static string Report(string deviceId) { return Prefix + deviceId + "/" + ReportLeaf; }

        public static string Record(string deviceId) { return Prefix + deviceId + "/" + RecordLeaf; }

        public static string Status(string deviceId) { return Prefix + deviceId + "/" + StatusLeaf; }

        public static string Live(string deviceId) { return Prefix + deviceId + "/" + LiveLeaf; }

        public static string Work(string deviceId) { return Prefix + deviceId + "/" + WorkLeaf; }

        public static string Have(string deviceId) { return Prefix + deviceId + "/" + HaveLeaf; }

        public static string Command(string deviceId) { return Prefix + deviceId + "/" + CommandLeaf; }

        public static string Update(string deviceId) { return Prefix + deviceId + "/" + UpdateLeaf; }

        public static string Progress(string deviceId) { return Prefix + deviceId + "/" + ProgressLeaf; }

        /// <summary>True only for a topic of the protocol in its one spelling; wildcards are no device id.</summary>
        public static bool TryParse(string topic, out string deviceId, out string leaf)
        {
            deviceId = null;
            leaf = null;
            int leafAt = Prefix.Length + 2 * Identity.DeviceIdLength + 1;
            if (topic == null || topic.Length <= leafAt || topic[leafAt - 1] != '/' || topic.Substring(0, Prefix.Length) != Prefix)
                return false;
            string id = topic.Substring(Prefix.Length, 2 * Identity.DeviceIdLength);
            string last = topic.Substring(leafAt);
            if (!Identity.IsText(id) || !IsLeaf(last))
                return false;
            deviceId = id;
            leaf = last;
            return true;
        }

        private static bool IsLeaf(string leaf)
        {
            return leaf == ReportLeaf || leaf == RecordLeaf || leaf == StatusLeaf || leaf == LiveLeaf
                || leaf == WorkLeaf || leaf == HaveLeaf || leaf == CommandLeaf || leaf == UpdateLeaf || leaf == ProgressLeaf;
        }
    }
}

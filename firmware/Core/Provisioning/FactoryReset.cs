namespace GreenPow.Core
{
    /// <summary>
    /// Two ways to forget. The button takes what belongs to the place: settings and the gateway's keys. The device's key, its
    /// counters, reports and commissioning records stay, because an owner's change must lose no energy, and a history begun
    /// anew under the same key would be an equivocation. Only a full erase over the cable takes those too.
    /// </summary>
    public static class FactoryReset
    {
        /// <summary>There from the request until everything is gone.</summary>
        private const string Marker = "erase";

        /// <summary>Settings and gateway data.</summary>
        public static void EraseSettings(IFlash flash)
        {
            Erase(flash, "gateway-");
            Erase(flash, "gatekeys-");
            Settings.Erase(flash);
        }

        /// <summary>
        /// Every file but the firmware's, at the next <see cref="Boot"/>: nothing that still runs may write behind it. With a secure element the
        /// key cannot go: then <paramref name="keepsState"/>, from which the device knows that it has had a history and asks
        /// the gateway where it ended. False when the flash refuses.
        /// </summary>
        public static bool AskEraseAll(IFlash flash, bool keepsState)
        {
            byte[] marker = { (byte)(keepsState ? 1 : 0) };
            return flash.Replace(Marker, marker, 0, 1);
        }

        /// <summary>Does what was asked for, from the beginning again after a power cut; called before anything else reads the flash.</summary>
        public static void Boot(IFlash flash)
        {
            byte[] marker = new byte[1];
            if (flash.Length(Marker) < 0) return;
            // A marker without its byte: keep what cannot be made again.
            bool keepsState = flash.Read(Marker, 0, marker, 0, 1) == 0 || marker[0] == 1;
            string[] names = flash.List("");
            for (int i = 0; i < names.Length; i++)
                if (names[i] != Marker && !IsFirmware(names[i]) && !(keepsState && names[i].StartsWith("state-"))) flash.Delete(names[i]);
            flash.Delete(Marker);
        }

        private static bool IsFirmware(string name) => name.StartsWith("slots-") || name.StartsWith("update-");

        private static void Erase(IFlash flash, string prefix)
        {
            string[] names = flash.List(prefix);
            for (int i = 0; i < names.Length; i++) flash.Delete(names[i]);
        }
    }
}

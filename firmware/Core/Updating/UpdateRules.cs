using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Which image this device takes; decided from the header, before the signature is looked at.</summary>
    public static class UpdateRules
    {
        /// <summary><see cref="UpdateFault.None"/>, or the first rule that the image breaks.</summary>
        public static byte Judge(UpdateHeader image, Slots slots, byte profile, byte[] runningVersion)
        {
            if (image.Profile != profile) return UpdateFault.Profile;
            // The small board cannot load an image: it would fill the flash for nothing.
            if (profile != BoardProfile.Reference) return UpdateFault.NoLoader;
            if (slots.CompareToLoader(image.MinimumLoader) > 0) return UpdateFault.LoaderTooOld;
            // The loader prefers the deployed firmware to an older image: flashing by cable must take effect.
            if (slots.CompareToLoader(image.Version) <= 0) return UpdateFault.NotNewer;
            if (slots.IsBelowOldestAllowed(image.Version)) return UpdateFault.BelowOldestAllowed;
            if (slots.HasFailed(image.Version)) return UpdateFault.FailedBefore;
            return UpdateHeader.CompareVersions(image.Version, 0, runningVersion, 0) == 0 ? UpdateFault.AlreadyRunning : UpdateFault.None;
        }
    }
}

using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Which firmware this is: what the status frame says of it, and whether it is on trial.</summary>
    public sealed class RunningImage
    {
        private RunningImage(int slot, bool isOnTrial)
        {
            Slot = slot;
            IsOnTrial = isOnTrial;
        }

        /// <summary><see cref="Slots.Deployed"/>, <see cref="Slots.A"/> or <see cref="Slots.B"/>.</summary>
        public int Slot { get; }

        /// <summary>The gateway must hear from it within <see cref="Trial.LimitMilliseconds"/>.</summary>
        public bool IsOnTrial { get; }

        /// <summary>Four numbers, major first.</summary>
        public byte[] Version { get; private set; } = new byte[UpdateHeader.VersionLength];

        /// <summary>32 bytes: SHA-256 of the image in the slot, or what the build gave the deployed firmware.</summary>
        public byte[] Digest { get; private set; } = new byte[Sha256.DigestLength];

        /// <summary>The firmware of the deployment partition, which knows itself from its build.</summary>
        public static RunningImage OfDeployed(byte[] version, byte[] digest) =>
            new RunningImage(Slots.Deployed, false) { Version = version, Digest = digest };

        /// <summary>Asked by an image that the loader started: the loader wrote down which one before it did.</summary>
        public static RunningImage OfStarted(IFlash flash)
        {
            Slots slots = new Slots(flash);
            slots.Load();
            if (slots.Running == Slots.Deployed) return new RunningImage(Slots.Deployed, false);
            RunningImage image = new RunningImage(slots.Running, slots.State(slots.Running) == SlotState.Trying);
            slots.CopyVersion(slots.Running, image.Version);
            slots.CopyDigest(slots.Running, image.Digest);
            return image;
        }
    }
}

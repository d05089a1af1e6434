using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>
    /// The book of the two image files: what is in them, which one is current, which one was started. Every change is one <see cref="Save"/>
    /// of a <see cref="SafeRecord"/>, so a power cut leaves the state before or the state after, never one between.
    /// </summary>
    /// <remarks>
    /// <code>
    ///  0  1  current: 0 deployed, 1 A, 2 B     8  4  loader: version of the deployed firmware
    ///  1  1  running, likewise                12  8 x 4  versions that failed, newest first; zeros = none
    ///  2  2  0                                44  2 x (state u8, attempts u8, 0 0, version 4, image digest 32)
    ///  4  4  oldest version allowed
    /// </code>
    /// </remarks>
    public sealed class Slots
    {
        /// <summary>Not a slot: the firmware in the deployment partition, which cannot be replaced over the air.</summary>
        public const int Deployed = 0;
        public const int A = 1;
        public const int B = 2;

        private const int LoaderAt = 8;
        private const int FailedAt = 12;
        private const int FailedCount = 8;
        private const int SlotsAt = 44;
        private const int SlotLength = 40;
        private const int Length = SlotsAt + 2 * SlotLength;

        private readonly SafeRecord _record;
        private byte[] _bytes = new byte[Length];

        public Slots(IFlash flash)
        {
            _record = new SafeRecord(flash, "slots");
        }

        /// <summary>The newest slot that the gateway has heard from, or <see cref="Deployed"/>.</summary>
        public int Current
        {
            get => _bytes[0];
            set => _bytes[0] = unchecked((byte)value);
        }

        /// <summary>What the loader started last.</summary>
        public int Running
        {
            get => _bytes[1];
            set => _bytes[1] = unchecked((byte)value);
        }

        public static string FileOf(int slot) => slot == A ? "update-a" : "update-b";

        /// <summary>The other one of the two.</summary>
        public static int Other(int slot) => slot == A ? B : A;

        /// <summary>Reads the book; an absent one is that of a device never updated.</summary>
        public void Load()
        {
            byte[] stored = _record.Load();
            bool isWhole = stored != null && stored.Length == Length && stored[0] <= B && stored[1] <= B;
            _bytes = isWhole ? stored : new byte[Length];
        }

        public bool Save() => _record.Save(_bytes);

        public byte State(int slot) => _bytes[At(slot)];

        public void SetState(int slot, byte state) => _bytes[At(slot)] = state;

        /// <summary>Starts on trial so far.</summary>
        public byte Attempts(int slot) => _bytes[At(slot) + 1];

        public void SetAttempts(int slot, int attempts) => _bytes[At(slot) + 1] = unchecked((byte)attempts);

        public void CopyVersion(int slot, byte[] into) => Array.Copy(_bytes, At(slot) + 4, into, 0, UpdateHeader.VersionLength);

        public void CopyDigest(int slot, byte[] into) => Array.Copy(_bytes, At(slot) + 8, into, 0, Sha256.DigestLength);

        /// <summary>Below 0, 0 or above 0, as the slot's version is older than, the same as or newer than this.</summary>
        public int CompareVersion(int slot, byte[] version) => UpdateHeader.CompareVersions(_bytes, At(slot) + 4, version, 0);

        /// <summary>True when the slot holds this verified image.</summary>
        public bool Holds(int slot, UpdateHeader image) =>
            CompareVersion(slot, image.Version) == 0 && Bytes.Equal(_bytes, At(slot) + 8, image.ImageDigest, 0, Sha256.DigestLength);

        /// <summary>Enters a verified image; it is tried at the next start.</summary>
        public void Stage(int slot, UpdateHeader image)
        {
            SetState(slot, SlotState.Staged);
            SetAttempts(slot, 0);
            Array.Copy(image.Version, 0, _bytes, At(slot) + 4, UpdateHeader.VersionLength);
            Array.Copy(image.ImageDigest, 0, _bytes, At(slot) + 8, Sha256.DigestLength);
        }

        /// <summary>Gives a slot up for good and remembers its version, so that it is not taken again.</summary>
        public void Fail(int slot)
        {
            SetState(slot, SlotState.Failed);
            if (Current == slot) Current = State(Other(slot)) == SlotState.Confirmed ? Other(slot) : Deployed;
            byte[] older = new byte[(FailedCount - 1) * UpdateHeader.VersionLength];
            Array.Copy(_bytes, FailedAt, older, 0, older.Length);
            Array.Copy(_bytes, At(slot) + 4, _bytes, FailedAt, UpdateHeader.VersionLength);
            Array.Copy(older, 0, _bytes, FailedAt + UpdateHeader.VersionLength, older.Length);
        }

        /// <summary>True for a version that was rolled back; the newest eight are remembered.</summary>
        public bool HasFailed(byte[] version)
        {
            for (int i = 0; i < FailedCount; i++)
                if (UpdateHeader.CompareVersions(_bytes, FailedAt + i * UpdateHeader.VersionLength, version, 0) == 0) return true;
            return false;
        }

        /// <summary>The gateway has heard from the slot: it becomes the current one, the one before stays to fall back to.</summary>
        public void Confirm(int slot, byte[] oldestAllowed)
        {
            SetState(slot, SlotState.Confirmed);
            Current = slot;
            if (!IsBelowOldestAllowed(oldestAllowed)) Array.Copy(oldestAllowed, 0, _bytes, 4, UpdateHeader.VersionLength);
        }

        public bool IsBelowOldestAllowed(byte[] version) => UpdateHeader.CompareVersions(version, 0, _bytes, 4) < 0;

        /// <summary>Below 0, 0 or above 0, as the version is older than, the same as or newer than the deployed firmware.</summary>
        public int CompareToLoader(byte[] version) => UpdateHeader.CompareVersions(version, 0, _bytes, LoaderAt);

        /// <summary>Enters the version of the deployed firmware; true when that is news.</summary>
        public bool SetLoader(byte[] version)
        {
            if (CompareToLoader(version) == 0) return false;
            Array.Copy(version, 0, _bytes, LoaderAt, UpdateHeader.VersionLength);
            return true;
        }

        private static int At(int slot) => SlotsAt + (slot - 1) * SlotLength;
    }
}

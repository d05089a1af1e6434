namespace GreenPow.Core
{
    /// <summary>Milliwatt-hours since commissioning. Only ever grows; what is less than one milliwatt-hour is carried, not dropped.</summary>
    public sealed class EnergyCounter
    {
        /// <summary>1 mWh = 3.6 J.</summary>
        public const long MicrojoulesPerMilliwattHour = 3600000;

        public ulong MilliwattHours { get; private set; }

        /// <summary>Carried beside the counter, less than one milliwatt-hour.</summary>
        public uint RemainderMicrojoules { get; private set; }

        /// <summary>Adds energy; a negative amount is ignored, so no reading can turn the counter back.</summary>
        public void Add(long microjoules)
        {
            if (microjoules <= 0) return;
            long total = RemainderMicrojoules + microjoules;
            MilliwattHours += (ulong)(total / MicrojoulesPerMilliwattHour);
            RemainderMicrojoules = (uint)(total % MicrojoulesPerMilliwattHour);
        }

        /// <summary>Continues from what the last report record says.</summary>
        public void Restore(ulong milliwattHours, uint remainderMicrojoules)
        {
            MilliwattHours = milliwattHours;
            RemainderMicrojoules = (uint)(remainderMicrojoules % MicrojoulesPerMilliwattHour);
        }
    }
}

namespace GreenPow.Core
{
    /// <summary>Who pressed the button may command for a minute; every command that needed it begins the minute anew.</summary>
    public sealed class Authorisation
    {
        /// <summary>Improv suggests one minute.</summary>
        public const int Milliseconds = 60000;

        /// <summary>While commissioning: turning a clamp or a load takes longer than a minute.</summary>
        public const int CommissioningMilliseconds = 600000;

        private long _until = long.MinValue;

        /// <summary>Set while commissioning mode is on.</summary>
        public bool IsLong { get; set; }

        public void Grant(long now) => _until = now + (IsLong ? CommissioningMilliseconds : Milliseconds);

        public void Revoke() => _until = long.MinValue;

        public bool IsGranted(long now) => now < _until;
    }
}

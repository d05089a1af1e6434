namespace GreenPow.Core
{
    /// <summary>What the installer's commands and the local page look at; the appliance fills it in as its parts come up.</summary>
    public sealed class ApplianceView
    {
        public ApplianceBoard Board;
        public ApplianceOptions Options;
        public Settings Settings;
        public Troubles Troubles;

        /// <summary>Null until the device has a key.</summary>
        public ISigner Signer;

        /// <summary>Null until the device is provisioned.</summary>
        public Device Device;

        /// <summary>The instruments as the settings describe them; null while there are none.</summary>
        public ClampMeter[] Meters;

        /// <summary>Takes firmware; null where there is nobody to take it.</summary>
        public IUpdateSink Updates;

        /// <summary>What the installer's telephone adds to the making of the key; null until it did.</summary>
        public byte[] InstallerBytes;

        /// <summary>What is said to the installer: begun, filled and sent within one call, so one serves all who speak.</summary>
        public readonly ImprovResult Result = new ImprovResult();

        /// <summary>32 lower-case hexadecimal digits, or an empty string without a key.</summary>
        public string DeviceId = "";

        /// <summary>Four numbers with dots.</summary>
        public string Version
        {
            get
            {
                byte[] v = Options.FirmwareVersion;
                return v[0].ToString() + "." + v[1].ToString() + "." + v[2].ToString() + "." + v[3].ToString();
            }
        }
    }
}

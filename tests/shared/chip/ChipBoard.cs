using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.ChipBench
{
    /// <summary>A provisioned and commissioned meter of three channels on a flash in memory, started as often as wanted.</summary>
    public sealed class ChipBoard
    {
        private const byte Meters = 3;

        private readonly byte _profile;
        private long _startedAt;

        /// <param name="privateKey">The device's key, 32 bytes.</param>
        /// <param name="gatewayKey">The gateway's public key, 65 bytes.</param>
        public ChipBoard(byte profile, byte[] privateKey, byte[] gatewayKey, string certificate)
        {
            _profile = profile;
            I2c = new ChipSensors(Clock);
            byte[] meters = new byte[Meters * MeterDescription.Length];
            byte[] channels = new byte[Meters * 3];
            for (byte i = 0; i < Meters; i++)
            {
                byte address = (byte)(0x40 + i);
                new MeterDescription { Instrument = Instrument.Ina228, Address = address, Scale = 2000, MaximumMilliamps = 20000 }.Write(meters, i * MeterDescription.Length);
                channels[3 * i] = i == 0 ? ChannelRole.Generation : i == 1 ? ChannelRole.MiningLoad : ChannelRole.OtherLoad;
                channels[3 * i + 1] = i;
            }

            Settings settings = new Settings(Flash);
            settings.SetText(SettingField.Ssid, "barn");
            settings.SetText(SettingField.WifiPassword, "correct horse battery");
            settings.SetText(SettingField.GatewayHost, "gateway.example");
            settings.SetText(SettingField.CaCertificate, certificate);
            settings.Set(SettingField.NetworkId, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
            settings.Set(SettingField.GatewayPublicKey, gatewayKey);
            Problem = settings.Set(SettingField.Meters, meters);
            if (Problem == null) Problem = settings.Set(SettingField.Channels, channels);
            settings.Save();
            new SafeRecord(Flash, "key").Save(privateKey);
            DeviceState.WriteForNewKey(Flash);
            Commission(privateKey, channels);
        }

        /// <summary>Why it could not be made as described, or null.</summary>
        public string Problem { get; }

        public ChipFlash Flash { get; } = new ChipFlash();
        public ChipClock Clock { get; } = new ChipClock();
        public ChipSensors I2c { get; }
        public ChipLink Link { get; private set; }
        public ChipRadio Radio { get; private set; }
        public ChipPages Pages { get; private set; }
        public ChipButton Button { get; private set; }
        public Appliance Appliance { get; private set; }
        public bool IsReachable { get; set; }

        public Device Device => Appliance.Device;

        public void Make()
        {
            // The power was off: nothing of the last start is left.
            Appliance = null;
            _startedAt = Clock.Now;
            Link = new ChipLink { IsReachable = IsReachable };
            if (IsReachable) Link.Begin();
            Radio = new ChipRadio();
            Pages = new ChipPages();
            Button = new ChipButton();
            ApplianceBoard board = new ApplianceBoard
            {
                Clock = Clock, Flash = Flash, Random = new ChipRandom(), Wifi = new ChipWifi(), Power = new ChipPower(), Link = Link, I2c = I2c,
                Indicator = new ChipLight(), Button = Button, Improv = Radio, Pages = Pages, ResetReason = ResetReason.PowerOn
            };
            RunningImage running = RunningImage.OfDeployed(new byte[] { 1, 2, 3, 4 }, new byte[32]);
            Appliance = new Appliance(board, new ApplianceOptions { Profile = _profile, Running = running, ReleaseKey = new byte[65] });
        }

        public void Boot() => Appliance.Boot(0);

        /// <summary>Time goes on by so much, and nothing happens yet.</summary>
        public void Pass(int milliseconds) => Clock.Now += milliseconds;

        public void Step() => Appliance.Step(Clock.Now - _startedAt);

        public void StepDevice() => Device.Step(Clock.Now - _startedAt);

        public long SlotLeft => Device.SlotSeconds * 1000L - Clock.UtcUnixMilliseconds % (Device.SlotSeconds * 1000L);

        public bool IsLastSealed => Device.Spool.LastSealedSequence == Device.Spool.LastSequence;

        public bool HasPassedSelfTest() => Passed(SelfTest.ForSigner(SignerKind.Managed));

        private static bool Passed(SelfTest test)
        {
            test.Finish();
            return test.HasPassed;
        }

        private void Commission(byte[] privateKey, byte[] channels)
        {
            CommissioningFrame frame = new CommissioningFrame { Record = 1, FromSequence = 1, UnixTime = 1792022400, Expires = uint.MaxValue, ChannelCount = Meters };
            byte[] publicKey = new ManagedSigner(privateKey).PublicKey;
            Identity.DeviceId(publicKey, frame.DeviceId);
            for (int i = 0; i < Meters; i++)
            {
                frame.Channels[i].Role = channels[3 * i];
                frame.Channels[i].Instrument = Instrument.Ina228;
                frame.Channels[i].UncertaintyHundredths = 50;
                frame.Channels[i].CapacityWatts = 500;
                frame.Channels[i].ZeroMilliwatts = 20;
            }

            new Installation(Flash).Save(frame);
        }
    }
}

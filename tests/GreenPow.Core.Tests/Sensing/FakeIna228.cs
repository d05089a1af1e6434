using GreenPow.Core;

namespace GreenPow.Core.Tests;

/// <summary>An INA228's registers as the datasheet has them, with the accumulators turned by hand.</summary>
internal sealed class FakeIna228 : II2cBus
{
    private readonly Dictionary<byte, int> _settings = [];

    public FakeIna228() => LosePower();

    public ulong Energy { get; set; }

    public long Charge { get; set; }

    public int VBusSteps { get; set; }

    public int CurrentSteps { get; set; }

    /// <summary>MEMSTAT and, as if the chip converted all the time, CNVRF; ALATCH is what was written, MATHOF stays until RSTACC.</summary>
    public int Diagnosis { get; set; } = 3;

    /// <summary>How often RSTACC was written.</summary>
    public int Resets { get; private set; }

    public bool IsSilent { get; set; }

    public int Setting(byte register) => _settings[register];

    public void LosePower()
    {
        _settings[Ina228Register.Config] = 0;
        _settings[Ina228Register.AdcConfig] = 0xFB68;
        _settings[Ina228Register.ShuntCal] = 0x1000;
        _settings[Ina228Register.ShuntTempCo] = 0;
        _settings[Ina228Register.DiagAlert] = 1;
        Energy = 0;
        Charge = 0;
    }

    public bool Read(byte deviceAddress, byte register, byte[] into, int at, int count)
    {
        if (IsSilent || deviceAddress != 0x40) return false;
        (long value, int size) = register switch
        {
            Ina228Register.VBus => ((long)(VBusSteps & 0xFFFFF) << 4, 3),
            Ina228Register.Current => ((long)(CurrentSteps & 0xFFFFF) << 4, 3),
            Ina228Register.Energy => ((long)(Energy & 0xFF_FFFF_FFFF), 5),
            Ina228Register.Charge => (Charge & 0xFF_FFFF_FFFF, 5),
            Ina228Register.DiagAlert => (Diagnosis | (_settings[register] & 0xF000), 2),
            Ina228Register.ManufacturerId => (0x5449, 2),
            Ina228Register.DeviceId => (0x2281, 2),
            _ => (_settings[register], 2),
        };
        Assert.Equal(size, count);
        for (int i = 0; i < count; i++) into[at + i] = (byte)((value >> (8 * (count - 1 - i))) & 0xFF);
        return true;
    }

    public bool Write(byte deviceAddress, byte register, byte[] from, int at, int count)
    {
        if (IsSilent || deviceAddress != 0x40) return false;
        int value = (from[at] << 8) | from[at + 1];
        if (register == Ina228Register.Config && (value & Ina228Options.ResetAccumulators) != 0)
        {
            Energy = 0;
            Charge = 0;
            Diagnosis &= ~Ina228Register.MathOverflow;
            Resets++;
        }

        _settings[register] = value;
        return true;
    }
}

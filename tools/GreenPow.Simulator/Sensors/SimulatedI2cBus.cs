using GreenPow.Core;

namespace GreenPow.Simulator.Sensors;

/// <summary>A bus with chips at 40h, 41h, 42h ... in the order of the site's channels.</summary>
public sealed class SimulatedI2cBus(params SimulatedIna228[] chips) : II2cBus
{
    public const byte FirstAddress = 0x40;

    public bool Read(byte deviceAddress, byte register, byte[] into, int at, int count)
    {
        if (Find(deviceAddress) is not { } chip)
            return false;
        chip.ReadRegister(register, into, at, count);
        return true;
    }

    public bool Write(byte deviceAddress, byte register, byte[] from, int at, int count)
    {
        if (Find(deviceAddress) is not { } chip)
            return false;
        chip.WriteRegister(register, from, at, count);
        return true;
    }

    private SimulatedIna228? Find(byte deviceAddress)
    {
        var index = deviceAddress - FirstAddress;
        return index >= 0 && index < chips.Length ? chips[index] : null;
    }
}

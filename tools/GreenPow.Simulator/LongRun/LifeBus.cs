using GreenPow.Core;
using GreenPow.Simulator.Sensors;

namespace GreenPow.Simulator.LongRun;

/// <summary>The I2C bus of the meters, with chips that stop answering and transfers that fail now and then.</summary>
public sealed class LifeBus(II2cBus chips, Random random) : II2cBus
{
    /// <summary>Bit per chip that does not answer.</summary>
    public int Dead { get; set; }

    /// <summary>How many of a thousand transfers fail.</summary>
    public int FailurePermille { get; set; }

    /// <summary>Bit per chip that failed a transfer since this was last cleared: what it measured then may be uncounted.</summary>
    public int Failed { get; set; }

    public bool Read(byte deviceAddress, byte register, byte[] into, int at, int count) =>
        Answers(deviceAddress) && chips.Read(deviceAddress, register, into, at, count);

    public bool Write(byte deviceAddress, byte register, byte[] from, int at, int count) =>
        Answers(deviceAddress) && chips.Write(deviceAddress, register, from, at, count);

    private bool Answers(byte deviceAddress)
    {
        var bit = 1 << (deviceAddress - SimulatedI2cBus.FirstAddress);
        if ((Dead & bit) == 0 && (FailurePermille == 0 || random.Next(1000) >= FailurePermille))
            return true;
        Failed |= bit;
        return false;
    }
}

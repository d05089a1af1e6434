using GreenPow.Core;

namespace GreenPow.Simulator.Sensors;

/// <summary>One pair of terminals with its shunt and chip: what it is for and how much it carries at most.</summary>
public sealed record SensorChannel(byte Role, int CapacityWatts, int Seed)
{
    /// <summary>The lowest voltage of the bus, with room above the registered watts for the bright edge of a cloud.</summary>
    private const double LowestVolts = 48;
    private const double Headroom = 1.25;

    /// <summary>Full scale across the shunt, inside the chip's wide range of 163.84 mV.</summary>
    private const int FullScaleMicrovolts = 100_000;

    private int MaximumMilliamps => (int)Math.Ceiling(CapacityWatts / LowestVolts * Headroom) * 1000;

    public Ina228Options Wiring(int index) => new()
    {
        Address = (byte)(SimulatedI2cBus.FirstAddress + index),
        MaximumMilliamps = MaximumMilliamps,
        ShuntMicroohms = FullScaleMicrovolts * 1000 / MaximumMilliamps,
    };

    public SimulatedIna228 MakeChip() => new(FullScaleMicrovolts * 1000 / MaximumMilliamps * 1e-6, Ina228Errors.Drawn(Seed), Seed);
}

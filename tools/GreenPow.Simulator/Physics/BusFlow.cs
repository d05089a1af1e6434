namespace GreenPow.Simulator.Physics;

/// <summary>What flows over a meter's terminals in one second, in microwatts at one bus voltage: generation = mining + sent; curtailed is sun that was never taken.</summary>
/// <param name="EnclosureCelsius">How warm the meter's box is: its shunts drift with it.</param>
public readonly record struct BusFlow(
    long BusMicrovolts, long GenerationMicrowatts, long MiningMicrowatts, long SentMicrowatts, long CurtailedMicrowatts, double EnclosureCelsius);

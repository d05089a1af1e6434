namespace GreenPow.Simulator.Physics;

/// <summary>The line from a site to the storage, with its converter: a fixed share of what is sent becomes heat on the way.</summary>
public sealed record Feeder(int LossPermille)
{
    public long ArrivingMicrowatts(long sentMicrowatts) => sentMicrowatts - sentMicrowatts * LossPermille / 1000;
}

namespace GreenPow.Energy;

/// <summary>Power in whole milliwatts: the zero error of an instrument.</summary>
public readonly record struct Milliwatts(long Value);

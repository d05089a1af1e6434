namespace GreenPow.Simulator.Sensors;

/// <summary>A shunt monitor as the physics drives it: simulated time passes for it only here.</summary>
public interface ISenseDirectCurrent
{
    /// <summary>Power comes (back): every register at its reset value.</summary>
    void PowerUp();

    /// <summary>Lets the chip convert for a while at steady terminals.</summary>
    void Advance(double seconds, double busVolts, double amperes, double ambientCelsius);
}

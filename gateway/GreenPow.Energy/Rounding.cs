namespace GreenPow.Energy;

/// <summary>The one place where exact energy becomes whole milliwatt-hours that somebody is paid.</summary>
public static class Rounding
{
    /// <summary>Rounds down; the remainder becomes the device's new carry and is paid with a later epoch.</summary>
    public static MilliwattHours DownIntoCarry(ExactEnergy due, ExactEnergy carry, out ExactEnergy newCarry)
    {
        var total = due + carry;
        if (total < ExactEnergy.Zero) throw new ArgumentOutOfRangeException(nameof(due), "Nothing below zero is ever due.");
        var whole = total.Floor();
        newCarry = total - ExactEnergy.Of(whole);
        return whole;
    }
}

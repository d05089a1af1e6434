using System.Globalization;

namespace GreenPow.Energy;

/// <summary>What decided how much of a flow is minted for.</summary>
public enum BasisVerdict
{
    /// <summary>Neither side counted anything.</summary>
    Nothing,
    /// <summary>The received energy at its lower bound.</summary>
    Received,
    /// <summary>The meter sent less than the storage's lower bound.</summary>
    Sent,
    /// <summary>More was sent than the site ever had over: grid import or storage content does not become green.</summary>
    NeverSurplus,
    /// <summary>Energy taken back from a storage was sent to it again.</summary>
    SentRoundTwice,
    /// <summary>Blocked: the storage received more than the meter can have sent.</summary>
    ReceivedAboveSent,
    /// <summary>Withheld: more was lost on the way than the limit allows.</summary>
    LossAboveLimit,
}

/// <summary>What of a flow counts for ENERGY: min(received lower bound, sent, green surplus), or nothing with the reason.</summary>
/// <param name="Counted">Before the storage's efficiency.</param>
/// <param name="LossThousandths">1 - received / sent in thousandths of a percent, towards zero; null when nothing was sent.</param>
/// <param name="Denied">Part of min(received, sent) that was no surplus; it is lost to the site, not kept for later.</param>
public sealed record EnergyBasis(BasisVerdict Verdict, ExactEnergy Counted, long? LossThousandths, MilliwattHours Denied)
{
    /// <summary>The flow stays open: it is judged again with the next epoch's.</summary>
    public bool StaysOpen => Verdict is BasisVerdict.ReceivedAboveSent or BasisVerdict.LossAboveLimit;

    /// <param name="green">The balance up to the boundary, before this flow is counted.</param>
    public static EnergyBasis Of(EnergyBound sent, EnergyBound received, GreenBalance green, int lossLimitPermille)
    {
        long? loss = sent.Value.Value > 0 ? (long)((Int128)(sent.Value - received.Value).Value * 100_000 / sent.Value.Value) : null;
        if (received.Lower > sent.Upper) return new(BasisVerdict.ReceivedAboveSent, ExactEnergy.Zero, loss, default);
        if (sent.Value.Value == 0) return new(BasisVerdict.Nothing, ExactEnergy.Zero, null, default);
        if (loss > lossLimitPermille * 100L) return new(BasisVerdict.LossAboveLimit, ExactEnergy.Zero, loss, default);

        var physical = ExactEnergy.Min(received.Lower, ExactEnergy.Of(sent.Value));
        if (physical > green.Surplus)
        {
            var verdict = green.TakenBackUnburned.Value > 0 ? BasisVerdict.SentRoundTwice : BasisVerdict.NeverSurplus;
            return new(verdict, green.Surplus, loss, (physical - green.Surplus).Floor());
        }
        return new(received.Lower <= ExactEnergy.Of(sent.Value) ? BasisVerdict.Received : BasisVerdict.Sent, physical, loss, default);
    }

    /// <summary>Thousandths of a percent as text with three decimals: 3000 is "3.000 %".</summary>
    public static string LossText(long thousandths) =>
        string.Create(CultureInfo.InvariantCulture, $"{(thousandths < 0 ? "-" : "")}{Math.Abs(thousandths) / 1000}.{Math.Abs(thousandths) % 1000:000} %");
}

using System.Globalization;
using GreenPow.Energy;

namespace GreenPow.Gateway.Minting;

/// <summary><see cref="FlowBooks"/> as the evidence file keeps them.</summary>
public sealed record FlowBooksView(
    ulong StorageTokenId, int Channel, long SinceUnixSeconds, ulong SentSequence, ulong ReceivedSequence, bool HasBegun,
    long OpenSentMilliwattHours, string OpenSentBoundParts, long OpenReceivedMilliwattHours, string OpenReceivedBoundParts, string CarryParts)
{
    public static FlowBooksView Of(FlowBooks flow) => new(
        flow.Feeding.StorageTokenId, flow.Feeding.Channel, flow.Feeding.Since, flow.SentSequence, flow.ReceivedSequence, flow.HasBegun,
        flow.OpenSent.Value.Value, ExactText.Of(flow.OpenSent.Bound), flow.OpenReceived.Value.Value, ExactText.Of(flow.OpenReceived.Bound), ExactText.Of(flow.Carry));

    public FlowBooks ToBooks() => new(
        new(StorageTokenId, Channel, SinceUnixSeconds), SentSequence, ReceivedSequence, HasBegun,
        new(new(OpenSentMilliwattHours), ExactText.Read(OpenSentBoundParts)), new(new(OpenReceivedMilliwattHours), ExactText.Read(OpenReceivedBoundParts)), ExactText.Read(CarryParts));
}

/// <summary>An exact energy as a decimal number of its parts.</summary>
public static class ExactText
{
    public static string Of(ExactEnergy energy) => energy.Parts.ToString(CultureInfo.InvariantCulture);

    public static ExactEnergy Read(string parts) => new(Int128.Parse(parts, CultureInfo.InvariantCulture));
}

using System.Collections.Immutable;

namespace GreenPow.Energy;

/// <summary>A site's storage in one epoch.</summary>
/// <param name="SettledSequence">Where the storage's own books stood before the epoch.</param>
/// <param name="Chain">The storage's chain from where this site's flow was last settled; null while the epoch passes the storage over: then the flow waits.</param>
/// <param name="EfficiencyPermille">Registered: how much of what it receives it can give back.</param>
/// <param name="Room">ENERGY that may still come into existence before the storage's usable energy is spoken for.</param>
public sealed record FedStorage(Feeding Feeding, ulong SettledSequence, JudgedChain? Chain, int EfficiencyPermille, MilliwattHours Room);

/// <summary>What one site earned in one epoch, and its books before and after.</summary>
/// <param name="Energy">Sums of what counts, by role.</param>
/// <param name="Flow">The energy of this and of open earlier epochs that went to the storage; null without new energy on both sides.</param>
/// <param name="Basis">What of the flow counts; null without a flow.</param>
/// <param name="EnergyMinted">This epoch's ENERGY.</param>
/// <param name="DecaMinted">This epoch's DECA.</param>
/// <param name="HeldBack">ENERGY that was earned but waits because of the site's capacity or the storage's room.</param>
public sealed record SiteEpoch(
    SiteAccount Before, SiteAccount After, EnergySum Energy, ImmutableArray<TakenOut> LeftOut, StorageFlow? Flow, EnergyBasis? Basis,
    MilliwattHours EnergyMinted, MilliwattHours DecaMinted, MilliwattHours HeldBack, MilliwattHours Cap)
{
    /// <param name="chain">The site's chain, beginning at the earlier of its two settled reports.</param>
    /// <param name="burned">ENERGY burned for delivery to this site so far.</param>
    /// <param name="cap">The most the site can have made since commissioning.</param>
    public static SiteEpoch Settle(SiteAccount before, JudgedChain chain, FedStorage? storage, MilliwattHours burned, MilliwattHours cap, MintRules rules)
    {
        var fresh = FreshSteps(before, chain);
        var energy = EnergySum.Over(fresh);
        var green = before.Green.Add(energy, burned);
        var after = before with
        {
            SettledSequence = chain.Boundary?.Sequence ?? before.SettledSequence,
            SettledUnixSeconds = chain.Boundary?.EndUnixSeconds ?? before.SettledUnixSeconds,
            Green = green,
            Deca = before.Deca with { Generation = before.Deca.Generation + energy.Of(EnergyRole.Generation).Lower },
            Stored = before.Stored.Add(energy),
        };

        var books = storage is null ? null : before.FlowTo(storage.Feeding, storage.SettledSequence);
        StorageFlow? flow = null;
        EnergyBasis? basis = null;
        if (books is not null && storage!.Chain is { } received && FlowOf(books, chain, received) is { } found)
        {
            flow = found with { Sent = found.Sent + books.OpenSent, Received = found.Received + books.OpenReceived };
            basis = EnergyBasis.Of(flow.Sent, flow.Received, green, rules.LossLimitPermille);
            books = books with
            {
                SentSequence = flow.SentSequence,
                ReceivedSequence = flow.ReceivedSequence,
                HasBegun = true,
                OpenSent = basis.StaysOpen ? flow.Sent : default,
                OpenReceived = basis.StaysOpen ? flow.Received : default,
            };
            after = after with
            {
                Green = green with { Counted = green.Counted + basis.Counted },
                Deca = after.Deca with { Witnessed = after.Deca.Witnessed + basis.Counted },
            };
        }

        var earned = Rounding.DownIntoCarry((basis?.Counted ?? default).TimesPermille(storage?.EfficiencyPermille ?? 0), books?.Carry ?? default, out var carry);
        var room = MilliwattHours.Min(new CapacityCheck(cap, before.EnergyMinted).Room, storage?.Room ?? default);
        var minted = MilliwattHours.Min(earned, room);
        var decaDue = after.Deca.Due(rules.SingleWitnessPermille).TimesPermille(rules.DecaPermillePerKilowattHour).Floor() - before.DecaMinted;
        var deca = MilliwattHours.Max(MilliwattHours.Min(decaDue, new CapacityCheck(cap, before.DecaMinted).Room), MilliwattHours.Zero);
        after = after with
        {
            Flows = books is null ? after.Flows : after.Flows.SetItem(books.Feeding.StorageTokenId, books with { Carry = carry + ExactEnergy.Of(earned - minted) }),
            EnergyMinted = before.EnergyMinted + minted,
            DecaMinted = before.DecaMinted + deca,
        };
        return new(before, after, energy, EnergySum.LeftOut(fresh, MainRole(chain)), flow, basis, minted, deca, earned - minted, cap);
    }

    private static EnergyRole MainRole(JudgedChain chain) =>
        chain.Boundary?.Channels.Any(channel => channel.Role == EnergyRole.StorageReceived) == true ? EnergyRole.StorageReceived : EnergyRole.Generation;

    /// <summary>What the epoch adds to the books; a chain may begin before it, where a slower flow was left.</summary>
    public static SealedStep[] FreshSteps(SiteAccount before, JudgedChain chain) => [.. chain.Steps.Where(step => step.From.Sequence >= before.SettledSequence)];

    private static StorageFlow? FlowOf(FlowBooks books, JudgedChain sent, JudgedChain received) => StorageFlow.Between(
        [.. sent.Steps.Where(step => step.From.Sequence >= books.SentSequence)],
        [.. received.Steps.Where(step => step.From.Sequence >= books.ReceivedSequence)], books.Feeding, isFirst: !books.HasBegun);
}

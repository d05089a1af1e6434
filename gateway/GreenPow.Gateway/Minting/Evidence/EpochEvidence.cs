using System.Collections.Immutable;
using System.Text.Json;
using GreenPow.Energy;

namespace GreenPow.Gateway.Minting;

/// <summary>The public file whose SHA-256 the chain keeps: all that a mint request rests on, and the books for the next epoch.</summary>
/// <param name="Uri">Where this file is public; the mint request names it.</param>
/// <param name="BasedOnEpoch">The accepted epoch whose books and leaves this one continues; null for the first.</param>
/// <param name="EnergyWei">ENERGY of this epoch alone, all storages, as a decimal.</param>
/// <param name="DecaWei">DECA of this epoch alone.</param>
public sealed record EpochEvidence(
    string Format, string Uri, long Epoch, long FromUnixSeconds, long ToUnixSeconds, long ClosedAtUnixSeconds, ulong ChainId, string Registry, long? BasedOnEpoch,
    MintRules Rules, string? Root, int LeafCount, ImmutableArray<TokenTotalView> Totals, string EnergyWei, string DecaWei, ImmutableArray<SiteEvidence> Sites,
    ImmutableArray<WaitingSite> Waiting)
{
    public const string CurrentFormat = "greenpow-evidence-2";

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    /// <summary>Every site's books after this epoch, by token.</summary>
    public IReadOnlyDictionary<ulong, SiteBooks> Books() =>
        Sites.Select(site => (site.TokenId, Books: site.BooksAfter)).Concat(Waiting.Select(site => (site.TokenId, site.Books))).ToDictionary(site => site.TokenId, site => site.Books);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, json);

    /// <exception cref="InvalidDataException">It is of another format.</exception>
    public static EpochEvidence FromJson(ReadOnlySpan<byte> utf8)
    {
        var evidence = JsonSerializer.Deserialize<EpochEvidence>(utf8, json) ?? throw new InvalidDataException("The evidence file is empty.");
        return evidence.Format == CurrentFormat ? evidence
            : throw new InvalidDataException($"The evidence file of epoch {evidence.Epoch} is of format '{evidence.Format}', this gateway reads '{CurrentFormat}'.");
    }
}

/// <summary>A site that the epoch passed over, with its reason; its books go on unchanged.</summary>
public sealed record WaitingSite(ulong TokenId, string DeviceId, string Reason, SiteBooks Books);

/// <param name="TotalWei">Sum of all cumulative leaves of the token.</param>
public sealed record TokenTotalView(string Token, string TotalWei);

/// <summary>What is public about one site in one epoch.</summary>
/// <param name="GreenSurplusMilliwattHours">Since the commissioning, before this epoch counts anything of it: the third of the quantities whose smallest counts. Rounded down.</param>
/// <param name="EnergyMintedMilliwattHours">ENERGY of this epoch in millionths of a token: 1 is 1 mWh.</param>
/// <param name="DecaMintedMilliwattHours">DECA of this epoch in millionths of a token; a reward, no energy that anybody can take out.</param>
/// <param name="Sentences">The same in plain words, for the voters.</param>
public sealed record SiteEvidence(
    string DeviceId, string Name, ulong TokenId, string Kind, string Owner, BoundaryReport? FirstSealed, BoundaryReport? LastSealed, ReportTally Reports,
    ulong? WaitsForSequence, ImmutableArray<EnergyView> Energy, ImmutableArray<LeftOutView> LeftOut, FlowView? Storage, long GreenSurplusMilliwattHours,
    long CapMilliwattHours, long EnergyMintedMilliwattHours, long DecaMintedMilliwattHours, long HeldBackMilliwattHours,
    ImmutableArray<string> Sentences, SiteBooks BooksBefore, SiteBooks BooksAfter)
{
    /// <summary>The devices of the site, oldest first, where there was more than one; all sequences here are the site's.</summary>
    public ImmutableArray<TermView>? Terms { get; init; }
}

/// <summary>One device's part in a site's history.</summary>
/// <param name="Before">Sequence of the site = this + the device's own.</param>
/// <param name="Last">Its own last report that belongs to the site; null for the present device.</param>
public sealed record TermView(string DeviceId, ulong Before, ulong? Last);

/// <summary>A sealed report at which counting began or ended; its frame is at /api/devices/{id}/frames.</summary>
public sealed record BoundaryReport(ulong Sequence, uint Segment, long SlotEndUnixSeconds, string FrameHash, ImmutableArray<CounterView> Counters);

public sealed record CounterView(int Role, long EnergyMilliwattHours);

/// <param name="LowerMilliwattHours">Rounded down.</param>
/// <param name="UpperMilliwattHours">Rounded down.</param>
public sealed record EnergyView(string Role, long EnergyMilliwattHours, long LowerMilliwattHours, long UpperMilliwattHours);

/// <param name="HeldAgainstMilliwattHours">Loads, and deliveries of a storage, that count all the same.</param>
public sealed record LeftOutView(string Verdict, string Reason, ulong FromSequence, ulong ToSequence, long EnergyMilliwattHours, long HeldAgainstMilliwattHours);

/// <param name="CountedMilliwattHours">What ENERGY is based on, before the storage's efficiency.</param>
/// <param name="LossThousandths">Thousandths of a percent.</param>
/// <param name="UnmatchedMilliwattHours">Received while the meter's own record had a hole; not counted.</param>
public sealed record FlowView(
    string StorageDeviceId, int Channel, long SentMilliwattHours, long ReceivedMilliwattHours, long ReceivedLowerMilliwattHours,
    long? LossThousandths, string Verdict, long CountedMilliwattHours, long DeniedMilliwattHours, long UnmatchedMilliwattHours);

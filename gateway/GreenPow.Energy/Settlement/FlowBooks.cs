namespace GreenPow.Energy;

/// <summary>Which channel of which storage a site feeds, and since when.</summary>
/// <param name="Since">Unix seconds: before it the channel was somebody else's, or nobody's.</param>
public readonly record struct Feeding(ulong StorageTokenId, int Channel, long Since);

/// <summary>A site's books with one storage. They wait untouched while the site feeds another: what was earned here is paid in this storage's tokens only.</summary>
/// <param name="SentSequence">Last own report used for the flow; at most the settled one.</param>
/// <param name="ReceivedSequence">Last report of the storage used for the flow.</param>
/// <param name="HasBegun">Both chains were used at least once under this binding; before that, time before a chain's first step is a hole of it.</param>
/// <param name="OpenSent">Sent energy of a flow that was blocked or withheld, judged again with the next.</param>
/// <param name="OpenReceived">Received energy of the same.</param>
/// <param name="Carry">ENERGY earned and not yet minted: rounding, and what a cap or the storage's room held back.</param>
public sealed record FlowBooks(
    Feeding Feeding, ulong SentSequence, ulong ReceivedSequence, bool HasBegun, EnergyBound OpenSent, EnergyBound OpenReceived, ExactEnergy Carry);

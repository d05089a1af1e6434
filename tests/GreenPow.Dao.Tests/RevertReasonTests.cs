using System.Numerics;
using GreenPow.Dao.Abi;

namespace GreenPow.Dao.Tests;

public sealed class RevertReasonTests
{
    private static readonly ContractAbi Batches = new("MintBatches", "error TokenTotalExceeded(uint256 minted, uint256 total)", "error NoRoot()");
    private static readonly ContractAbi Registry = new("DeviceRegistry", "error KeyKnown(bytes16 deviceId, (uint32 watts, bool live)[] sites_)");

    private static RevertReason Of(ContractAbi contract, int error, params object[] arguments) =>
        RevertReason.Read(AbiEncoder.EncodeCall(contract.Errors[error], arguments), Batches, Registry);

    [Fact]
    public void An_error_is_told_with_names_and_numbers() =>
        Assert.Equal("MintBatches: TokenTotalExceeded(minted 5, total 4)", Of(Batches, 0, new BigInteger(5), new BigInteger(4)).Text);

    [Fact]
    public void An_error_without_arguments_keeps_its_brackets() => Assert.Equal("MintBatches: NoRoot()", Of(Batches, 1).Text);

    [Fact]
    public void An_error_of_a_contract_that_was_called_in_turn_is_told_as_its_own() =>
        Assert.Equal(
            "DeviceRegistry: KeyKnown(deviceId 0x000102030405060708090a0b0c0d0e0f, sites [(watts 500, live true)])",
            Of(Registry, 0, Enumerable.Range(0, 16).Select(i => (byte)i).ToArray(), new object[] { new object[] { new BigInteger(500), true } }).Text);

    // Selector of Error(string) and the layout: Solidity documentation, "Revert and Error".
    [Fact]
    public void The_language_s_own_reason_is_quoted() =>
        Assert.Equal("MintBatches: Not enough Ether provided.", RevertReason.Read(Hex.Bytes(
            "0x08c379a0"
            + "0000000000000000000000000000000000000000000000000000000000000020"
            + "000000000000000000000000000000000000000000000000000000000000001a"
            + "4e6f7420656e6f7567682045746865722070726f76696465642e000000000000"), Batches).Text);

    [Fact]
    public void A_panic_is_explained() =>
        Assert.Equal("MintBatches: an arithmetic operation overflowed",
            RevertReason.Read(Hex.Bytes("0x4e487b710000000000000000000000000000000000000000000000000000000000000011"), Batches).Text);

    [Fact]
    public void Silence_and_the_unknown_are_said_plainly()
    {
        Assert.Equal("MintBatches: reverted without a reason", RevertReason.Read([], Batches).Text);
        Assert.Equal("MintBatches: reverted with the unknown error 0x01020304", RevertReason.Read([1, 2, 3, 4], Batches).Text);
    }

    [Fact]
    public void Known_selector_with_broken_arguments_is_not_guessed_at() =>
        Assert.StartsWith("MintBatches: reverted with the unknown error 0x", RevertReason.Read([.. Batches.Errors[0].Selector, 1], Batches).Text, StringComparison.Ordinal);
}

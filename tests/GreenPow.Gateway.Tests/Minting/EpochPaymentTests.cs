using GreenPow.Dao;
using GreenPow.Gateway.Minting;

namespace GreenPow.Gateway.Tests.Minting;

public class EpochPaymentTests
{
    private static readonly Address Owner = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Keeper = Address.Parse("0x00000000000000000000000000000000000000b2");
    private static readonly Address Vault = Address.Parse("0x00000000000000000000000000000000000000c3");
    private static readonly Address Energy = Address.Parse("0x00000000000000000000000000000000000000e4");
    private static readonly Address Deca = Address.Parse("0x00000000000000000000000000000000000000d5");

    private static readonly LeafBook First = LeafBook.Empty.Pay(1, Owner, Deca, 900).Pay(0, Vault, Deca, 100).Pay(1, Owner, Energy, 995).Pay(3, Keeper, Energy, 5);

    private static (PaymentFor, int, Address, int, int)[] Of(LeafBook leaves, LeafBook before) =>
        [.. EpochPayment.Of(leaves, before, token => token == Energy, token => token == 3).Select(payment => (payment.For, (int)payment.TokenId, payment.Payee, (int)payment.EnergyWei, (int)payment.DecaWei))];

    [Fact]
    public void The_first_root_pays_what_its_leaves_say() => Assert.Equal(
        [(PaymentFor.Site, 1, Owner, 995, 900), (PaymentFor.Storage, 3, Keeper, 5, 0), (PaymentFor.Vault, 0, Vault, 0, 100)], Of(First, LeafBook.Empty));

    [Fact]
    public void A_later_root_pays_only_what_it_adds() => Assert.Equal(
        [(PaymentFor.Site, 1, Owner, 199, 0), (PaymentFor.Site, 2, Owner, 0, 9), (PaymentFor.Storage, 3, Keeper, 1, 0), (PaymentFor.Vault, 0, Vault, 0, 1)],
        Of(First.Pay(1, Owner, Energy, 199).Pay(3, Keeper, Energy, 1).Pay(2, Owner, Deca, 9).Pay(0, Vault, Deca, 1), First));

    [Fact]
    public void Whoever_gets_nothing_is_left_out() => Assert.Empty(Of(First, First));
}

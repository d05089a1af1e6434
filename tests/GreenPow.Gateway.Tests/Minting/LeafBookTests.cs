using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using GreenPow.Dao;
using GreenPow.Gateway.Minting;

namespace GreenPow.Gateway.Tests.Minting;

public class LeafBookTests
{
    private static readonly Address[] accounts = [.. Enumerable.Range(1, 3).Select(number => Address.FromBytes([.. new byte[19], (byte)number]))];

    [Fact]
    public void No_leaf_ever_falls_and_the_order_never_changes() => Prop.ForAll<(byte, byte, byte, ushort)[]>(payments =>
    {
        var book = LeafBook.Empty;
        foreach (var (site, payee, token, wei) in payments)
        {
            var after = book.Pay(site % 3, accounts[payee % 3], accounts[token % 3], wei);
            for (var i = 0; i < book.Leaves.Length; i++)
            {
                var (was, now) = (book.Leaves[i], after.Leaves[i]);
                if (now.CumulativeWei < was.CumulativeWei || now with { CumulativeWei = 0 } != was with { CumulativeWei = 0 }) return false;
            }
            book = after;
        }
        return book.Leaves.Aggregate(BigInteger.Zero, (sum, leaf) => sum + leaf.CumulativeWei) == payments.Sum(payment => payment.Item4);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_payee_has_one_leaf_per_site_and_token() =>
        Assert.Single(LeafBook.Empty.Pay(1, accounts[0], accounts[1], 5).Pay(1, accounts[0], accounts[1], 7).Leaves, leaf => leaf.CumulativeWei == 12);

    [Fact]
    public void A_new_owner_gets_a_leaf_of_their_own_and_the_old_one_keeps_theirs()
    {
        var book = LeafBook.Empty.Pay(1, accounts[0], accounts[2], 5).Pay(1, accounts[1], accounts[2], 7);
        Assert.Equal([5, 7], book.Leaves.Select(leaf => (int)leaf.CumulativeWei));
    }
}

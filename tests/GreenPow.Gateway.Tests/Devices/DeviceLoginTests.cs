using System.Text;
using GreenPow.Gateway.Devices;
using GreenPow.Storage;

namespace GreenPow.Gateway.Tests.Devices;

public sealed class DeviceLoginTests
{
    private static readonly byte[] Network = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly DateTimeOffset Now = ManualTime.Noon;
    private readonly TestKey key = new();

    [Fact]
    public void A_true_login_is_not_refused() => Assert.Null(Judge(key.Login(Network, 1)));

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void A_clock_that_is_set_may_be_off_by_300_seconds(int offSeconds, bool isTaken) =>
        Assert.Equal(isTaken, Judge(key.Login(Network, 1, (uint)(Now.ToUnixTimeSeconds() + offSeconds))) is null);

    [Fact]
    public void A_login_for_another_network_is_refused() => Assert.Contains("another network", Judge(key.Login([8, 7, 6, 5, 4, 3, 2, 1], 1)), StringComparison.Ordinal);

    [Fact]
    public void A_device_that_has_not_applied_is_refused() =>
        Assert.Contains("has not applied", DeviceLogin.Refusal(Read(key.Login(Network, 1)), known: null, Network, Now), StringComparison.Ordinal);

    [Fact]
    public void A_device_that_the_DAO_keeps_out_is_told_why()
    {
        var ban = DeviceLogin.Ban(key.Applied(Network, Now) with { State = DeviceState.Revoked });
        Assert.Equal(RefusalReason.Revoked, ban?.Reason);
        Assert.Contains("was revoked", ban?.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeviceState.Applied)]
    [InlineData(DeviceState.Registered)]
    [InlineData(DeviceState.Suspended)]
    public void Nobody_else_is_kept_out(DeviceState state) => Assert.Null(DeviceLogin.Ban(key.Applied(Network, Now) with { State = state }));

    [Fact]
    public void A_login_frame_of_another_device_is_refused() =>
        Assert.NotNull(DeviceLogin.Read(key.Id.ToString(), key.Id.ToString(), Hex(new TestKey().Login(Network, 1))).Refusal);

    [Fact]
    public void A_user_name_that_is_not_the_client_id_is_refused() =>
        Assert.NotNull(DeviceLogin.Read(key.Id.ToString(), "admin", Hex(key.Login(Network, 1))).Refusal);

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("zz")]
    public void A_password_that_is_no_login_frame_is_refused(string password) =>
        Assert.NotNull(DeviceLogin.Read(key.Id.ToString(), key.Id.ToString(), Encoding.ASCII.GetBytes(password)).Refusal);

    [Fact]
    public void A_login_frame_cut_by_one_digit_is_refused() =>
        Assert.NotNull(DeviceLogin.Read(key.Id.ToString(), key.Id.ToString(), Hex(key.Login(Network, 1)).AsSpan(..^1)).Refusal);

    private string? Judge(byte[] login) => DeviceLogin.Refusal(Read(login), key.Applied(Network, Now), Network, Now);

    private LoginClaim Read(byte[] login) => DeviceLogin.Read(key.Id.ToString(), key.Id.ToString(), Hex(login));

    private static byte[] Hex(byte[] bytes) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
}

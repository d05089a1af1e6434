using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

/// <summary>One number out of range at a time, written over a good vector.</summary>
public class FrameFaultTests
{
    [Theory]
    [InlineData(0, "00", FrameFault.Magic)]
    [InlineData(1, "47", FrameFault.Magic)]
    [InlineData(2, "02", FrameFault.Version)]
    [InlineData(2, "00", FrameFault.Version)]
    [InlineData(3, "02", FrameFault.Kind)]
    [InlineData(20, "0000000000000000", FrameFault.Sequence)]
    [InlineData(32, "0000", FrameFault.SlotSeconds)]
    [InlineData(34, "0081", FrameFault.Flags)]
    [InlineData(34, "00c0", FrameFault.Flags)]
    [InlineData(34, "0000", FrameFault.Length)]
    [InlineData(80, "11", FrameFault.ShareCount)]
    [InlineData(80, "02", FrameFault.Length)]
    [InlineData(81, "00", FrameFault.ChannelCount)]
    [InlineData(81, "07", FrameFault.ChannelCount)]
    [InlineData(81, "03", FrameFault.Length)]
    [InlineData(82, "0d", FrameFault.IntervalCount)]
    [InlineData(82, "07", FrameFault.IntervalCount)]
    [InlineData(82, "05", FrameFault.Length)]
    [InlineData(83, "01", FrameFault.Reserved)]
    [InlineData(96, "00", FrameFault.Role)]
    [InlineData(96, "0c", FrameFault.Role)]
    [InlineData(140, "0c", FrameFault.Role)]
    [InlineData(100, "0000000000000080", FrameFault.Energy)]
    public void A_report_with_this_is_refused(int at, string bytes, byte fault)
    {
        AssertFault("report: two channels", at, bytes, fault);
    }

    [Theory]
    [InlineData(37, "00", FrameFault.SignerKind)]
    [InlineData(37, "03", FrameFault.SignerKind)]
    [InlineData(39, "01", FrameFault.Reserved)]
    [InlineData(97, "00", FrameFault.ChannelCount)]
    [InlineData(97, "07", FrameFault.ChannelCount)]
    [InlineData(97, "03", FrameFault.Length)]
    [InlineData(98, "01", FrameFault.Reserved)]
    [InlineData(99, "01", FrameFault.Reserved)]
    [InlineData(100, "00", FrameFault.Role)]
    [InlineData(101, "06", FrameFault.Instrument)]
    [InlineData(103, "01", FrameFault.Reserved)]
    public void A_status_with_this_is_refused(int at, string bytes, byte fault)
    {
        AssertFault("status: managed", at, bytes, fault);
    }

    [Theory]
    [InlineData(28, "00000000", FrameFault.Record)]
    [InlineData(32, "0000000000000000", FrameFault.Sequence)]
    [InlineData(48, "915f0100", FrameFault.Place)]
    [InlineData(48, "6fa0feff", FrameFault.Place)]
    [InlineData(52, "21bf0200", FrameFault.Place)]
    [InlineData(52, "df40fdff", FrameFault.Place)]
    [InlineData(60, "8503", FrameFault.Angle)]
    [InlineData(62, "100e", FrameFault.Angle)]
    [InlineData(116, "00", FrameFault.ChannelCount)]
    [InlineData(116, "01", FrameFault.Length)]
    [InlineData(117, "01", FrameFault.Reserved)]
    [InlineData(118, "01", FrameFault.Reserved)]
    [InlineData(119, "01", FrameFault.Reserved)]
    [InlineData(120, "00", FrameFault.Role)]
    [InlineData(141, "00", FrameFault.Instrument)]
    public void A_commissioning_with_this_is_refused(int at, string bytes, byte fault)
    {
        AssertFault("commissioning", at, bytes, fault);
    }

    [Theory]
    [InlineData(72, "21", FrameFault.RangeCount)]
    [InlineData(72, "1f", FrameFault.Length)]
    [InlineData(73, "01", FrameFault.Reserved)]
    [InlineData(75, "01", FrameFault.Reserved)]
    [InlineData(76, "0000000000000000", FrameFault.Range)]
    [InlineData(84, "00000000", FrameFault.Range)]
    [InlineData(76, "ffffffffffffffff01000000", FrameFault.Range)]
    public void A_have_with_this_is_refused(int at, string bytes, byte fault)
    {
        AssertFault("have: thirty-two", at, bytes, fault);
    }

    [Theory]
    [InlineData(20, "00000000", FrameFault.JobId)]
    [InlineData(32, "00", FrameFault.Algorithm)]
    [InlineData(32, "02", FrameFault.Algorithm)]
    [InlineData(33, "01", FrameFault.Reserved)]
    [InlineData(35, "01", FrameFault.Reserved)]
    [InlineData(36, "00000000", FrameFault.Target)]
    [InlineData(36, "ffff801d", FrameFault.Target)]
    public void A_work_with_this_is_refused(int at, string bytes, byte fault)
    {
        AssertFault("work", at, bytes, fault);
    }

    [Fact]
    public void A_login_with_counter_zero_is_refused()
    {
        AssertFault("login", 28, "0000000000000000", FrameFault.Counter);
    }

    [Theory]
    [InlineData(28, "0000000000000000", FrameFault.Counter)]
    [InlineData(40, "00", FrameFault.Opcode)]
    [InlineData(40, "09", FrameFault.Opcode)]
    [InlineData(41, "00", FrameFault.Length)]
    [InlineData(41, "02", FrameFault.Length)]
    [InlineData(41, "ff", FrameFault.Length)]
    public void A_command_with_this_is_refused(int at, string bytes, byte fault)
    {
        AssertFault("command: identify", at, bytes, fault);
    }

    [Theory]
    [InlineData(28, "0000000000000000000000000000000000000000000000000000000000000000", FrameFault.TokenId)]
    [InlineData(60, "41ae002d97e1c35786dd4eef46c0b622", FrameFault.OldDevice)]
    [InlineData(76, "0000000000000000", FrameFault.OldFrameHash)]
    public void A_succession_with_this_is_refused(int at, string bytes, byte fault)
    {
        AssertFault("succession: of a dead meter", at, bytes, fault);
    }

    [Fact]
    public void Every_opcode_has_its_own_name()
    {
        var opcodes = typeof(CommandOpcode).GetFields().Select(f => (byte)f.GetRawConstantValue()!).ToArray();
        Assert.Equal(opcodes.Length, opcodes.Select(CommandOpcode.Name).OfType<string>().Distinct().Count());
        Assert.All(opcodes, opcode => Assert.True(CommandOpcode.IsKnown(opcode)));
        Assert.Null(CommandOpcode.Name((byte)(opcodes.Max() + 1)));
        Assert.False(CommandOpcode.IsKnown((byte)(opcodes.Max() + 1)));
    }

    [Fact]
    public void Every_fault_has_its_own_text()
    {
        var faults = typeof(FrameFault).GetFields().Select(f => (byte)f.GetRawConstantValue()!).ToArray();
        var texts = faults.Select(FrameFault.Text).ToArray();
        Assert.Equal(faults.Length, texts.Distinct().Count());
        Assert.DoesNotContain(FrameFault.Text(255), texts);
    }

    private static void AssertFault(string vector, int at, string hex, byte expected)
    {
        var bytes = Vectors.Frame(vector).Hex("bytes");
        var kind = bytes[3];
        Assert.True(AnyFrame.Of(kind).TryRead(bytes, 0, bytes.Length, out _));
        Convert.FromHexString(hex).CopyTo(bytes, at);
        Assert.False(AnyFrame.Of(kind).TryRead(bytes, 0, bytes.Length, out var fault));
        Assert.Equal(FrameFault.Text(expected), FrameFault.Text(fault));
    }
}

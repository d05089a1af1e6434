using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class SafeRecordTests
{
    [Fact]
    public void A_cut_while_replacing_leaves_the_old_or_the_new_one()
    {
        for (int permille = 0; permille <= 1000; permille += 50)
        {
            MemoryFlash flash = new();
            SafeRecord record = new(flash, "x");
            Assert.True(record.Save([1, 1, 1]));
            Assert.True(record.Save([2, 2, 2]));
            flash.CutAtOperation = 3;
            flash.CutPermille = permille;
            Assert.Throws<PowerCutException>(() => record.Save([3, 3, 3]));
            byte[] expected = permille == 1000 ? [3, 3, 3] : [2, 2, 2];
            Assert.Equal(expected, new SafeRecord(flash, "x").Load());
        }
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        MemoryFlash flash = new();
        new SafeRecord(flash, "x").Save([1, 2, 3]);
        string name = Assert.Single(flash.Names);
        for (int bit = 0; bit < flash[name].Length * 8; bit++)
        {
            flash[name][bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(new SafeRecord(flash, "x").Load());
            flash[name][bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void The_check_sum_is_castagnolis() => Assert.Equal(0xE3069283, Crc32C.Of("123456789"u8.ToArray(), 0, 9)); // RFC 3720 B.4 polynomial, the usual check value
}

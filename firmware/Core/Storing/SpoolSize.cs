namespace GreenPow.Core
{
    /// <summary>How much of each board's file volume the spool takes, and in files of which size: few and large where there is room.</summary>
    public static class SpoolSize
    {
        /// <summary>
        /// Of a 16 MB part with the spare 8.4 MB behind nanoFramework's table joined to its file volume (0x490000 to the end, 11.4 MB):
        /// 1.4 MB stay for two firmware images and settings.
        /// </summary>
        public const int ReferenceCapacityBytes = 10 * 1024 * 1024;

        public const int ReferenceFileBytes = 64 * 1024;

        /// <summary>The same part with nanoFramework's own table (partitions_nanoclr_16mb.csv: a file volume of 3 MB).</summary>
        public const int StockCapacityBytes = 2304 * 1024;

        public const int StockFileBytes = 32 * 1024;

        /// <summary>Of a 4 MB part: its file volume has 256 KB (partitions_nanoclr_4mb.csv).</summary>
        public const int SmallCapacityBytes = 192 * 1024;

        public const int SmallFileBytes = 8 * 1024;

        /// <summary>
        /// Every report costs one erased block (littlefs copies the partly filled one), and 64 blocks wear out in ten years of one a
        /// minute; one every two minutes is half of that. A 16 MB part has blocks enough for <see cref="ReferenceSlotSeconds"/>.
        /// </summary>
        public const int SmallSlotSeconds = 120;

        public const int ReferenceSlotSeconds = 60;
    }
}

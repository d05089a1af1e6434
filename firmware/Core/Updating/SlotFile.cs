using System;
using GreenPow.Wire;

namespace GreenPow.Core
{
    /// <summary>Reads the image file of a slot.</summary>
    public static class SlotFile
    {
        /// <summary>The header at the beginning of the file, or null where there is no whole one.</summary>
        public static UpdateHeader TryReadHeader(IFlash flash, int slot)
        {
            byte[] bytes = new byte[UpdateHeader.Length];
            if (flash.Read(Slots.FileOf(slot), 0, bytes, 0, bytes.Length) != bytes.Length) return null;
            UpdateHeader header = new UpdateHeader();
            return header.TryRead(bytes, 0, bytes.Length, out byte _) ? header : null;
        }

        /// <summary>
        /// The image that the book says is there, or null. It is not hashed again, which takes half a minute: it was hashed where it lies before
        /// the book said so, nothing writes the file since, and the chip's loader checks its CRC-32.
        /// </summary>
        public static byte[] TryReadImage(IFlash flash, Slots slots, int slot)
        {
            UpdateHeader header = TryReadHeader(flash, slot);
            if (header == null || !slots.Holds(slot, header) || flash.Length(Slots.FileOf(slot)) != header.FileLength) return null;
            byte[] image = new byte[header.ImageLength];
            int read = flash.Read(Slots.FileOf(slot), UpdateHeader.Length, image, 0, image.Length);
            return read == image.Length ? image : null;
        }
    }
}

namespace GreenPow.Core
{
    /// <summary>
    /// Small files on the internal flash. The core repairs what a power cut leaves, so an implementation promises only this:
    /// a cut during an operation touches no other file, and every operation that returned is on the flash.
    /// Names are short lower-case ASCII ("spool-0000002a", "state-0").
    /// </summary>
    public interface IFlash
    {
        /// <summary>Names of all files whose name begins with <paramref name="prefix"/>, in any order.</summary>
        string[] List(string prefix);

        /// <summary>Length in bytes, or -1 when there is no such file.</summary>
        int Length(string name);

        /// <summary>Copies up to <paramref name="count"/> bytes from <paramref name="offset"/>; returns how many there were.</summary>
        int Read(string name, int offset, byte[] into, int at, int count);

        /// <summary>Adds bytes at the end (making the file if needed) and flushes; a cut leaves any prefix of them. False when full.</summary>
        bool Append(string name, byte[] from, int at, int count);

        /// <summary>Writes the whole file anew and flushes; a cut may leave the old, the new, or a broken file. False when full.</summary>
        bool Replace(string name, byte[] from, int at, int count);

        /// <summary>Removes the file if it is there.</summary>
        void Delete(string name);
    }
}

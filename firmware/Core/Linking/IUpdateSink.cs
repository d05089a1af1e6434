namespace GreenPow.Core
{
    /// <summary>Takes the pieces of a firmware update as they arrive; the release key's signature over the whole decides, not the way they came.</summary>
    public interface IUpdateSink
    {
        /// <summary>One message of topic `update`, as it came; it may be broken, old or repeated.</summary>
        void Take(byte[] chunk);

        /// <summary>Writes what to say on topic `progress`, <c>UpdateProgress.Length</c> bytes; false when there is nothing new.</summary>
        bool TakeAnswer(byte[] into);
    }
}

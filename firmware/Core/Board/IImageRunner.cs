namespace GreenPow.Core
{
    /// <summary>Runs a firmware assembly that was stored on the flash, in place of the one in the deployment partition.</summary>
    public interface IImageRunner
    {
        /// <summary>
        /// Loads the image and calls its entry, which must not ask the loader again. False when the platform refuses it; once it runs this
        /// returns only when the image ends, and an exception that ends it comes through.
        /// </summary>
        bool Run(byte[] image, int count);
    }
}

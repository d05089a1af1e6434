namespace GreenPow.Core
{
    /// <summary>Runs a firmware assembly that was stored on the flash, in place of the one in the deployment partition.</summary>
    public interface IImageRunner
    {
        /// <summary>Loads the image and calls its entry; false when the platform refuses it. Once the image runs this does not return.</summary>
        bool Run(byte[] image, int count);
    }
}

using System;
using System.Reflection;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>Runs a .pe file of this same program from memory, in place of the one in the deployment partition.</summary>
    public sealed class ImageRunner : IImageRunner
    {
        private readonly ThreadStart _isAlive;

        /// <param name="isAlive">What the image calls once it watches itself.</param>
        public ImageRunner(ThreadStart isAlive)
        {
            _isAlive = isAlive;
        }

        public bool Run(byte[] image, int count)
        {
            // The array stays the program as long as it runs: it is not held twice.
            byte[] exact = image;
            if (image.Length != count)
            {
                exact = new byte[count];
                Array.Copy(image, exact, count);
            }

            MethodInfo entry = null;
            try
            {
                Type[] types = Assembly.Load(exact).GetTypes();
                for (int i = 0; i < types.Length && entry == null; i++)
                {
                    if (types[i].FullName == "GreenPow.Firmware.Program") entry = types[i].GetMethod("RunStored");
                }
            }
            catch (Exception e)
            {
                Console.WriteLine("image: " + e.Message);
            }

            if (entry == null) return false;
            entry.Invoke(null, new object[] { _isAlive });
            return true;
        }
    }
}

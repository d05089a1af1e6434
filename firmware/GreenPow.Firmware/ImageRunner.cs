using System;
using System.Reflection;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>Runs a .pe file of this same program from memory, in place of the one in the deployment partition.</summary>
    public sealed class ImageRunner : IImageRunner
    {
        private readonly Watchdog _watchdog;

        public ImageRunner(Watchdog watchdog)
        {
            _watchdog = watchdog;
        }

        public bool Run(byte[] image, int count)
        {
            byte[] exact = new byte[count];
            Array.Copy(image, exact, count);
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
            _watchdog.Stop();
            entry.Invoke(null, null);
            return true;
        }
    }
}

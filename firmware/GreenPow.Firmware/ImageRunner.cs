using System;
using System.Reflection;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>Runs the assemblies of this same program from memory, in place of those in the deployment partition.</summary>
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
            MethodInfo entry = null;
            try
            {
                byte[][] parts = ImageParts.Split(image, count);
                if (parts == null) return false;
                // The arrays stay the program as long as it runs. Its Main is in the last one, which refers to the ones before.
                Assembly assembly = null;
                for (int i = 0; i < parts.Length; i++) assembly = Assembly.Load(parts[i]);
                entry = Entry(assembly.GetTypes());
            }
            catch (Exception e)
            {
                Console.WriteLine("image: " + e.Message);
            }

            if (entry == null) return false;
            entry.Invoke(null, new object[] { _isAlive });
            return true;
        }

        private static MethodInfo Entry(Type[] types)
        {
            for (int i = 0; i < types.Length; i++)
            {
                if (types[i].FullName == "GreenPow.Firmware.Program") return types[i].GetMethod("RunStored");
            }

            return null;
        }
    }
}

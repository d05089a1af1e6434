using System;
using System.Threading;
using GreenPow.Core;

namespace GreenPow.Firmware
{
    /// <summary>The firmware begins here; all that it does is in firmware/Core.</summary>
    public static class Program
    {
        /// <summary>Entry of the deployed firmware: a newer image on the flash takes its place.</summary>
        public static void Main()
        {
            FlashFiles flash = new FlashFiles();
            WatchdogThread guard = new WatchdogThread(new Watchdog(flash, Watchdog.UsualLimitMilliseconds));
            guard.Start();
            // The small board's memory does not hold a second image.
            ImageRunner runner = Board.Profile == BoardProfile.Reference ? new ImageRunner(guard.Stop) : null;
            RunningImage deployed = RunningImage.OfDeployed(Build.Version, Build.Digest);
            Run(flash, new Loader(flash, runner, new ChipPower(null), deployed).Start(), guard.Stop);
        }

        /// <summary>Entry of an image that the deployed firmware has loaded from the flash (<see cref="ImageRunner"/>).</summary>
        /// <param name="isAlive">To be called once this image watches itself.</param>
        public static void RunStored(ThreadStart isAlive)
        {
            FlashFiles flash = new FlashFiles();
            Run(flash, RunningImage.OfStarted(flash), isAlive);
        }

        private static void Run(FlashFiles flash, RunningImage image, ThreadStart isAlive)
        {
            byte profile = Board.Profile;
            ApplianceOptions options = new ApplianceOptions { Profile = profile, Running = image, ReleaseKey = Build.ReleaseKey };
            Appliance appliance = new Appliance(Board.Make(profile, flash), options);
            new WatchdogThread(appliance.Watchdog).Start();
            isAlive();
            try
            {
                appliance.Boot(Environment.TickCount64);
                while (true) Thread.Sleep(appliance.Step(Environment.TickCount64));
            }
            catch (Exception e)
            {
                Console.WriteLine("firmware: " + e.GetType().FullName + ": " + e.Message);
            }

            // Nobody feeds the watchdog any more: within a minute it restarts the chip, and the next status frame says so.
            while (true) Thread.Sleep(60000);
        }
    }
}

// One undisturbed demo serves every class that compares with it.
[assembly: AssemblyFixture(typeof(GreenPow.EndToEnd.Tests.DemoDay))]

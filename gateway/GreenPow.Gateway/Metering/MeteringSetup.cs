using GreenPow.Storage;

namespace GreenPow.Gateway.Metering;

public static class MeteringSetup
{
    /// <summary>Frame log, catalogue and ingest; a <see cref="JudgeShare"/> is taken if Mining registers one.</summary>
    public static WebApplicationBuilder AddMetering(this WebApplicationBuilder builder) => throw new NotImplementedException();
}

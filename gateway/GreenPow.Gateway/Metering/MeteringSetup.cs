using GreenPow.Storage;
using Microsoft.Extensions.Options;

namespace GreenPow.Gateway.Metering;

public static class MeteringSetup
{
    /// <summary>Frame log, catalogue and ingest; a <see cref="JudgeShare"/> is taken if Mining registers one.</summary>
    public static WebApplicationBuilder AddMetering(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => OpenLog(services));
        builder.Services.AddSingleton(services => new Catalogue(Folder(services), services.GetRequiredService<FrameLog>()));
        builder.Services.AddSingleton<DeviceKeys>();
        builder.Services.AddSingleton(services => OpenIngest(services));
        builder.Services.AddHostedService<IngestWorker>();
        return builder;
    }

    private static string Folder(IServiceProvider services) => services.GetRequiredService<IOptions<GatewayOptions>>().Value.FolderOf("gateway");

    private static FrameLog OpenLog(IServiceProvider services)
    {
        var log = FrameLog.Open(Path.Combine(Folder(services), "frames"));
        if (log.TornTail is { } torn)
            services.GetRequiredService<ILogger<FrameLog>>().LogWarning("Cut {Bytes} bytes of an unfinished write off {File} at offset {Offset}; nobody was told that they were stored.", torn.CutBytes, torn.File, torn.Offset);
        return log;
    }

    private static Ingest OpenIngest(IServiceProvider services)
    {
        var ingest = new Ingest(services.GetRequiredService<Catalogue>(), services.GetRequiredService<FrameLog>(), services.GetRequiredService<DeviceKeys>(),
            services.GetRequiredService<LiveFeed>(), services.GetService<JudgeShare>());
        if (ingest.Recovered > 0) services.GetRequiredService<ILogger<Ingest>>().LogInformation("Applied {Records} records of the frame log again.", ingest.Recovered);
        return ingest;
    }
}

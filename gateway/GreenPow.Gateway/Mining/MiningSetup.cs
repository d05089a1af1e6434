using GreenPow.Gateway.Metering;
using GreenPow.Storage;

namespace GreenPow.Gateway.Mining;

public static class MiningSetup
{
    /// <summary>Beacon jobs for connected devices, and the word on their shares for the ingest.</summary>
    public static WebApplicationBuilder AddMining(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MiningOptions>().BindConfiguration(MiningOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<JudgeShare>(services =>
        {
            var catalogue = services.GetRequiredService<Catalogue>();
            return (device, jobId, nonce, receivedAt) => ShareCheck.Judge(catalogue.Job(device, jobId), nonce, receivedAt);
        });
        builder.Services.AddHostedService<WorkDesk>();
        return builder;
    }
}

using System.ComponentModel.DataAnnotations;
using GreenPow.Gateway;
using GreenPow.Gateway.Chain;
using GreenPow.Gateway.Devices;
using GreenPow.Gateway.Devices.Updates;
using GreenPow.Gateway.Metering;
using GreenPow.Gateway.Mining;
using GreenPow.Gateway.Minting;
using GreenPow.Gateway.Web;
using Microsoft.Extensions.Options;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddGateway();
    builder.AddChain();
    builder.AddMetering();
    builder.AddDevices();
    builder.AddMining();
    builder.AddMinting();
    builder.AddWeb();

    var app = builder.Build();
    var api = app.MapApi();
    api.MapDevicesApi();
    api.MapUpdateApi();
    api.MapNetworkApi();
    api.MapApplicationsApi();
    api.MapRecordsApi();
    api.MapCommandsApi();
    api.MapSeriesApi();
    api.MapJobsApi();
    api.MapMinting();
    app.MapWeb();
    await app.RunAsync();
    return 0;
}
catch (Exception fault) when (fault is ValidationException or OptionsValidationException || fault.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal))
{
    // A setting is wrong: its name and range are all that helps.
    await Console.Error.WriteLineAsync($"greenpow gateway: {fault.Message}");
    return 2;
}

using GreenPow.Gateway;
using GreenPow.Gateway.Chain;
using GreenPow.Gateway.Devices;
using GreenPow.Gateway.Devices.Updates;
using GreenPow.Gateway.Metering;
using GreenPow.Gateway.Mining;
using GreenPow.Gateway.Minting;
using GreenPow.Gateway.Web;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddGateway();
builder.AddChain();
builder.AddMetering();
builder.AddDevices();
builder.AddMining();
builder.AddMinting();
builder.AddWeb();

var app = builder.Build();
app.MapDevicesApi();
app.MapUpdateApi();
app.MapNetworkApi();
app.MapApplicationsApi();
app.MapSeriesApi();
app.MapJobsApi();
app.MapMinting();
app.MapWeb();
await app.RunAsync();

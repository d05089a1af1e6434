using System.Security.Cryptography.X509Certificates;
using GreenPow.Gateway.Devices;

namespace GreenPow.Gateway.Tests.Devices;

public sealed class TlsAuthorityTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("greenpow-tls").FullName;
    private readonly ManualTime time = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_authority_outlives_a_restart_and_the_server_key_does_not()
    {
        using var before = Open();
        using var after = Open();
        Assert.Equal(before.CertificatePem, after.CertificatePem);
        Assert.NotEqual(before.ServerCertificate().Thumbprint, after.ServerCertificate().Thumbprint);
    }

    [Fact]
    public void The_server_certificate_is_the_authoritys_and_carries_the_names_of_the_gateway()
    {
        using var authority = Open();
        var server = authority.ServerCertificate();
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(authority.CertificatePem));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        Assert.True(chain.Build(server), string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
        Assert.True(server.MatchesHostname("gateway.example"));
        Assert.True(server.MatchesHostname("192.0.2.7"));
        Assert.False(server.MatchesHostname("other.example"));
    }

    [Fact]
    public void It_is_renewed_a_month_before_it_ends()
    {
        using var authority = Open();
        var first = authority.ServerCertificate();
        time.Advance(TimeSpan.FromDays(59));
        Assert.Equal(first.Thumbprint, authority.ServerCertificate().Thumbprint);
        time.Advance(TimeSpan.FromDays(2));
        Assert.NotEqual(first.Thumbprint, authority.ServerCertificate().Thumbprint);
    }

    [Fact]
    public void A_key_that_others_may_read_stops_the_start()
    {
        Open().Dispose();
        var path = Path.Combine(folder, "ca.pem");
        SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_key_is_named()
    {
        var path = Path.Combine(folder, "ca.pem");
        File.WriteAllText(path, "nothing\n");
        SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(Open).Message, StringComparison.Ordinal);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    private TlsAuthority Open() => TlsAuthority.LoadOrCreate(folder, ["gateway.example", "192.0.2.7"], time);
}

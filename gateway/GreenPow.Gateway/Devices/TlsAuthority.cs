using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GreenPow.Dao;

namespace GreenPow.Gateway.Devices;

/// <summary>
/// The gateway's own certificate authority: devices are given its certificate at provisioning and believe nobody else.
/// It signs short-lived server certificates, so that a stolen server key is worth little; P-256, because a chip has little memory for a handshake.
/// </summary>
public sealed class TlsAuthority : IDisposable
{
    /// <summary>Longer than any device lives: replacing it means provisioning every device again.</summary>
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(30 * 365);

    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>A device whose clock runs behind must still accept the certificate.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(2);

    private readonly X509Certificate2 authority;
    private readonly IReadOnlyList<string> names;
    private readonly TimeProvider time;
    private readonly Lock renewing = new();
    private X509Certificate2? server;

    private TlsAuthority(X509Certificate2 authority, IReadOnlyList<string> names, TimeProvider time)
    {
        this.authority = authority;
        this.names = names;
        this.time = time;
    }

    /// <summary>The authority's certificate as PEM text; what a device pins.</summary>
    public string CertificatePem => authority.ExportCertificatePem();

    /// <summary>Loads `ca.pem` (certificate and key, mode 600) from the folder, or makes it there.</summary>
    /// <param name="names">DNS names and addresses under which devices reach this gateway.</param>
    /// <exception cref="InvalidDataException">The file is readable by others, or holds no certificate with its key.</exception>
    public static TlsAuthority LoadOrCreate(string folder, IReadOnlyList<string> names, TimeProvider time)
    {
        var path = Path.Combine(folder, "ca.pem");
        if (!File.Exists(path)) Create(path, time.GetUtcNow());
        PrivateFile.Check(path);
        try
        {
            return new(X509Certificate2.CreateFromPemFile(path), names, time);
        }
        catch (CryptographicException wrong)
        {
            throw new InvalidDataException($"{path} does not hold a certificate with its key.", wrong);
        }
    }

    /// <summary>The certificate to show to clients; a new one a month before the old one ends.</summary>
    public X509Certificate2 ServerCertificate()
    {
        lock (renewing)
        {
            var now = time.GetUtcNow();
            if (server is null || now > new DateTimeOffset(server.NotAfter) - RenewBefore)
                server = Issue(now);
            return server;
        }
    }

    public void Dispose()
    {
        authority.Dispose();
        server?.Dispose();
    }

    private X509Certificate2 Issue(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var issued = request.Create(authority, now - ClockSlack, now + ServerLife, RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }

    private static void Create(string path, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=GreenPow gateway", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        using var certificate = request.CreateSelfSigned(now - ClockSlack, now + AuthorityLife);
        AtomicFile.Create(path, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n"), PrivateFile.OwnerOnly);
    }
}

using Wasilo.Simulator.Pki;

namespace Wasilo.Simulator.Control;

/// <summary>The TLS certificate, for clients that take one to trust from a file.</summary>
internal static class TlsApi
{
    public static void MapTls(this IEndpointRouteBuilder app) =>
        app.MapGet("/tls-certificate.pem", static (TlsIdentity tls) => TypedResults.Text(
                tls.Certificate.ExportCertificatePem(), "application/x-pem-file"))
            .WithName("GetTlsCertificate").WithTags("TLS").WithSummary("The certificate that clients see by wss://");
}

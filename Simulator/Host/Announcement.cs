using System.Security.Cryptography;

namespace Wasilo.Simulator.Host;

/// <summary>What a person needs to point a client here, in one block.</summary>
internal static class Announcement
{
    public static string Of(SimulatorServer server) =>
        $"""

        Wasilo Simulator
          clients connect to   {server.ChatUrl}
        {Edges(server)}  and trust the root   {server.Root}
          control API          {server.ControlUrl}openapi/v1.json
        {Tls(server)}
        """;

    private static string Edges(SimulatorServer server) =>
        string.Concat(server.Edges.Select(static edge => $"  or, by an edge, to   {edge.ChatUrl}\n"));

    private static string Tls(SimulatorServer server) => server.TlsCertificate is not { } certificate ? "" :
        $"""
          or, by TLS, to       {server.SecureChatUrl}
          whose certificate is {server.ControlUrl}tls-certificate.pem
          with the SHA-256     {Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256))}

        """;
}

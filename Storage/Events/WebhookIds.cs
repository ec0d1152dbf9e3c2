using System.Security.Cryptography;
using System.Text;

namespace Wasilo.Storage.Events;

/// <summary>
/// Ids of webhooks within a session, made of their address: it stays what it is when the config is written anew, and one whose address
/// changes begins anew.
/// </summary>
public static class WebhookIds
{
    private const int Bytes = 10;

    /// <summary>The id of the webhook at this address: <c>wh_</c> and 20 hex digits.</summary>
    public static string Of(string address) => $"wh_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, Bytes))}";
}

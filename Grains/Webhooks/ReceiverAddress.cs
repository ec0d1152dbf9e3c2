namespace Wasilo.Grains.Webhooks;

/// <summary>What an address of a receiver must be, before anyone looks where its host is.</summary>
internal static class ReceiverAddress
{
    /// <summary>What is wrong with it; null if nothing is.</summary>
    public static string? Problem(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            return "A receiver's address must begin with http:// or https://.";
        if (address.UserInfo.Length > 0)
            return "A receiver's address must not hold a user and password; customHeaders can say who asks.";
        return address.Host.Length == 0 ? "A receiver's address must name a host." : null;
    }
}

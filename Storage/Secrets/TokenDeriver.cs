using System.Text;

namespace Wasilo.Storage.Secrets;

/// <summary>Makes tokens that can be made again and need not be kept: they follow from the master key and what they are for.</summary>
/// <param name="keys">The current one counts.</param>
public sealed class TokenDeriver(Lazy<KeyRing> keys)
{
    /// <summary>The same bytes for the same purpose, as long as the master key stays.</summary>
    public byte[] Derive(string purpose, int length)
    {
        byte[] token = new byte[length];
        keys.Value.Current.Derive(Encoding.UTF8.GetBytes($"wasilo token {purpose}"), token);
        return token;
    }
}

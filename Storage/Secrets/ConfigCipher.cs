using System.Text;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Secrets;

/// <summary>Seals and opens what sessions' owners configured. Its table is <c>wasilo_config</c>.</summary>
/// <param name="keys">Asked for with the first config only: a node without sessions needs no master key.</param>
public sealed class ConfigCipher(Lazy<KeyRing> keys)
{
    internal const string Table = "wasilo_config";

    /// <summary>A config as it is stored.</summary>
    public byte[] Seal(SessionId session, string config) =>
        new SessionCipher(keys.Value, session).Seal(Table, string.Empty, Encoding.UTF8.GetBytes(config));

    /// <summary>The config that was sealed for this session.</summary>
    /// <exception cref="UnreadableSecretException">It was sealed with another key, or isn't this session's.</exception>
    public string Open(SessionId session, ReadOnlySpan<byte> value) =>
        Encoding.UTF8.GetString(new SessionCipher(keys.Value, session).Open(Table, string.Empty, value));
}
